/** Between kicks: a strip from one to the next, a pad with four corners, and parts of one given to another. */

import { Dices, SlidersHorizontal } from 'lucide-react';
import { Tabs } from 'radix-ui';
import type { DragEvent, ReactNode } from 'react';
import { saveKick } from '../../app/actions.ts';
import { useApp, useSession } from '../../app/context.ts';
import { droppedSounds } from '../../app/files.ts';
import { useCommand } from '../../app/useCommand.ts';
import { useWords } from '../../app/words.ts';
import { Button } from '../../components/Button.tsx';
import { current } from '../../session/steps.ts';
import { arrangementOf, soundOf, TOOLS, type Tool } from './morph.ts';
import { MorphHeader } from './MorphHeader.tsx';
import { MorphSound } from './MorphSound.tsx';
import './MorphScreen.css';
import { Pad } from './Pad.tsx';
import { addFiles } from './SourceMenu.tsx';
import { Sources } from './Sources.tsx';
import { Strip } from './Strip.tsx';
import { Transfer } from './Transfer.tsx';
import { useMorph } from './useMorph.ts';

const PANELS: Record<Tool, ReactNode> = { strip: <Strip />, pad: <Pad />, transfer: <Transfer /> };

export function MorphScreen() {
  const app = useApp();
  const { morph, playback } = app;
  const tool = useMorph((state) => state.tool);
  const count = useMorph(arrangementOf).kicks.length;
  const atHand = () => soundOf(morph.getState())?.kick;
  useCommand('play', () => {
    const kick = atHand();
    if (kick !== undefined) playback.press(kick);
  });
  useCommand('stop', () => {
    morph.stop();
    playback.stop();
  });
  useCommand('save', () => {
    const kick = atHand();
    if (kick !== undefined) void saveKick(app, kick);
  });
  useCommand('randomise', () => void morph.addRandom(1));
  useCommand('undo', () => { morph.undo(); });
  useCommand('redo', () => { morph.redo(); });
  const onDrop = (event: DragEvent): void => {
    const sounds = droppedSounds(event.dataTransfer);
    if (sounds.length === 0) return;
    // These are for the morph, not for Design.
    event.preventDefault();
    void addFiles(morph, sounds);
  };
  return (
    <Tabs.Root asChild value={tool} onValueChange={(value) => { morph.setTool(value as Tool); }}>
      <main className="morph" onDrop={onDrop}>
        <MorphHeader />
        {count > 0 && <Sources />}
        <div className="morph-stage" {...(count === 0 ? {} : { 'data-tool': tool })}>
          {TOOLS.map((each) => (
            <Tabs.Content key={each} className="morph-panel" value={each} tabIndex={-1}>
              {count === 0 ? <NothingYet /> : count === 1 ? <OneMore /> : PANELS[each]}
            </Tabs.Content>
          ))}
          {count > 0 && <MorphSound />}
        </div>
      </main>
    </Tabs.Root>
  );
}

function NothingYet() {
  const words = useWords();
  const { morph } = useApp();
  const step = useSession((state) => current(state.steps));
  const adding = useMorph((state) => state.adding);
  return (
    <section className="morph-empty" aria-label="Begin">
      <h2>Find the sound that lies between others</h2>
      <dl>
        <div><dt>Strip</dt><dd>Two to eight sounds in a row; walk from one to the next, and keep the step you like.</dd></div>
        <div><dt>Pad</dt><dd>Four sounds in the corners of a square; pull the sound to where it is right.</dd></div>
        <div><dt>Transfer</dt><dd>The click of one, the tail of another, the pitch of a third: each by as much as you want.</dd></div>
      </dl>
      <div className="morph-begin">
        <Button primary icon={<Dices size={16} />} disabled={step === null || adding !== null} onClick={() => void morph.addRandom(4)}>Four random {words.many}</Button>
        <Button
          icon={<SlidersHorizontal size={16} />}
          disabled={step === null || adding !== null}
          onClick={() => {
            if (step === null) return;
            morph.addHeard('Design', step.kick);
            void morph.addRandom(1);
          }}
        >
          The {words.one} in Design and a random one
        </Button>
      </div>
      <p>{adding === null ? 'Or drop sound files here: this model finds its own version of each.' : `Listening to ${adding}\u2026`}</p>
      <Sources />
    </section>
  );
}

function OneMore() {
  const { one } = useWords();
  return (
    <section className="morph-one" aria-label="One more">
      <h2>One more {one}, and there is a way between them</h2>
      <p>Add it above: by chance, from what is saved, from the history, or from a file.</p>
    </section>
  );
}
