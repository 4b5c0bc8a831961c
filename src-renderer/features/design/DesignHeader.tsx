/** The head of the screen: undo and redo, what was measured on the kick, and what to do with it. */

import { Download, Redo2, Save, Undo2 } from 'lucide-react';
import { downloadKick, saveKick } from '../../app/actions.ts';
import { useApp, useSession } from '../../app/context.ts';
import { ScreenHeading } from '../../app/ScreenHeading.tsx';
import { Button, IconButton } from '../../components/Button.tsx';
import { EditableText } from '../../components/EditableText.tsx';
import { Figure } from '../../components/Figure.tsx';
import { DASH, loudness, milliseconds, noteOf, type Figure as FigureText } from '../../session/figures.ts';
import { KeyChooser } from './KeyChooser.tsx';
import { NearestMark } from './NearestMark.tsx';
import { canRedo, canUndo, current } from '../../session/steps.ts';

const NOTHING: FigureText = { number: DASH, unit: '' };

export function DesignHeader() {
  const app = useApp();
  const { session } = app;
  const steps = useSession((state) => state.steps);
  const step = current(steps);
  const descriptors = step?.kick.descriptors ?? null;
  const asked = useSession((state) => state.note);
  const note = descriptors === null ? NOTHING : noteOf(descriptors);
  const readings: [name: string, figure: FigureText][] = [
    ['Length', descriptors === null ? NOTHING : milliseconds(descriptors.lengthMs)],
    ['Loudness', descriptors === null ? NOTHING : loudness(descriptors.loudnessLufs)],
  ];
  return (
    <header className="design-head">
      <ScreenHeading>Design</ScreenHeading>
      <div className="design-steps">
        <IconButton label="Undo" keys="Ctrl Z" icon={<Undo2 size={16} />} disabled={!canUndo(steps)} onClick={() => session.undo()} />
        <IconButton label="Redo" keys="Ctrl Shift Z" icon={<Redo2 size={16} />} disabled={!canRedo(steps)} onClick={() => session.redo()} />
      </div>
      <dl className="reading">
        <div data-reading="Note">
          <dt>Note</dt>
          <dd>
            <EditableText
              label={`Note ${note.number} ${note.unit}`.trim()}
              text={asked === null ? `${note.number} ${note.unit}`.replace(DASH, '').trim() : String(asked)}
              hint={`Type a note such as F1 or F1+20, or Hz; Escape gives the sound its own again.`}
              disabled={step?.shapeable !== true}
              onEscape={() => session.tune(null)}
              onCommit={(typed) => session.tune(typed)}
            >
              <Figure {...note} />
            </EditableText>
          </dd>
          <dd className="reading-key"><KeyChooser /></dd>
        </div>
        {readings.map(([name, figure]) => (
          <div key={name} data-reading={name}>
            <dt>{name}</dt>
            <dd><Figure {...figure} /></dd>
          </div>
        ))}
      </dl>
      <div className="design-keep">
        <NearestMark />
        <IconButton label="Download WAV" icon={<Download size={16} />} disabled={step === null} onClick={() => void downloadKick(app)} />
        <Button primary icon={<Save size={16} />} disabled={step === null} onClick={() => void saveKick(app)}>Save</Button>
      </div>
    </header>
  );
}
