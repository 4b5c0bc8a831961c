/** What can be done with all kicks that are selected at once. */

import { Heart, Package, RotateCcw, Star, Tag, Trash2, X } from 'lucide-react';
import { Popover } from 'radix-ui';
import { useState } from 'react';
import { useStore } from 'zustand';
import { CATEGORIES } from '../../../src-preload/contract/categories.ts';
import { MAX_RATING } from '../../../src-preload/contract/library-kick.ts';
import { useApp } from '../../app/context.ts';
import { useSharedWords } from '../../app/words.ts';
import { Button, IconButton } from '../../components/Button.tsx';
import { grouped } from '../../session/figures.ts';
import { CollectMenu } from './CollectMenu.tsx';
import { favouriteTargets, trashTargets } from './keys.ts';
import './SelectionBar.css';
import { TagField } from './TagField.tsx';

export function SelectionBar() {
  const words = useSharedWords();
  const app = useApp();
  const { library: { browse, edits }, packs } = app;
  const count = useStore(browse, (state) => state.selected.size);
  const shelf = useStore(browse.list, (state) => state.query.shelf);
  if (count < 2) return null;
  const ids = (): readonly string[] => browse.targets();
  return (
    <div className="selection-bar" role="toolbar" aria-label={`Selected ${words.many}`}>
      <span className="selection-count"><span className="figure">{grouped(count)}</span> selected</span>
      {shelf.kind === 'trash' ? (
        <Button icon={<RotateCcw size={16} aria-hidden />} onClick={() => void trashTargets(app)}>Put back</Button>
      ) : (
        <>
          <IconButton label="Make them favourites" keys="F" icon={<Heart size={16} />} onClick={() => void favouriteTargets(app)} />
          <RatingPopover ids={ids} />
          <TagPopover ids={ids} />
          <CollectMenu ids={ids} />
          {shelf.kind === 'collection' && <Button onClick={() => void edits.collect(ids(), shelf.collection, false)}>Take out</Button>}
          <Button
            primary
            icon={<Package size={16} aria-hidden />}
            onClick={() => {
              packs.chooseSelection(ids());
              location.hash = '#packs';
            }}
          >
            Make a pack
          </Button>
          <IconButton label="Move them to the trash" keys="Del" icon={<Trash2 size={16} />} onClick={() => void trashTargets(app)} />
        </>
      )}
      <IconButton label="Select nothing" keys="Esc" icon={<X size={16} />} onClick={() => { browse.clear(); }} />
    </div>
  );
}

function RatingPopover({ ids }: { ids: () => readonly string[] }) {
  const { library: { edits } } = useApp();
  const [open, setOpen] = useState(false);
  return (
    <Popover.Root open={open} onOpenChange={setOpen}>
      <Popover.Trigger asChild><IconButton label="Rate them" icon={<Star size={16} />} /></Popover.Trigger>
      <Popover.Portal>
        <Popover.Content className="menu selection-choice" sideOffset={4} collisionPadding={8} aria-label="Rate them">
          {Array.from({ length: MAX_RATING + 1 }, (_, rating) => (
            <button
              key={rating}
              type="button"
              className="menu-button"
              onClick={() => {
                setOpen(false);
                void edits.mark(ids(), { rating });
              }}
            >
              {rating === 0 ? 'Not rated' : `${rating} ${rating === 1 ? 'star' : 'stars'}`}
            </button>
          ))}
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}

function TagPopover({ ids }: { ids: () => readonly string[] }) {
  const { library: { edits } } = useApp();
  const [open, setOpen] = useState(false);
  const and = (work: Promise<void>): void => {
    setOpen(false);
    void work;
  };
  return (
    <Popover.Root open={open} onOpenChange={setOpen}>
      <Popover.Trigger asChild><Button icon={<Tag size={16} aria-hidden />}>Tag</Button></Popover.Trigger>
      <Popover.Portal>
        <Popover.Content className="menu collect" sideOffset={4} collisionPadding={8} aria-label="Tag them">
          <TagField label="Tag for the selected sounds" onTag={(addTag) => { and(edits.mark(ids(), { addTag })); }} />
          <TagField label="Tag to take from the selected sounds" placeholder="Take a tag away" onTag={(removeTag) => { and(edits.mark(ids(), { removeTag })); }} />
          <p className="collect-head">Kind</p>
          {CATEGORIES.map((category) => <button key={category} type="button" className="menu-button" onClick={() => { and(edits.mark(ids(), { category })); }}>{category}</button>)}
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}
