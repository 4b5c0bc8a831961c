/** Every kick that was kept or imported: found, heard, judged, sorted. */

import { ArrowDownWideNarrow, ArrowLeft, ArrowUpNarrowWide, LayoutGrid, List, PanelRight, X } from 'lucide-react';
import { Dialog, Popover } from 'radix-ui';
import { useRef, useState } from 'react';
import { useStore } from 'zustand';
import { SORTS, type Sort } from '../../../src-preload/contract/library-query.ts';
import { useApp, useLibrary } from '../../app/context.ts';
import { droppedSounds } from '../../app/files.ts';
import { ScreenHeading } from '../../app/ScreenHeading.tsx';
import { useCommand } from '../../app/useCommand.ts';
import { useNarrow } from '../../app/useNarrow.ts';
import { useSharedWords } from '../../app/words.ts';
import { useSize } from '../../charts/useSize.ts';
import { Button, IconButton } from '../../components/Button.tsx';
import { Choice } from '../../components/Choice.tsx';
import { grouped } from '../../session/figures.ts';
import { DetailPanel } from './DetailPanel.tsx';
import { FilterPopover } from './FilterPopover.tsx';
import { ImportButton } from './ImportButton.tsx';
import { favouriteTargets, keepTarget, trashTargets } from './keys.ts';
import { KickGrid } from './KickGrid.tsx';
import './LibraryScreen.css';
import { MEASURE_LABELS } from './measures.ts';
import { chipsOf, isPart } from './query.ts';
import './SavedColumn.css';
import { SavedSearch } from './SavedSearch.tsx';
import { SelectionBar } from './SelectionBar.tsx';
import { ShelfEmpty } from './ShelfEmpty.tsx';
import { shelfName, Shelves } from './Shelves.tsx';
import { WorkProgress } from './WorkProgress.tsx';

export function LibraryScreen() {
  const app = useApp();
  const { library: { browse, edits } } = app;
  const search = useRef<HTMLInputElement>(null);
  const grid = useRef<HTMLDivElement>(null);
  const narrow = useNarrow();
  const details = useStore(browse, (state) => state.details);
  useCommand('search', () => { search.current?.focus(); });
  useCommand('play', () => { browse.hear(); });
  useCommand('undo', () => void edits.undo());
  useCommand('redo', () => void edits.redo());
  useCommand('favourite', () => void favouriteTargets(app));
  useCommand('keep', () => void keepTarget(app));
  useCommand('trash', () => void trashTargets(app));
  return (
    <main
      className="library"
      onDrop={(event) => {
        const { connection: { pathOf }, library: { imports } } = app;
        const paths = pathOf === null ? [] : droppedSounds(event.dataTransfer).map(pathOf).filter((path) => path !== '');
        // A browser does not tell where a file lies: there it is opened, as on every screen.
        if (paths.length === 0) return;
        event.preventDefault();
        void imports.start(paths);
      }}
    >
      <LibraryHead searchRef={search} onDown={() => {
        grid.current?.focus();
        if (browse.getState().active < 0) browse.go(0, 'only');
      }} />
      {!narrow && <Shelves />}
      <LibraryList gridRef={grid} />
      {details && !narrow && <DetailPanel />}
    </main>
  );
}

function LibraryHead({ searchRef, onDown }: { searchRef: React.RefObject<HTMLInputElement | null>; onDown: () => void }) {
  const { library: { browse } } = useApp();
  const facets = useLibrary((state) => state.facets);
  const { search, shelf, filters } = useStore(browse.list, (state) => state.query);
  const view = useStore(browse, (state) => state.view);
  const narrow = useNarrow();
  const chips = chipsOf(filters, (id) => facets?.bundles.find((bundle) => bundle.id === id)?.name ?? id);
  return (
    <header className="library-head">
      <ScreenHeading>Library</ScreenHeading>
      {narrow && <ShelvesPopover />}
      <SavedSearch fieldRef={searchRef} text={search} onFind={(text) => { browse.ask({ search: text, ...(isPart(shelf) ? {} : { shelf: { kind: 'all' } }) }); }} onDown={onDown} />
      <FilterPopover set={chips.length} />
      {view === 'cards' && <SortChoice />}
      <Choice
        name="View"
        value={view}
        options={[
          { value: 'rows', label: <List size={16} aria-hidden />, title: 'List' },
          { value: 'cards', label: <LayoutGrid size={16} aria-hidden />, title: 'Cards' },
        ]}
        onChange={(value) => { browse.show({ view: value }); }}
      />
      <ImportButton />
      <DetailsToggle />
      {chips.length > 0 && (
        <ul className="chips" aria-label="Filters that are set">
          {chips.map(({ words, without }) => (
            <li key={words}>
              <button type="button" className="chip" title="Take this filter away" onClick={() => { browse.ask({ filters: without }); }}>{words}<X size={12} aria-hidden /></button>
            </li>
          ))}
          <li><button type="button" className="chip chip-clear" onClick={() => { browse.ask({ filters: {} }); }}>Clear all</button></li>
        </ul>
      )}
    </header>
  );
}

