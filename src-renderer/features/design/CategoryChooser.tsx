/** How much of each category of the model this kick has: its character stays while they are mixed. */

import { Lock, LockOpen, RotateCcw } from 'lucide-react';
import { Popover } from 'radix-ui';
import { useApp, useSession } from '../../app/context.ts';
import { useWords } from '../../app/words.ts';
import { Button, IconButton } from '../../components/Button.tsx';
import { Figure } from '../../components/Figure.tsx';
import { Slider } from '../../components/Slider.tsx';
import { percent, SHARE_OF } from '../../session/figures.ts';
import { newGesture } from '../../session/gesture.ts';
import { current } from '../../session/steps.ts';
import './CategoryChooser.css';

const NO_NAMES: readonly string[] = [];
/** From here on a kick is called by this category alone. */
const WHOLE = 0.995;

/** Nothing where the model knows no categories. */
export function CategoryChooser() {
  const { one } = useWords();
  const { session } = useApp();
  const names = useSession((state) => state.model?.categories ?? NO_NAMES);
  const step = useSession((state) => current(state.steps));
  const asked = useSession((state) => state.categories);
  const locked = useSession((state) => state.categoryLock);
  if (names.length === 0) return null;
  const shares = asked ?? step?.kick.categories ?? null;
  const shareOf = (name: string): number => shares?.[name] ?? 0;
  const most = names.reduce((best, name) => (shareOf(name) > shareOf(best) ? name : best));
  const words = (name: string): string => `${name} ${percent(shareOf(name)).number} %`;
  const lead = shares === null ? 'Category' : shareOf(most) >= WHOLE ? most : words(most);
  const told = shares === null ? 'not known' : names.filter((name) => shareOf(name) >= 1 - WHOLE).map(words).join(', ');
  const disabled = step?.shapeable !== true || shares === null;
  return (
    <Popover.Root>
      <Popover.Trigger asChild>
        <Button className="button category-button" data-on={asked !== null || locked} aria-label={`Category: ${told}`}>
          <span className="category-lead">{lead}</span>
        </Button>
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Content className="popover category-popover" sideOffset={6} collisionPadding={8} aria-label="Category">
          <div className="category-head">
            <h2>Category</h2>
            <IconButton label={`As the ${one} has it`} icon={<RotateCcw size={14} />} disabled={asked === null} onClick={() => { session.unshare(); }} />
            <IconButton
              label={locked ? 'Unlock category' : 'Lock category'}
              keys="L"
              pressed={locked}
              icon={locked ? <Lock size={14} /> : <LockOpen size={14} />}
              onClick={() => { session.toggleCategoryLock(); }}
            />
          </div>
          {names.map((name) => (
            <div key={name} className="category-row">
              <button type="button" className="category-name" title={`All of it ${name}`} disabled={disabled} onClick={() => { session.share(name, 1, newGesture()); }}>{name}</button>
              <Slider
                name={SHARE_OF + name}
                position={shareOf(name)}
                valueText={`${percent(shareOf(name)).number} %`}
                set={asked !== null}
                disabled={disabled}
                onMove={(share, gesture) => { session.share(name, share, gesture); }}
                onReset={() => { session.unshare(); }}
              />
              <Figure {...percent(shares === null ? null : shareOf(name))} />
            </div>
          ))}
          <p className="category-help">{shares === null ? 'A sound out of the library tells its categories once it is shaped.' : 'Locked, Randomise stays in this mixture.'}</p>
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}
