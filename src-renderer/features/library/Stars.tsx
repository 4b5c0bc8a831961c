/** How a saved kick is rated; a press on a star rates it so, on the last one lit takes the rating away. Five buttons, or one light picture for lists, which have digits besides. */

import { Star } from 'lucide-react';
import type { CSSProperties } from 'react';
import { MAX_RATING, type SavedKick } from '../../../src-preload/contract/library-kick.ts';
import { useApp } from '../../app/context.ts';

const ALL = Array.from({ length: MAX_RATING }, (_, i) => i + 1);

export function Stars({ kick: { id, name, rating } }: { kick: SavedKick }) {
  const { library: { edits } } = useApp();
  return (
    <span className="stars" role="group" aria-label={`Rating of ${name}: ${rating === 0 ? 'none' : rating}`}>
      {ALL.map((stars) => (
        <button
          key={stars}
          type="button"
          className="star"
          data-lit={stars <= rating}
          aria-label={`${stars} ${stars === 1 ? 'star' : 'stars'}`}
          aria-pressed={stars === rating}
          onClick={() => void edits.mark([id], { rating: stars === rating ? 0 : stars })}
        >
          <Star size={14} aria-hidden fill={stars <= rating ? 'currentColor' : 'none'} />
        </button>
      ))}
    </span>
  );
}

/** One element for all five: a list draws hundreds. */
export function ListStars({ kick: { id, rating } }: { kick: SavedKick }) {
  const { library: { edits } } = useApp();
  return (
    <span
      className="list-stars"
      role="img"
      aria-label={rating === 0 ? 'Not rated' : `Rated ${rating}`}
      style={{ '--lit': rating / MAX_RATING } as CSSProperties}
      onClick={(event) => {
        event.stopPropagation();
        const { left, width } = event.currentTarget.getBoundingClientRect();
        const stars = Math.min(MAX_RATING, 1 + Math.floor((MAX_RATING * (event.clientX - left)) / width));
        void edits.mark([id], { rating: stars === rating ? 0 : stars });
      }}
    >
      {'\u2605'.repeat(MAX_RATING)}
    </span>
  );
}
