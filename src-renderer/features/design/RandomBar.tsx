/** Randomise, how far it goes, and what it keeps; and the way in for sounds of one's own. */

import { ChevronDown, ChevronUp, Dices, FolderOpen } from 'lucide-react';
import { useRef } from 'react';
import { keptLabels, type Words } from '../../../src-preload/contract/instrument-words.ts';
import { SLIDERS } from '../../../src-preload/contract/sliders.ts';
import { openFile } from '../../app/actions.ts';
import { useApp, useSession } from '../../app/context.ts';
import { useWords } from '../../app/words.ts';
import { Button } from '../../components/Button.tsx';
import { Figure } from '../../components/Figure.tsx';
import { Slider } from '../../components/Slider.tsx';
import { percent } from '../../session/figures.ts';
import { current } from '../../session/steps.ts';
import { CategoryChooser } from './CategoryChooser.tsx';

const KEEP_HELP = 'Randomise makes another sound that is as this one in what is locked, and lies where it does on the components that are.';

const typicalHelp = ({ one, many }: Words): string =>
  `How many random ${many} of this model are less likely than this one: 50 % is an ordinary ${one}, near 0 % an odd one.`;

export interface RandomBarProps {
  /** The section of further components, which a button here unfolds. */
  more: { id: string; open: boolean; toggle: () => void };
}

export function RandomBar({ more }: RandomBarProps) {
  const app = useApp();
  const { session } = app;
  const ready = useSession((state) => state.model !== null);
  const words = useWords();
  const labels = useSession((state) => keptLabels(state.model?.instrument));
  const amount = useSession((state) => state.amount);
  const typicality = useSession((state) => current(state.steps)?.kick.typicality ?? null);
  const locks = useSession((state) => state.locks);
  const places = useSession((state) => state.componentLocks);
  const category = useSession((state) => state.categoryLock && (state.model?.categories.length ?? 0) > 0);
  const keeps = [
    ...SLIDERS.filter((slider) => locks.has(slider)).map((slider) => labels[slider]),
    ...(places.size === 0 ? [] : places.size === 1 ? [`component ${[...places].join('')}`] : [`${places.size} components`]),
    ...(category ? ['category'] : []),
  ];
  const kept = keeps.length === 0 ? 'nothing' : keeps.join(', ');
  const opening = useSession((state) => state.opening);
  const picker = useRef<HTMLInputElement>(null);
  const share = percent(amount);
  return (
    <section className="random-bar" aria-label="Chance">
      <Button
        icon={more.open ? <ChevronDown size={16} /> : <ChevronUp size={16} />}
        aria-expanded={more.open}
        aria-controls={more.id}
        onClick={more.toggle}
      >
        More
      </Button>
      <Button icon={<Dices size={16} />} disabled={!ready} onClick={() => session.randomise()}>Randomise</Button>
      <span className="random-label" title={`100 %: any ${words.one}. Less: a variation of this one.`}>Amount</span>
      <Slider name="Randomise amount" position={amount} valueText={`${share.number} ${share.unit}`} onMove={(to) => session.setAmount(to)} onReset={() => session.setAmount(1)} />
      <Figure {...share} />
      <CategoryChooser />
      <span className="random-label" title={typicalHelp(words)}>Typical</span>
      <Figure {...percent(typicality)} />
      <p className="random-keep" title={`Keep: ${kept}. ${KEEP_HELP}`}>Keep: <span>{kept}</span></p>
      <p className="random-hint" data-opening={opening !== null}>{opening === null ? 'Drop a sound anywhere to shape it' : `Listening to ${opening}\u2026`}</p>
      <Button icon={<FolderOpen size={16} />} disabled={!ready || opening !== null} onClick={() => picker.current?.click()}>Open sound</Button>
      <input
        ref={picker}
        type="file"
        accept="audio/*,.wav,.aif,.aiff,.flac"
        hidden
        aria-label="Open sound"
        onChange={(event) => {
          const file = event.currentTarget.files?.item(0) ?? null;
          // The same file may be chosen again.
          event.currentTarget.value = '';
          if (file !== null) void openFile(app, file);
        }}
      />
    </section>
  );
}
