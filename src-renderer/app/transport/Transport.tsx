/** The bar at the foot of every screen: play and loop, how loud, what there is to say, which model answers how fast, and where the sound goes. */

import { Keyboard, LibraryBig, Play, Speaker, Square } from 'lucide-react';
import { canChooseDevice } from '../../audio/output.ts';
import { Button, IconButton } from '../../components/Button.tsx';
import { current } from '../../session/steps.ts';
import { useApp, usePlayback, useSession } from '../context.ts';
import { NoticeLine } from '../NoticeLine.tsx';
import { useSharedWords } from '../words.ts';
import { LevelMeter } from './LevelMeter.tsx';
import { LoopControls } from './LoopControls.tsx';
import { Machine } from './Machine.tsx';
import { MasterLevel } from './MasterLevel.tsx';
import { OutputMenu } from './OutputMenu.tsx';
import { PianoControls } from './PianoControls.tsx';
import './Transport.css';

export interface TransportProps {
  onHelp: () => void;
  /** The drawer of saved kicks, where they do not stand beside the screen. */
  drawer: { open: boolean; toggle: () => void } | null;
}

export function Transport({ onHelp, drawer }: TransportProps) {
  const { commands } = useApp();
  const ready = useSession((state) => current(state.steps) !== null);
  const running = usePlayback((state) => state.running);
  const { many } = useSharedWords();
  return (
    <footer className="transport">
      <Button
        className="button transport-play"
        icon={running ? <Square size={16} fill="currentColor" /> : <Play size={16} fill="currentColor" />}
        disabled={!ready}
        onClick={() => { commands.run('play'); }}
      >
        {running ? 'Stop' : 'Play'}
      </Button>
      <LoopControls />
      <LevelMeter />
      <NoticeLine />
      <Machine />
      <div className="transport-tools">
        <PianoControls />
        {canChooseDevice() && (
          <OutputMenu>
            <button type="button" className="icon-button" aria-label="Output device" title="Output device"><Speaker size={20} /></button>
          </OutputMenu>
        )}
        <IconButton label="Keyboard shortcuts" keys="?" icon={<Keyboard size={20} />} onClick={onHelp} />
      </div>
      <MasterLevel />
      {drawer !== null && (
        <IconButton label={`Saved ${many}`} icon={<LibraryBig size={20} />} aria-expanded={drawer.open} onClick={drawer.toggle} />
      )}
    </footer>
  );
}
