/** The menu beside every drag, made once for the page: opened where a kick was pressed with the right button, or by its grip. */

import { DropdownMenu } from 'radix-ui';
import { useEffect, useRef } from 'react';
import { useApp, useDragOutState } from '../context.ts';
import './drag.css';
import { FileItems } from './FileItems.tsx';

export function FilesMenu() {
  const { dragOut } = useApp();
  const menu = useDragOutState((state) => state.menu);
  const opener = useRef<Element>(null);
  useEffect(() => {
    if (menu !== null) opener.current = menu.opener;
  }, [menu]);
  useMenuKey();
  return (
    // Not modal: the rest of the screen stays in reach, for the hand and for screen readers.
    <DropdownMenu.Root modal={false} open={menu !== null} onOpenChange={() => { dragOut.setState({ menu: null }); }}>
      <DropdownMenu.Trigger className="files-menu-anchor" tabIndex={-1} aria-hidden style={{ left: menu?.x ?? 0, top: menu?.y ?? 0 }} />
      <DropdownMenu.Portal>
        <DropdownMenu.Content
          className="menu"
          align="start"
          sideOffset={2}
          collisionPadding={8}
          aria-label="As a file"
          onCloseAutoFocus={(event) => {
            event.preventDefault();
            if (opener.current instanceof HTMLElement) opener.current.focus();
          }}
        >
          {menu !== null && <FileItems kicks={menu.kicks} />}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}

/** Shift F10 asks for the menu of what has the focus, on macOS too, where no key does. */
function useMenuKey(): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      if (event.key !== 'F10' || !event.shiftKey || event.defaultPrevented) return;
      const focused = document.activeElement;
      // In a grid the focus is on the whole, which says where it means.
      const meant = document.getElementById(focused?.getAttribute('aria-activedescendant') ?? '') ?? focused;
      const asked = meant?.dispatchEvent(new MouseEvent('contextmenu', { bubbles: true, cancelable: true }));
      // Who opened a menu has said so; else the browser may open its own.
      if (asked === false) event.preventDefault();
    };
    document.addEventListener('keydown', onKeyDown);
    return () => { document.removeEventListener('keydown', onKeyDown); };
  }, []);
}
