/** Every sound of this session that was stopped at, oldest first; the one at hand is marked. */

import { memo, useEffect, useRef } from 'react';
import { useApp, useSession } from '../../app/context.ts';
import { useDragOut } from '../../app/drag/useDragOut.ts';
import { Thumbnail } from '../../charts/Thumbnail.tsx';
import type { Step } from '../../session/session.ts';

/** The strip follows when the hand has come to rest, ms: to bring a step into view lays the page out at once, ahead of the next sound. */
const FOLLOW_MS = 150;

export function History() {
  const { session } = useApp();
  const { items, at } = useSession((state) => state.steps);
  const list = useRef<HTMLOListElement>(null);
  useEffect(() => {
    const follow = setTimeout(() => list.current?.children[at]?.scrollIntoView({ block: 'nearest', inline: 'nearest' }), FOLLOW_MS);
    return () => { clearTimeout(follow); };
  }, [items, at]);
  return (
    <nav className="history" aria-label="History">
      <ol ref={list}>
        {items.map((step, i) => (
          <li key={step.gesture}>
            <HistoryStep step={step} index={i} place={i === at ? 'here' : i > at ? 'undone' : 'done'} onOpen={session.jump} />
          </li>
        ))}
      </ol>
    </nav>
  );
}

interface HistoryStepProps {
  step: Step;
  index: number;
  place: 'done' | 'here' | 'undone';
  onOpen: (index: number) => void;
}

/** Drawn anew only when it changes itself: every sound adds a step, and there may be a hundred. */
const HistoryStep = memo(function HistoryStep({ step: { label, kick }, index, place, onOpen }: HistoryStepProps) {
  const drag = useDragOut(() => [{ heard: kick }]);
  return (
    <button
      type="button"
      className="history-step"
      aria-label={`Step ${String(index + 1)}: ${label}`}
      title={label}
      {...(place === 'here' ? { 'aria-current': 'step' as const } : {})}
      data-undone={place === 'undone'}
      onClick={() => { onOpen(index); }}
      {...drag}
    >
      <Thumbnail samples={kick.samples} />
    </button>
  );
});
