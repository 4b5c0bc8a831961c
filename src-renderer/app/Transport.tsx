/** The bar at the foot of every screen: play, what there is to say, and which model answers how fast. */

import { Keyboard, Library, Play } from 'lucide-react';
import { IconButton, Button } from '../components/Button.tsx';
import { Figure } from '../components/Figure.tsx';
import { AboutModel } from '../features/model/AboutModel.tsx';
import { current } from '../session/steps.ts';
import { useApp, useSession } from './context.ts';
import { NoticeLine } from './NoticeLine.tsx';

export interface TransportProps {
  onHelp: () => void;
  /** The drawer of saved kicks, where they do not stand beside the screen. */
  drawer: { open: boolean; toggle: () => void } | null;
}

export function Transport({ onHelp, drawer }: TransportProps) {
  const { commands } = useApp();
  const ready = useSession((state) => current(state.steps) !== null);
  return (
    <footer className="transport">
      <Button icon={<Play size={16} className="transport-play" fill="currentColor" />} disabled={!ready} onClick={() => { commands.run('play'); }}>
        Play
      </Button>
      <NoticeLine />
      <Machine />
      {drawer !== null && (
        <Button icon={<Library size={16} />} aria-expanded={drawer.open} onClick={drawer.toggle}>Saved kicks</Button>
      )}
      <IconButton label="Keyboard shortcuts" keys="?" icon={<Keyboard size={20} />} onClick={onHelp} />
    </footer>
  );
}

/** Which model and provider answered, and how fast. */
function Machine() {
  const model = useSession((state) => state.model);
  const ms = useSession((state) => state.lastMs);
  if (model === null) return <p className="machine">Opening the model&hellip;</p>;
  return (
    <div className="machine" title="Model, what it runs on, and how long the last kick took to make">
      <AboutModel model={model} />
      <span className="figure">{PROVIDERS[model.provider]}</span>
      <span className="machine-time">{ms !== null && <Figure number={ms.toFixed(0)} unit="ms" />}</span>
    </div>
  );
}

const PROVIDERS = { cpu: 'CPU', cuda: 'CUDA', webgpu: 'WebGPU', dml: 'DirectML', coreml: 'Core ML' } as const;
