/** The saved kicks beside the screen: found by name, newest first, each a card. */

import type { Ref } from 'react';
import { useLibrary } from '../../app/context.ts';
import { FavouritesButton } from './FavouritesButton.tsx';
import { KickCard } from './KickCard.tsx';
import './SavedColumn.css';
import { SavedEmpty } from './SavedEmpty.tsx';
import { SavedSearch } from './SavedSearch.tsx';

export function SavedColumn({ searchRef }: { searchRef: Ref<HTMLInputElement> }) {
  const { items, total, ready } = useLibrary((state) => state);
  return (
    <section className="saved" aria-label="Saved kicks">
      <header className="saved-head">
        <h2>Saved</h2>
        <span className="saved-count figure">{ready ? total : ''}</span>
        <FavouritesButton />
      </header>
      <SavedSearch fieldRef={searchRef} />
      {items.length > 0 && (
        <ul className="saved-list">
          {items.map((kick) => (
            <KickCard key={kick.id} kick={kick} />
          ))}
        </ul>
      )}
      {ready && items.length === 0 && <SavedEmpty />}
      {items.length < total && <p className="saved-more">The newest {items.length} of {total}; search finds the others.</p>}
    </section>
  );
}
