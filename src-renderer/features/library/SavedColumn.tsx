/** The saved kicks beside the screen: found by name, newest first, each a card. */

import { Heart, Search } from 'lucide-react';
import type { Ref } from 'react';
import { useApp, useLibrary } from '../../app/context.ts';
import { IconButton } from '../../components/Button.tsx';
import { KickCard } from './KickCard.tsx';
import './SavedColumn.css';

export function SavedColumn({ searchRef }: { searchRef: Ref<HTMLInputElement> }) {
  const { library } = useApp();
  const { items, total, search, favourites, ready } = useLibrary((state) => state);
  const filtered = search !== '' || favourites;
  return (
    <section className="saved" aria-label="Saved kicks">
      <header className="saved-head">
        <h2>Saved</h2>
        <span className="saved-count figure">{ready ? total : ''}</span>
        <IconButton
          label={favourites ? 'Show all' : 'Show favourites only'}
          pressed={favourites}
          icon={<Heart size={16} />}
          onClick={() => library.showFavourites(!favourites)}
        />
      </header>
      <label className="saved-search">
        <Search size={16} aria-hidden />
        <input
          ref={searchRef}
          type="search"
          aria-label="Find a saved kick"
          placeholder="Find by name"
          value={search}
          maxLength={200}
          onChange={(event) => library.find(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key !== 'Escape') return;
            library.find('');
            event.currentTarget.blur();
          }}
        />
      </label>
      {items.length > 0 && (
        <ul className="saved-list">
          {items.map((kick) => (
            <KickCard key={kick.id} kick={kick} />
          ))}
        </ul>
      )}
      {ready && items.length === 0 && (filtered ? <NothingFound /> : <NothingSaved />)}
      {items.length < total && <p className="saved-more">The newest {items.length} of {total}; search finds the others.</p>}
    </section>
  );
}

function NothingSaved() {
  return (
    <div className="saved-empty">
      <h3>Your kicks will stand here</h3>
      <p>
        Press <kbd>R</kbd> until one is close, move the sliders, then <kbd>S</kbd> keeps it with its sound and every setting.
      </p>
    </div>
  );
}

function NothingFound() {
  return (
    <div className="saved-empty">
      <h3>No kick fits</h3>
      <p>Names are searched word by word. Clear the field to see them all.</p>
    </div>
  );
}
