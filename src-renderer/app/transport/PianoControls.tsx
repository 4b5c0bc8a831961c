/** The computer's keys as a piano: on or off, and from which C on. */

import { Piano } from 'lucide-react';
import { IconButton } from '../../components/Button.tsx';
import { useApp, usePiano } from '../context.ts';

export function PianoControls() {
  const { piano } = useApp();
  const { on, octave } = usePiano((state) => state);
  return (
    <div className="piano">
      <IconButton label="Play with the computer's keys" keys="M" pressed={on} icon={<Piano size={20} />} onClick={() => { piano.setState({ on: !on }); }} />
      {on && <span className="piano-octave figure" title="Where the A key is; Z and X go down and up an octave">C{octave}</span>}
    </div>
  );
}
