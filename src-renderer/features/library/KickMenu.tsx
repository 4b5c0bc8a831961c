/** What can be done with a saved kick, behind three dots. The menu itself is made with its first use, for a list draws many. */

import { MoreHorizontal } from 'lucide-react';
import { DropdownMenu } from 'radix-ui';
import { useState } from 'react';
import type { SavedKick } from '../../../src-preload/contract/library-kick.ts';
import { useApp } from '../../app/context.ts';
import { FileItems } from '../../app/drag/FileItems.tsx';
import './KickCard.css';
import { openInDesign, showLike } from './moves.ts';

export function KickMenu({ kick, tabIndex = 0 }: { kick: SavedKick; tabIndex?: 0 | -1 }) {
  const app = useApp();
  const { library: { edits } } = app;
  const { id, name, removedAt } = kick;
  const [used, setUsed] = useState(false);
  const trigger = { type: 'button', className: 'icon-button', 'aria-label': `More for ${name}`, title: 'More', tabIndex, children: <MoreHorizontal size={16} /> } as const;
  if (!used) return <button {...trigger} aria-haspopup="menu" aria-expanded={false} onClick={() => { setUsed(true); }} />;
  return (
    // Not modal: the rest of the screen stays in reach, for the hand and for screen readers.
    <DropdownMenu.Root modal={false} defaultOpen>
      <DropdownMenu.Trigger {...trigger} />
      <DropdownMenu.Portal>
        <DropdownMenu.Content className="menu" align="end" sideOffset={4} collisionPadding={8}>
          {removedAt === null ? (
            <>
              <DropdownMenu.Item className="menu-item" onSelect={() => { openInDesign(app, kick); }}>Open in Design</DropdownMenu.Item>
              <DropdownMenu.Item className="menu-item" onSelect={() => { showLike(app, kick); }}>Sounds like this</DropdownMenu.Item>
              <DropdownMenu.Separator className="menu-line" />
              <FileItems kicks={[{ saved: id }]} />
              <DropdownMenu.Separator className="menu-line" />
              <DropdownMenu.Item className="menu-item" onSelect={() => void edits.trash([id], name)}>Move to trash</DropdownMenu.Item>
            </>
          ) : (
            <DropdownMenu.Item className="menu-item" onSelect={() => void edits.putBack([id])}>Put back</DropdownMenu.Item>
          )}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}
