/** Kicks that may be one: those of the same file, and those that measure so much alike that their sounds are worth comparing. */

import type { Context } from './context.ts';
import { DESCRIPTOR_COLUMNS, descriptorsOf, type DescriptorRow } from './descriptor-columns.ts';
import { soundVector } from './sound-vector.ts';

/** A kick whose file can be read. */
export interface Comparable {
  id: string;
  file: string;
  sha256: string;
}

export interface Comparing {
  /** Kicks outside the trash whose files are there, and which pairs of them (by index, of different files) may be one sound. */
  comparable(): { kicks: Comparable[]; pairs: [number, number][] };
}

/**
 * How far two copies may lie apart in the coordinates of a sound, of standard deviations of kicks.
 * Measured on 20 real kicks: at another level, turned over, with silence before them or at another
 * rate they moved by at most .01 (one in twenty by .08 in its decay), as MP3 of 128 kbit/s by .05, .05, .03 and .08.
 */
const TOLERANCE: readonly [coordinate: number, within: number][] = [[2, 0.05], [0, 0.05], [3, 0.03], [4, 0.1]];

export function createComparing({ database, sounds, read }: Context): Comparing {
  return {
    comparable: () => read(() => {
      const rows = database
        .prepare<[], DescriptorRow & { id: string; path: string | null; sha256: string }>(
          `SELECT id, path, sha256, ${DESCRIPTOR_COLUMNS} FROM kicks WHERE removed_at IS NULL AND missing_at IS NULL ORDER BY number`)
        .all();
      const kicks = rows.map(({ id, path, sha256 }) => ({ id, file: path ?? sounds.path(id), sha256 }));
      const pairs = nearPairs(rows.map((row) => soundVector(descriptorsOf(row)))).filter(([i, j]) => kicks[i].sha256 !== kicks[j].sha256);
      return { kicks, pairs };
    }),
  };
}

/** Pairs of places within the tolerance in each of its coordinates, the lower index first. */
export function nearPairs(places: readonly Float32Array[]): [number, number][] {
  const [[first, width], ...others] = TOLERANCE;
  const order = places.map((_, i) => i).sort((a, b) => places[a][first] - places[b][first]);
  const pairs: [number, number][] = [];
  for (let at = 0; at < order.length; at++) {
    const a = places[order[at]];
    for (let next = at + 1; next < order.length; next++) {
      const b = places[order[next]];
      if (b[first] - a[first] > width) break;
      if (others.every(([k, within]) => Math.abs(a[k] - b[k]) <= within)) pairs.push(order[at] < order[next] ? [order[at], order[next]] : [order[next], order[at]]);
    }
  }
  return pairs;
}
