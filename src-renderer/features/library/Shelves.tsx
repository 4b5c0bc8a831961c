/** Where the Library screen can look: all kicks, favourites, the user's files, collections, copies, the trash. */

import { Copy, FileAudio, Folder, Heart, LibraryBig, Plus, Trash2, Waves } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import { useStore } from 'zustand';
import type { Words } from '../../../src-preload/contract/instrument-words.ts';
import { useApp, useLibrary } from '../../app/context.ts';
import { useSharedWords } from '../../app/words.ts';
import { IconButton } from '../../components/Button.tsx';
import { grouped } from '../../session/figures.ts';
import { CollectionMenu } from './CollectionMenu.tsx';
import { NEWEST, type Shelf } from './query.ts';
import './Shelves.css';

const SHELF_NAMES: Record<Exclude<Shelf['kind'], 'all' | 'collection' | 'like'>, string> = {
  favourites: 'Favourites',
  made: 'Made here',
  imported: 'Imported',
  duplicates: 'Duplicates',
  trash: 'Trash',
};

export function shelfName(shelf: Shelf, { many }: Words): string {
  if (shelf.kind === 'collection') return shelf.collection.name;
  if (shelf.kind === 'like') return `Like ${shelf.kick.name}`;
  return shelf.kind === 'all' ? `All ${many}` : SHELF_NAMES[shelf.kind];
}

/** @param onChosen Told of each choice. */
export function Shelves({ onChosen }: { onChosen?: () => void }) {
  const { library: { browse, duplicates, edits } } = useApp();
  const searching = useStore(duplicates, (state) => state.running);
  const facets = useLibrary((state) => state.facets);
  const shelf = useStore(browse.list, (state) => state.query.shelf);
  const words = useSharedWords();
  const [naming, setNaming] = useState(false);
  const show = (next: Shelf): void => {
    browse.ask({ shelf: next, sorting: next.kind === 'trash' ? { sort: 'removedAt', descending: true } : NEWEST });
    onChosen?.();
  };
  const add = async (name: string): Promise<void> => {
    setNaming(false);
    if (name.trim() === '') return;
    const collection = await edits.addCollection(name.trim(), []);
    if (collection !== null) show({ kind: 'collection', collection });
  };
  const entry = (kind: 'all' | 'favourites' | 'made' | 'imported' | 'trash', icon: ReactNode, count?: number) => (
    <ShelfButton key={kind} icon={icon} name={shelfName({ kind }, words)} count={count} chosen={shelf.kind === kind} onChoose={() => { show({ kind }); }} />
  );
  return (
    <nav className="shelves" aria-label="Shelves">
      <ul>
        {entry('all', <LibraryBig size={16} aria-hidden />, facets?.all)}
        {entry('favourites', <Heart size={16} aria-hidden />, facets?.favourites)}
        {entry('made', <Waves size={16} aria-hidden />, facets === null ? undefined : facets.all - facets.imported)}
        {entry('imported', <FileAudio size={16} aria-hidden />, facets?.imported)}
      </ul>
      <div className="shelves-head">
        <h2>Collections</h2>
        <IconButton label="New collection" icon={<Plus size={16} />} onClick={() => { setNaming(true); }} />
      </div>
      {naming && (
        <input
          className="shelf-field"
          aria-label="Name of a new collection"
          placeholder="Name"
          maxLength={120}
          autoFocus
          onBlur={(event) => void add(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key === 'Enter') event.currentTarget.blur();
            if (event.key === 'Escape') setNaming(false);
          }}
        />
      )}
      <ul className="shelves-collections">
        {facets?.collections.map(({ id, name, count }) => (
          <ShelfButton
            key={id}
            icon={<Folder size={16} aria-hidden />}
            name={name}
            count={count}
            chosen={shelf.kind === 'collection' && shelf.collection.id === id}
            onChoose={() => { show({ kind: 'collection', collection: { id, name } }); }}
          >
            <CollectionMenu collection={{ id, name }} />
          </ShelfButton>
        ))}
      </ul>
      {facets?.collections.length === 0 && !naming && <p className="shelves-none">Select sounds and collect them</p>}
      <ul className="shelves-last">
        <ShelfButton
          icon={<Copy size={16} aria-hidden />}
          name={SHELF_NAMES.duplicates}
          count={undefined}
          chosen={searching || shelf.kind === 'duplicates'}
          onChoose={() => {
            void duplicates.find();
            onChosen?.();
          }}
        />
        {entry('trash', <Trash2 size={16} aria-hidden />, facets?.removed)}
      </ul>
    </nav>
  );
}

interface ShelfButtonProps {
  icon: ReactNode;
  name: string;
  count: number | undefined;
  chosen: boolean;
  onChoose: () => void;
  /** What can be done with it. */
  children?: ReactNode;
}

function ShelfButton({ icon, name, count, chosen, onChoose, children }: ShelfButtonProps) {
  return (
    <li className="shelf">
      <button type="button" className="shelf-button" {...(chosen ? { 'aria-current': true } : {})} onClick={onChoose}>
        {icon}
        <span className="shelf-name">{name}</span>
        {count !== undefined && <small className="figure">{grouped(count)}</small>}
      </button>
      {children}
    </li>
  );
}
