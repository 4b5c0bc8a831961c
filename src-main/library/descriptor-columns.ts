/** The descriptors of a kick as columns of the table, in both directions. */

import type { Descriptors } from '../../src-preload/contract/fields.ts';

/** By descriptor. */
export const COLUMN_OF = {
  decayMs: 'decay_ms',
  centroidHz: 'centroid_hz',
  subShare: 'sub_share',
  clickDb: 'click_db',
  noteHz: 'note_hz',
  note: 'note_name',
  noteCents: 'note_cents',
  lengthMs: 'length_ms',
  loudnessLufs: 'loudness_lufs',
} as const satisfies Record<keyof Descriptors, string>;

type ColumnOf = typeof COLUMN_OF;
export type DescriptorRow = { [D in keyof ColumnOf as ColumnOf[D]]: Descriptors[D] };

export const DESCRIPTOR_COLUMNS = Object.values(COLUMN_OF).join(', ');

export function descriptorsOf(row: DescriptorRow): Descriptors {
  return {
    decayMs: row.decay_ms,
    centroidHz: row.centroid_hz,
    subShare: row.sub_share,
    clickDb: row.click_db,
    noteHz: row.note_hz,
    note: row.note_name,
    noteCents: row.note_cents,
    lengthMs: row.length_ms,
    loudnessLufs: row.loudness_lufs,
  };
}
