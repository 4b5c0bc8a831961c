/** What every dialog of ours shares: its place over the screen, its head, and where the focus begins. */

import { Dialog } from 'radix-ui';
import { X } from 'lucide-react';
import type { ReactNode } from 'react';
import { IconButton } from './Button.tsx';
import './Dialog.css';

export interface DialogFrameProps {
  title: string;
  /** For what is read: tables need the room. */
  wide?: boolean;
  children: ReactNode;
}

/** Stands in a `Dialog.Root`. Scrolls when it is higher than the window, by keys too. */
export function DialogFrame({ title, wide = false, children }: DialogFrameProps) {
  return (
    <Dialog.Portal>
      <Dialog.Overlay className="dialog-overlay" />
      <Dialog.Content
        className={wide ? 'dialog wide' : 'dialog'}
        aria-describedby={undefined}
        onOpenAutoFocus={(event) => {
          // On the dialog itself: a focused close button would show its tooltip, which takes the first Escape.
          event.preventDefault();
          (event.currentTarget as HTMLElement).focus();
        }}
      >
        <header className="dialog-head">
          <Dialog.Title>{title}</Dialog.Title>
          <Dialog.Close asChild>
            <IconButton label="Close" icon={<X size={16} />} />
          </Dialog.Close>
        </header>
        {children}
      </Dialog.Content>
    </Dialog.Portal>
  );
}
