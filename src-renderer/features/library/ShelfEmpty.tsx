/** What stands on a shelf where no kick does: how one comes there, or that none fits. */

import type { Asked } from './query.ts';
import { SavedEmpty } from './SavedEmpty.tsx';

export function ShelfEmpty({ asked: { shelf, search, filters } }: { asked: Asked }) {
  const filtered = search !== '' || Object.keys(filters).length > 0;
  if (filtered || shelf.kind === 'all' || shelf.kind === 'made') return <SavedEmpty filtered={filtered} />;
  const [title, words] = WORDS[shelf.kind];
  return (
    <div className="saved-empty">
      <h3>{title}</h3>
      <p>{words}</p>
    </div>
  );
}

const WORDS = {
  favourites: ['No favourites yet', 'The heart of a sound, or the F key, puts it here.'],
  imported: ['No files of yours yet', 'Import a folder: its sounds are listed here and stay where they are, untouched.'],
  trash: ['The trash is empty', 'The X key or Delete puts sounds here; they can be put back for 30 days.'],
  collection: ['Nothing collected yet', 'Select sounds anywhere in the library and press Collect.'],
  duplicates: ['No duplicates', 'No two sounds of the library are copies of each other.'],
  like: ['Nothing like it', 'There is no other sound to compare it with.'],
} as const;
