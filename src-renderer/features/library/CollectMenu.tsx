/** Puts kicks into a collection, one that is there or a new one. */

import { FolderPlus } from 'lucide-react';
import { Popover } from 'radix-ui';
import { useState } from 'react';
import { useApp, useLibrary } from '../../app/context.ts';
import { Button } from '../../components/Button.tsx';

export function CollectMenu({ ids }: { ids: () => readonly string[] }) {
  const { library: { edits } } = useApp();
  const collections = useLibrary((state) => state.facets?.collections ?? []);
  const [open, setOpen] = useState(false);
  const [draft, setDraft] = useState('');
  return (
    <Popover.Root open={open} onOpenChange={setOpen}>
      <Popover.Trigger asChild><Button icon={<FolderPlus size={16} aria-hidden />}>Collect</Button></Popover.Trigger>
      <Popover.Portal>
        <Popover.Content className="menu collect" align="center" sideOffset={4} collisionPadding={8} aria-label="Collect into">
          <ul className="collect-list">
            {collections.map((collection) => (
              <li key={collection.id}>
                <button
                  type="button"
                  className="menu-button"
                  onClick={() => {
                    setOpen(false);
                    void edits.collect(ids(), { id: collection.id, name: collection.name }, true);
                  }}
                >
                  {collection.name}
                </button>
              </li>
            ))}
          </ul>
          <form
            className="tag-form"
            onSubmit={(event) => {
              event.preventDefault();
              if (draft.trim() === '') return;
              setOpen(false);
              setDraft('');
              void edits.addCollection(draft.trim(), ids());
            }}
          >
            <input className="tag-field" aria-label="Name of a new collection" placeholder="New collection" maxLength={120} value={draft} onChange={(event) => { setDraft(event.currentTarget.value); }} />
          </form>
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}
