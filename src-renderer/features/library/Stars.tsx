/** How a saved kick is rated; a press on a star rates it so, on the last one lit takes the rating away. */

import { Star } from 'lucide-react';
import { MAX_RATING, type SavedKick } from '../../../src-preload/contract/library-kick.ts';
import { useApp } from '../../app/context.ts';

const ALL = Array.from({ length: MAX_RATING }, (_, i) => i + 1);

export function Stars({ kick: { id, name, rating }, tabIndex = 0 }: { kick: SavedKick; tabIndex?: 0 | -1 }) {
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
          // One of them by Tab, the others by their digits.
          tabIndex={stars === Math.max(1, rating) ? tabIndex : -1}
          onClick={() => void edits.mark([id], { rating: stars === rating ? 0 : stars })}
        >
          <Star size={14} aria-hidden fill={stars <= rating ? 'currentColor' : 'none'} />
        </button>
      ))}
    </span>
  );
}
