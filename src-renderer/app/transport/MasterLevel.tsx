/** The level of everything that is heard; what is saved or downloaded is not touched by it. */

import { Volume2 } from 'lucide-react';
import { EditableText } from '../../components/EditableText.tsx';
import { Figure } from '../../components/Figure.tsx';
import { Slider } from '../../components/Slider.tsx';
import { useApp, usePreferences } from '../context.ts';
import { faderOf, levelAt, masterOf, masterText } from './figures.ts';

export function MasterLevel() {
  const { preferences } = useApp();
  const db = usePreferences((state) => state.masterDb);
  const choose = (masterDb: number): void => { preferences.getState().choose({ masterDb }); };
  const text = masterText(db);
  return (
    <div className="master" title="Master level; files are not touched by it">
      <Volume2 size={16} aria-hidden />
      <Slider
        name="Master level"
        position={faderOf(db)}
        valueText={`${text} dB`}
        onMove={(position) => { choose(levelAt(position)); }}
        onReset={() => { choose(0); }}
      />
      <EditableText
        label={`Master level ${text} dB`}
        text={text}
        onCommit={(typed) => {
          const level = masterOf(typed);
          if (level !== null) choose(level);
        }}
      >
        <Figure number={text} unit="dB" />
      </EditableText>
    </div>
  );
}
