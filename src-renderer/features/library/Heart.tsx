/** Whether a saved kick is a favourite. */

import { Heart as Icon } from 'lucide-react';
import type { SavedKick } from '../../../src-preload/contract/library-kick.ts';
import { useApp } from '../../app/context.ts';

export function Heart({ kick: { id, name, favourite }, tabIndex = 0 }: { kick: SavedKick; tabIndex?: 0 | -1 }) {
  const { library: { edits } } = useApp();
  return (
    <button
      type="button"
      className="icon-button"
      aria-label={favourite ? `${name} is a favourite; make it none` : `Make ${name} a favourite`}
      title={favourite ? 'A favourite' : 'Make it a favourite'}
      aria-pressed={favourite}
      tabIndex={tabIndex}
      onClick={() => void edits.mark([id], { favourite: !favourite })}
    >
      <Icon size={16} fill={favourite ? 'currentColor' : 'none'} />
    </button>
  );
}
