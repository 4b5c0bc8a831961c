/** The saved kicks where the window is too narrow for them to stand beside the screen. */

import { Dialog } from 'radix-ui';
import { useRef } from 'react';
import { SavedColumn } from './SavedColumn.tsx';
import { useSharedWords } from '../../app/words.ts';

export function SavedDrawer({ open, onOpenChange }: { open: boolean; onOpenChange: (open: boolean) => void }) {
  const words = useSharedWords();
  const search = useRef<HTMLInputElement>(null);
  return (
    // Not modal: the kick at hand stays in reach beside it.
    <Dialog.Root open={open} onOpenChange={onOpenChange} modal={false}>
      <Dialog.Content
        className="drawer"
        aria-describedby={undefined}
        onOpenAutoFocus={(event) => {
          event.preventDefault();
          search.current?.focus();
        }}
        onInteractOutside={(event) => { event.preventDefault(); }}
      >
        <Dialog.Title className="visually-hidden">Saved {words.many}</Dialog.Title>
        <SavedColumn searchRef={search} />
      </Dialog.Content>
    </Dialog.Root>
  );
}
