/** The keys of the Library screen's list while it has the focus. */

import type { KeyboardEvent } from 'react';
import { MAX_RATING } from '../../../src-preload/contract/library-kick.ts';
import type { App } from '../../app/context.ts';
import { rowAt } from './paged.ts';
import type { Reach } from './browse.ts';
import { openInDesign } from './moves.ts';

export interface GridShape {
  /** Kicks to a row. */
  columns: number;
  /** Kicks that a page key passes. */
  page: number;
  total: number;
}

/** How far a key goes from one kick to the next. */
function stepOf(key: string, at: number, { columns, page, total }: GridShape): number | null {
  switch (key) {
    case 'ArrowDown':
      return at < 0 ? 0 : at + columns;
    case 'ArrowUp':
      return at - columns;
    case 'ArrowRight':
      return columns === 1 ? null : at + 1;
    case 'ArrowLeft':
      return columns === 1 ? null : at - 1;
    case 'PageDown':
      return at + page;
    case 'PageUp':
      return at - page;
    case 'Home':
      return 0;
    case 'End':
      return total - 1;
    default:
      return null;
  }
}

/** Does what a key means in the list. @returns whether it means something */
export function onGridKey(app: App, event: KeyboardEvent, shape: GridShape): boolean {
  const { library: { browse, edits } } = app;
  const { key, shiftKey, altKey } = event;
  const control = event.ctrlKey || event.metaKey;
  // A button or a field within it has keys of its own.
  if (event.target !== event.currentTarget || altKey) return false;
  const { active, selected } = browse.getState();
  const to = stepOf(key, active, shape);
  if (to !== null) {
    const reach: Reach = shiftKey ? 'range' : control ? 'none' : 'only';
    browse.go(to, reach);
    return true;
  }
  if (control) {
    if (key.toLowerCase() === 'a') void browse.selectAll();
    else if (key === ' ') browse.go(active, 'toggle', true);
    else return false;
    return true;
  }
  if (key === 'Escape' && selected.size > 1) {
    browse.clear();
    return true;
  }
  const kick = rowAt(browse.list.getState(), active);
  if (kick === undefined) return false;
  if (key === 'Enter') openInDesign(app, kick);
  else if (key === 'Delete') void trashTargets(app);
  else if (/^[0-9]$/.test(key) && Number(key) <= MAX_RATING) void edits.mark(browse.targets(), { rating: Number(key) });
  else return false;
  return true;
}

/** Makes what is selected favourites, or takes the heart from them where all have it. */
export async function favouriteTargets({ library: { browse, edits } }: App): Promise<void> {
  const kick = rowAt(browse.list.getState(), browse.getState().active);
  const ids = browse.targets();
  if (ids.length > 0) await edits.mark(ids, { favourite: kick?.favourite !== true });
}

/** A favourite, and on to the next kick. */
export async function keepTarget({ library: { browse, edits } }: App): Promise<void> {
  const { active } = browse.getState();
  const ids = browse.targets();
  if (ids.length === 0) return;
  await edits.mark(ids, { favourite: true });
  browse.go(active + 1, 'only');
}

/** Into the trash (from there, back), and on to the kick that comes after. */
export async function trashTargets({ library: { browse, edits } }: App): Promise<void> {
  const ids = browse.targets();
  if (ids.length === 0) return;
  const inTrash = browse.list.getState().query.shelf.kind === 'trash';
  browse.moveOn(ids);
  const kick = ids.length === 1 ? rowAt(browse.list.getState(), browse.getState().active) : undefined;
  await (inTrash ? edits.putBack(ids) : edits.trash(ids, kick?.name));
}
