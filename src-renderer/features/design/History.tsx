/** Every sound of this session that was stopped at, oldest first; the one at hand is marked. */

import { useEffect, useRef } from 'react';
import { useApp, useSession } from '../../app/context.ts';
import { Thumbnail } from '../../charts/Thumbnail.tsx';

export function History() {
  const { session } = useApp();
  const { items, at } = useSession((state) => state.steps);
  const list = useRef<HTMLOListElement>(null);
  useEffect(() => {
    list.current?.children[at]?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }, [items, at]);
  return (
    <nav className="history" aria-label="History">
      <ol ref={list}>
        {items.map(({ gesture, label, kick }, i) => (
          <li key={gesture}>
            <button
              type="button"
              className="history-step"
              aria-label={`Step ${String(i + 1)}: ${label}`}
              title={label}
              {...(i === at ? { 'aria-current': 'step' as const } : {})}
              data-undone={i > at}
              onClick={() => session.jump(i)}
            >
              <Thumbnail samples={kick.samples} />
            </button>
          </li>
        ))}
      </ol>
    </nav>
  );
}
