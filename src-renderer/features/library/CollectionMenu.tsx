/** What can be done with a collection itself: another name, or none at all; its kicks stay either way. */

import { MoreHorizontal } from 'lucide-react';
import { DropdownMenu } from 'radix-ui';
import { useState } from 'react';
import { useStore } from 'zustand';
import type { Collection } from '../../../src-preload/contract/library-kick.ts';
import { useApp } from '../../app/context.ts';
import { RenameField } from '../../components/RenameField.tsx';

export function CollectionMenu({ collection }: { collection: Collection }) {
  const { library: { browse, edits } } = useApp();
  const shelf = useStore(browse.list, (state) => state.query.shelf);
  const [renaming, setRenaming] = useState(false);
  const shown = shelf.kind === 'collection' && shelf.collection.id === collection.id;
  const rename = (name: string | null): void => {
    setRenaming(false);
    if (name !== null) void edits.renameCollection(collection, name);
  };
  if (renaming) {
    return <RenameField className="shelf-field shelf-rename" name={collection.name} onDone={rename} />;
  }
  return (
    <DropdownMenu.Root modal={false}>
      <DropdownMenu.Trigger className="icon-button shelf-more" aria-label={`More for the collection ${collection.name}`}>
        <MoreHorizontal size={16} />
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content className="menu" align="end" sideOffset={4} collisionPadding={8}>
          {/* Once the menu has given the focus back, for the field takes it. */}
          <DropdownMenu.Item className="menu-item" onSelect={() => { setTimeout(() => { setRenaming(true); }); }}>Rename</DropdownMenu.Item>
          <DropdownMenu.Separator className="menu-line" />
          <DropdownMenu.Item
            className="menu-item"
            onSelect={() => {
              if (shown) browse.ask({ shelf: { kind: 'all' } });
              void edits.removeCollection(collection);
            }}
          >
            Remove the collection
          </DropdownMenu.Item>
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}
