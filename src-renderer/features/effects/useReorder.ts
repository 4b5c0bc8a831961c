/** Dragging a thing along its row with the pointer: where it would land, and the move once it is dropped. */

import { useRef, useState, type KeyboardEvent, type PointerEvent, type RefObject, type SyntheticEvent } from 'react';
import { landing } from './order.ts';

/** Pixels the pointer goes before a press becomes a drag. */
const SLACK = 4;
/** Pixels from either end of the row at which it scrolls along, and how far at each move. */
const EDGE = 32;
const SCROLL = 12;

export interface Dragged {
  from: number;
  to: number;
}

interface Press {
  pointer: number;
  from: number;
  x: number;
}

/** @param row Its children are the things. */
export function useReorder(row: RefObject<HTMLElement | null>, onMove: (from: number, to: number) => void) {
  const [dragged, setDragged] = useState<Dragged | null>(null);
  const press = useRef<Press | null>(null);
  /** A click that ends a drag opens nothing. */
  const swallow = useRef(false);

  const end = (): void => {
    press.current = null;
    setDragged(null);
  };

  /** What the handle of a thing needs. */
  const handle = (from: number) => ({
    onPointerDown: (event: PointerEvent<HTMLElement>) => {
      if (event.button !== 0) return;
      swallow.current = false;
      press.current = { pointer: event.pointerId, from, x: event.clientX };
    },
    onPointerMove: (event: PointerEvent<HTMLElement>) => {
      const begun = press.current;
      if (begun?.pointer !== event.pointerId || row.current === null) return;
      if (dragged === null && Math.abs(event.clientX - begun.x) < SLACK) return;
      if (dragged === null) event.currentTarget.setPointerCapture(event.pointerId);
      swallow.current = true;
      const { left, right } = row.current.getBoundingClientRect();
      if (event.clientX < left + EDGE) row.current.scrollLeft -= SCROLL;
      if (event.clientX > right - EDGE) row.current.scrollLeft += SCROLL;
      const centres = [...row.current.children].map((child) => {
        const box = child.getBoundingClientRect();
        return (box.left + box.right) / 2;
      });
      setDragged({ from: begun.from, to: landing(centres, begun.from, event.clientX) });
    },
    onPointerUp: () => {
      if (dragged !== null && dragged.to !== dragged.from) onMove(dragged.from, dragged.to);
      end();
    },
    onPointerCancel: end,
    onKeyDownCapture: (event: KeyboardEvent) => {
      if (event.key !== 'Escape' || dragged === null) return;
      event.preventDefault();
      event.stopPropagation();
      end();
    },
    onClickCapture: (event: SyntheticEvent) => {
      if (!swallow.current) return;
      swallow.current = false;
      event.preventDefault();
      event.stopPropagation();
    },
  });
  return { dragged, handle };
}
