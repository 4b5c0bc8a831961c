/** A paged list as rows of one height, of which only those in sight are drawn. It tells the list which items these are. */

import { useVirtualizer, type VirtualItem } from '@tanstack/react-virtual';
import { useEffect, useLayoutEffect, useRef, type RefObject } from 'react';
import { useStore } from 'zustand';
import { rowAt, type Paged } from './paged.ts';

export interface Rows<T> {
  /** Rows to draw, each with its place. */
  drawn: readonly VirtualItem[];
  /** Of all rows, px. */
  height: number;
  /** How many items there are; null before that is known. */
  total: number | null;
  /** An item, where it is known yet. */
  at: (index: number) => T | undefined;
  /** Brings an item into sight, no further than it must. */
  reveal: (index: number) => void;
}

/** Rows out of sight that are drawn too, so that a short scroll finds them there. */
const SPARE = 3;

/**
 * @param scroller What scrolls.
 * @param columns Items to a row.
 * @param rowHeight Its gap included, px.
 */
export function useRows<Q, T>(list: Paged<Q, T>, { scroller, columns, rowHeight }: { scroller: RefObject<HTMLElement | null>; columns: number; rowHeight: number }): Rows<T> {
  const state = useStore(list);
  const { answered, total } = state;
  // eslint-disable-next-line react-hooks/incompatible-library -- what it gives is used here and passed on to nobody who memoises
  const virtual = useVirtualizer({
    count: Math.ceil(total / columns),
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: SPARE,
    initialOffset: list.place.top,
    // A row that comes with the next frame comes out of the spare ones.
    useFlushSync: false,
  });
  useLayoutEffect(() => { virtual.measure(); }, [virtual, rowHeight]);

  // Another list begins at its top; the one that was left stands where it was left.
  const shown = useRef(answered);
  useLayoutEffect(() => {
    if (shown.current !== null && shown.current !== answered) virtual.scrollToOffset(0);
    shown.current = answered;
  }, [virtual, answered]);

  const drawn = virtual.getVirtualItems();
  const first = (drawn.at(0)?.index ?? 0) * columns;
  // Before anything is known, that something is looked at.
  const end = Math.max(first + 1, ((drawn.at(-1)?.index ?? -1) + 1) * columns);
  useEffect(() => { list.look(first, end); }, [list, first, end]);
  useEffect(() => () => {
    list.place.top = virtual.scrollOffset ?? 0;
    list.look(0, 0);
  }, [list, virtual]);

  return {
    drawn,
    height: virtual.getTotalSize(),
    total: answered === null ? null : total,
    at: (index) => rowAt(state, index),
    reveal: (index) => { virtual.scrollToIndex(Math.floor(index / columns), { align: 'auto' }); },
  };
}
