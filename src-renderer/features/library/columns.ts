/** The columns of the list of kicks: what each is called, sorts by and needs, and which of them a width has room for. Pure. */

import type { Measure, Sort } from '../../../src-preload/contract/library-query.ts';

export interface Column {
  key: 'wave' | 'name' | 'rating' | 'tags' | 'category' | 'model' | 'date' | 'actions' | Measure;
  label: string;
  /** What its head sorts by. */
  sort?: Sort;
  /** As CSS has it, and its least, px. */
  width: string;
  least: number;
  /** Who goes last where there is no room. */
  rank: number;
}

const fixed = (px: number): Pick<Column, 'width' | 'least'> => ({ width: `${px}px`, least: px });

/** In the order in which they stand. */
export const COLUMNS: readonly Column[] = [
  { key: 'wave', label: 'Sound', ...fixed(72), rank: 0 },
  { key: 'name', label: 'Name', sort: 'name', width: 'minmax(152px, 1.4fr)', least: 152, rank: 0 },
  { key: 'noteHz', label: 'Note', sort: 'noteHz', ...fixed(88), rank: 1 },
  { key: 'lengthMs', label: 'Length', sort: 'lengthMs', ...fixed(72), rank: 2 },
  { key: 'loudnessLufs', label: 'Loudness', sort: 'loudnessLufs', ...fixed(88), rank: 5 },
  { key: 'decayMs', label: 'Decay', sort: 'decayMs', ...fixed(80), rank: 9 },
  { key: 'centroidHz', label: 'Bright', sort: 'centroidHz', ...fixed(80), rank: 8 },
  { key: 'subShare', label: 'Sub', sort: 'subShare', ...fixed(64), rank: 10 },
  { key: 'clickDb', label: 'Click', sort: 'clickDb', ...fixed(88), rank: 11 },
  { key: 'category', label: 'Kind', sort: 'category', ...fixed(80), rank: 6 },
  { key: 'rating', label: 'Rating', sort: 'rating', ...fixed(92), rank: 3 },
  { key: 'tags', label: 'Tags', width: 'minmax(80px, 1fr)', least: 80, rank: 4 },
  { key: 'model', label: 'Model', sort: 'bundle', ...fixed(112), rank: 12 },
  { key: 'date', label: 'Saved', sort: 'savedAt', ...fixed(96), rank: 7 },
  { key: 'actions', label: 'Actions', ...fixed(64), rank: 0 },
];

/** Between columns, and at both ends of a row, px (KickGrid.css says so too). */
const GAP = 12;

/** Those that fit into `width` px, in their order. */
export function columnsFor(width: number): Column[] {
  const chosen = new Set<Column>();
  let left = width - GAP;
  for (const column of COLUMNS.toSorted((a, b) => a.rank - b.rank)) {
    left -= column.least + GAP;
    if (left < 0 && column.rank > 0) break;
    chosen.add(column);
  }
  return COLUMNS.filter((column) => chosen.has(column));
}
