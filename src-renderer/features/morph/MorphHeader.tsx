/** The head of the screen: undo and redo, which tool, by which way, and what to do with the sound at hand. */

import { Download, Redo2, Save, SquareArrowOutUpRight, Undo2 } from 'lucide-react';
import { Tabs } from 'radix-ui';
import { downloadKick, saveKick } from '../../app/actions.ts';
import { useApp } from '../../app/context.ts';
import { ScreenHeading } from '../../app/ScreenHeading.tsx';
import { Button, IconButton } from '../../components/Button.tsx';
import { Choice } from '../../components/Choice.tsx';
import { canRedo, canUndo } from '../../session/steps.ts';
import { arrangementOf, soundOf, TOOLS, type Tool } from './morph.ts';
import { useMorph } from './useMorph.ts';

const TOOL_NAMES: Record<Tool, string> = { strip: 'Strip', pad: 'Pad', transfer: 'Transfer' };
const WAYS = [
  { value: 'straight', label: 'Straight', title: 'Straight: by the shortest way; the middle is calmer' },
  { value: 'spherical', label: 'Spherical', title: 'Spherical: around the middle of what the model knows; the middle is as far out as the sounds' },
] as const;

/** Stands in the tabs' root. */
export function MorphHeader() {
  const app = useApp();
  const { morph, session } = app;
  const state = useMorph((all) => all);
  const { way } = arrangementOf(state);
  const sound = soundOf(state);
  const openInDesign = (): void => {
    if (sound === null) return;
    morph.keep(sound.kick);
    session.bring({ label: sound.label, kick: sound.kick, shapeable: true });
    location.hash = '#design';
  };
  return (
    <header className="morph-head">
      <ScreenHeading>Morph</ScreenHeading>
      <div className="morph-steps">
        <IconButton label="Undo" keys="Ctrl Z" icon={<Undo2 size={16} />} disabled={!canUndo(state.steps)} onClick={() => { morph.undo(); }} />
        <IconButton label="Redo" keys="Ctrl Shift Z" icon={<Redo2 size={16} />} disabled={!canRedo(state.steps)} onClick={() => { morph.redo(); }} />
      </div>
      <Tabs.List className="choice morph-tools" aria-label="Tool">
        {TOOLS.map((tool) => <Tabs.Trigger key={tool} className="choice-option" value={tool}>{TOOL_NAMES[tool]}</Tabs.Trigger>)}
      </Tabs.List>
      {state.tool !== 'transfer' && <Choice name="Way" options={WAYS} value={way} onChange={(value) => { morph.edit((of) => ({ ...of, way: value })); }} />}
      <div className="morph-keep">
        <Button icon={<SquareArrowOutUpRight size={16} />} disabled={sound === null} onClick={openInDesign}>Open in Design</Button>
        <IconButton label="Download WAV" icon={<Download size={16} />} disabled={sound === null} onClick={() => void downloadKick(app, sound?.kick)} />
        <Button primary icon={<Save size={16} />} disabled={sound === null} onClick={() => void saveKick(app, sound?.kick)}>Save</Button>
      </div>
    </header>
  );
}
