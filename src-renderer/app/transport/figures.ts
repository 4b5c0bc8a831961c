/** What is typed and read in the transport: tempos and levels. Pure. */

import { MASTER_LOWEST_DB } from '../../audio/output.ts';
import { SILENCE_DB } from '../../audio/levels.ts';
import { DASH, signed } from '../../session/figures.ts';

export const SLOWEST = 30;
export const FASTEST = 300;

/** Beats a minute that were typed, within what the loop can do; null for what is no number. */
export function tempoOf(typed: string): number | null {
  const bpm = numberOf(typed.replace(/bpm$/i, ''));
  return bpm === null ? null : Math.min(FASTEST, Math.max(SLOWEST, Math.round(100 * bpm) / 100));
}

/** dB that were typed for the master, in tenths; null for what is no number. */
export function masterOf(typed: string): number | null {
  const text = typed.replace(/db$/i, '').trim();
  if (/^[-\u2212]?\s*(inf|\u221e)/i.test(text)) return MASTER_LOWEST_DB;
  const db = numberOf(text);
  return db === null ? null : inTenths(Math.min(0, Math.max(MASTER_LOWEST_DB, db)));
}

/** Where a level of the master stands on its fader, 0 to 1, and back. */
export const faderOf = (db: number): number => 1 - db / MASTER_LOWEST_DB;
export const levelAt = (position: number): number => inTenths((1 - position) * MASTER_LOWEST_DB);

/** A level of the master in words. */
export function masterText(db: number): string {
  return db <= MASTER_LOWEST_DB ? '\u2212\u221e' : signed(db, 1);
}

/** A level that was measured in words. */
export function levelText(db: number): string {
  return db <= SILENCE_DB ? DASH : signed(db, 1);
}

// Never a minus before nothing.
const inTenths = (db: number): number => Math.round(10 * db) / 10 + 0;

function numberOf(typed: string): number | null {
  const text = typed.trim().replace(',', '.').replace('\u2212', '-');
  return text === '' || !Number.isFinite(Number(text)) ? null : Number(text);
}
