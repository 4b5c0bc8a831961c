/** The saved kicks beside the screen: found by name, newest first, each a card. */

import { Heart } from 'lucide-react';
import type { Ref } from 'react';
import { useStore } from 'zustand';
import { useApp } from '../../app/context.ts';
import { useSharedWords } from '../../app/words.ts';
import { IconButton } from '../../components/Button.tsx';
import { grouped } from '../../session/figures.ts';
import './SavedColumn.css';
import { SavedKicks } from './SavedKicks.tsx';
import { SavedSearch } from './SavedSearch.tsx';

export function SavedColumn({ searchRef }: { searchRef: Ref<HTMLInputElement> }) {
  const words = useSharedWords();
  const { library: { column } } = useApp();
  const { search = '', favourites = false } = useStore(column, (state) => state.query);
  const total = useStore(column, (state) => (state.answered === null ? null : state.total));
  return (
    <section className="saved" aria-label={`Saved ${words.many}`}>
      <header className="saved-head">
        <h2>Saved</h2>
        <span className="saved-count figure">{total !== null && grouped(total)}</span>
        <IconButton
          label={favourites ? 'Show all' : 'Show favourites only'}
          pressed={favourites}
          icon={<Heart size={16} />}
          onClick={() => { column.ask({ search, favourites: !favourites }); }}
        />
      </header>
      <SavedSearch fieldRef={searchRef} text={search} onFind={(text) => { column.ask({ search: text, favourites }); }} />
      <SavedKicks />
    </section>
  );
}
