/** Whether Play repeats, and how fast. */

import { Repeat } from 'lucide-react';
import { IconButton } from '../../components/Button.tsx';
import { EditableText } from '../../components/EditableText.tsx';
import { Figure } from '../../components/Figure.tsx';
import { useApp, usePlayback, usePreferences } from '../context.ts';
import { SLOWEST, FASTEST, tempoOf } from './figures.ts';

export function LoopControls() {
  const { playback, preferences } = useApp();
  const loop = usePlayback((state) => state.loop);
  const tempo = usePreferences((state) => state.tempo);
  return (
    <div className="transport-loop">
      <IconButton label="Loop" keys="O" pressed={loop} icon={<Repeat size={16} />} onClick={() => { playback.setLoop(!loop); }} />
      <EditableText
        label={`Tempo ${String(tempo)} BPM`}
        text={String(tempo)}
        hint={`Beats a minute of the loop, ${String(SLOWEST)} to ${String(FASTEST)}`}
        onCommit={(typed) => {
          const bpm = tempoOf(typed);
          if (bpm !== null) preferences.getState().choose({ tempo: bpm });
        }}
      >
        <Figure number={String(tempo)} unit="BPM" />
      </EditableText>
    </div>
  );
}
