/** MIDI keyboards: on, off, and which are plugged in. */

import { useApp, useMidi } from '../../app/context.ts';
import { Switch } from '../../components/Switch.tsx';
import type { MidiState } from '../../playing/midi.ts';

const NOTES: Record<MidiState, string> = {
  absent: 'this browser has no MIDI',
  off: 'the browser asks you once',
  asking: 'the browser is asking you',
  on: 'every one that is plugged in is heard',
  refused: 'the browser refused; its site settings allow it again',
};

export function MidiSettings({ state }: { state: MidiState }) {
  const { midi } = useApp();
  const inputs = useMidi((all) => all.inputs);
  return (
    <>
      <Switch
        label="MIDI keyboards"
        note={NOTES[state]}
        checked={state === 'on'}
        disabled={state === 'absent' || state === 'asking'}
        onChange={(on) => {
          if (on) void midi.switchOn();
          else midi.switchOff();
        }}
      />
      {state === 'on' && (
        <ul className="settings-inputs" aria-label="MIDI keyboards">
          {inputs.length === 0 && <li>None is plugged in; one that comes is heard at once.</li>}
          {inputs.map((name) => <li key={name}>{name}</li>)}
        </ul>
      )}
    </>
  );
}
