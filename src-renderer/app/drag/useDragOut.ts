/** What an element is given so that the kicks it stands for can be dragged out, or have their menu opened. */

import { useEffect, useRef, type DragEvent, type MouseEvent } from 'react';
import { useApp } from '../context.ts';
import type { KickSource } from './drag-out.ts';

/** How long the pointer rests on a kick before its file is made, ms: passing over a list makes none. */
const REST_MS = 100;

/**
 * Props for an element. Its menu opens by the right button and by the keyboard's menu key.
 * @param kicks Asked when something happens to the element; none: nothing does.
 */
export function useDragOut(kicks: () => readonly KickSource[]) {
  const { dragOut } = useApp();
  const rest = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => { clearTimeout(rest.current); }, []);
  return {
    draggable: true,
    onPointerEnter: () => {
      clearTimeout(rest.current);
      rest.current = setTimeout(() => { dragOut.prepare(kicks()); }, REST_MS);
    },
    onPointerLeave: () => { clearTimeout(rest.current); },
    onPointerDown: () => { dragOut.prepare(kicks()); },
    onDragStart: (event: DragEvent) => {
      // Text that is marked within the element is dragged as text; what is dragged itself, by itself.
      if (event.target !== event.currentTarget) return;
      const dragged = kicks();
      if (dragged.length === 0 || !dragOut.begin(dragged, event.dataTransfer)) event.preventDefault();
    },
    onContextMenu: (event: MouseEvent) => {
      const meant = kicks();
      if (meant.length === 0) return;
      event.preventDefault();
      event.stopPropagation();
      const { left, bottom } = event.currentTarget.getBoundingClientRect();
      // The menu key tells no place of its own.
      const byKey = event.button !== 2;
      dragOut.setState({
        menu: { kicks: meant, x: byKey ? left : event.clientX, y: byKey ? bottom : event.clientY, opener: document.activeElement },
      });
    },
  };
}
