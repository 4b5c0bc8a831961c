/** The saved kicks over the whole screen. */

import { useRef } from 'react';
import { useLibrary } from '../../app/context.ts';
import { ScreenHeading } from '../../app/ScreenHeading.tsx';
import { useCommand } from '../../app/useCommand.ts';
import { FavouritesButton } from './FavouritesButton.tsx';
import { KickCard } from './KickCard.tsx';
import './LibraryScreen.css';
import './SavedColumn.css';
import { SavedEmpty } from './SavedEmpty.tsx';
import { SavedSearch } from './SavedSearch.tsx';

export function LibraryScreen() {
  const search = useRef<HTMLInputElement>(null);
  const { items, total, ready } = useLibrary((state) => state);
  useCommand('search', () => { search.current?.focus(); });
  return (
    <main className="screen">
      <header className="screen-head">
        <ScreenHeading>Library</ScreenHeading>
        <span className="saved-count figure">{ready ? total : ''}</span>
        <SavedSearch fieldRef={search} />
        <FavouritesButton />
      </header>
      <section className="screen-body" aria-label="Saved kicks">
        <ul className="library-grid">
          {items.map((kick) => (
            <KickCard key={kick.id} kick={kick} />
          ))}
        </ul>
        {ready && items.length === 0 && <SavedEmpty />}
        {items.length < total && <p className="saved-more">The newest {items.length} of {total}; search finds the others.</p>}
      </section>
    </main>
  );
}