const SORT_NAMES: Record<Sort, string> = { savedAt: 'Date saved', removedAt: 'Date removed', name: 'Name', rating: 'Rating', category: 'Kind', bundle: 'Model', ...MEASURE_LABELS };

/** The table sorts by its heads; cards have none. */
function SortChoice() {
  const { library: { browse } } = useApp();
  const { sorting, shelf } = useStore(browse.list, (state) => state.query);
  const { sort, descending } = sorting;
  const disabled = !isPart(shelf);
  return (
    <div className="library-sort">
      <select aria-label="Sorted by" value={sort} disabled={disabled} onChange={(event) => { browse.ask({ sorting: { ...sorting, sort: event.currentTarget.value as Sort } }); }}>
        {SORTS.map((each) => <option key={each} value={each}>{SORT_NAMES[each]}</option>)}
      </select>
      <IconButton
        label={descending ? 'Most first; turn round' : 'Least first; turn round'}
        icon={descending ? <ArrowDownWideNarrow size={16} /> : <ArrowUpNarrowWide size={16} />}
        disabled={disabled}
        onClick={() => { browse.ask({ sorting: { sort, descending: !descending } }); }}
      />
    </div>
  );
}

/** The shelves where there is no room for them beside the list. */
function ShelvesPopover() {
  const { library: { browse } } = useApp();
  const shelf = useStore(browse.list, (state) => state.query.shelf);
  const name = shelfName(shelf, useSharedWords());
  const [open, setOpen] = useState(false);
  return (
    <Popover.Root open={open} onOpenChange={setOpen}>
      <Popover.Trigger className="button library-shelf-button" aria-label={`Shelf: ${name}`}><span>{name}</span></Popover.Trigger>
      <Popover.Portal>
        <Popover.Content className="shelves-popover" align="start" sideOffset={4} collisionPadding={8} aria-label="Shelves">
          <Shelves onChosen={() => { setOpen(false); }} />
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}

/** Details beside the list; where there is no room for them, over it, until they are closed. */
function DetailsToggle() {
  const { library: { browse } } = useApp();
  const details = useStore(browse, (state) => state.details);
  const narrow = useNarrow();
  const [open, setOpen] = useState(false);
  const icon = <PanelRight size={16} />;
  if (!narrow) return <IconButton label={details ? 'Hide details' : 'Show details'} pressed={details} icon={icon} onClick={() => { browse.show({ details: !details }); }} />;
  return (
    <>
      <IconButton label={open ? 'Hide details' : 'Show details'} pressed={open} icon={icon} onClick={() => { setOpen(!open); }} />
      <Dialog.Root open={open} onOpenChange={setOpen} modal={false}>
        <Dialog.Content className="drawer" aria-describedby={undefined} onOpenAutoFocus={(event) => { event.preventDefault(); }} onInteractOutside={(event) => { event.preventDefault(); }}>
          <Dialog.Title className="visually-hidden">Details</Dialog.Title>
          <DetailPanel />
        </Dialog.Content>
      </Dialog.Root>
    </>
  );
}

function LibraryList({ gridRef }: { gridRef: React.RefObject<HTMLDivElement | null> }) {
  const words = useSharedWords();
  const { library: { browse, duplicates, imports } } = useApp();
  const { answered, total } = useStore(browse.list);
  const body = useRef<HTMLDivElement>(null);
  const size = useSize(body);
  return (
    <section className="library-list" aria-label={`Saved ${words.many}`}>
      <div className="library-told">
        {answered !== null && !isPart(answered.shelf) && (
          <Button icon={<ArrowLeft size={16} aria-hidden />} onClick={() => { browse.ask({ shelf: { kind: 'all' } }); }}>All {words.many}</Button>
        )}
        <p role="status">
          {answered !== null && <>{shelfName(answered.shelf, words)} <span className="figure">{grouped(total)}</span></>}
        </p>
        {answered?.shelf.kind === 'duplicates' && total > 0 && (
          <>
            <Button onClick={() => void browse.selectCopies()}>Select the copies</Button>
            <small>The first of each group stays: a favourite, the best rated, else the oldest.</small>
          </>
        )}
        {answered?.shelf.kind === 'trash' && <small>Sounds go for good 30 days after they were put here; imported files stay on the disk.</small>}
      </div>
      <WorkProgress work={imports} waiting="Looking for sounds" doing="Importing" />
      <WorkProgress work={duplicates} waiting="Comparing sounds" doing="Listening to pairs that measure alike" />
      <div ref={body} className="library-body">
        {size !== null && <KickGrid width={size.width} gridRef={gridRef} />}
        {answered !== null && total === 0 && <ShelfEmpty asked={answered} />}
      </div>
      <SelectionBar />
    </section>
  );
}
