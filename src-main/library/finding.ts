/** Kicks that are looked for: by text and filters, by likeness, and what there is to filter by. */

import type { LibraryFacets, KickOrder, KickQuery } from '../../src-preload/contract/library-query.ts';
import type { Likeness } from '../../src-preload/contract/library.ts';
import type { SavedKick } from '../../src-preload/contract/library-kick.ts';
import type { Context } from './context.ts';
import { facetsOf } from './facets.ts';
import { factsOf } from './makings.ts';
import type { Near } from './places.ts';
import { idsOf, numbersOf } from './query.ts';
import { savedKickOf, SELECT_KICK, type KickRow } from './rows.ts';
import { soundVector } from './sound-vector.ts';
import { createTotals } from './totals.ts';

/** Numbers that are read beyond a page: where they are all that is left, no kick has to be counted. */
const AHEAD = 2000;

export interface Similar { by: 'sound' | 'latent'; items: (SavedKick & { distance: number })[] }

export interface Finding {
  /** A part of the kicks that fit, in their order; `total` counts all that fit. */
  list(query: KickQuery): { items: SavedKick[]; total: number };
  /** All that fit, in their order. */
  ids(query: KickOrder): string[];
  facets(): LibraryFacets;
  /**
   * The nearest kicks, nearest first. @param by What they measure, or their latents; undefined: latents where `like` has some.
   * @throws SAVED_KICK_UNKNOWN
   */
  similar(like: Likeness, by: 'sound' | 'latent' | undefined, limit: number): Similar;
}

export function createFinding({ database, indices: { places }, read, there }: Context): Finding {
  const rowsOf = database.prepare<[string], KickRow>(`${SELECT_KICK} WHERE number IN (SELECT value FROM json_each(?))`);
  const totalOf = createTotals(database);
  /** Kicks in the order of their numbers here: one statement for all takes half the time of one each. */
  const kicksOf = (numbers: readonly number[]): SavedKick[] => {
    const rows = new Map(rowsOf.all(JSON.stringify(numbers)).map((row) => [row.number, row]));
    return numbers.map((number) => {
      const row = rows.get(number);
      if (row === undefined) throw new Error(`an index has kick ${String(number)}, the table has not`);
      return savedKickOf(row);
    });
  };

  /** Where `like` lies, in the space that is asked for or else in that of the latents. */
  const nearest = (like: Likeness, by: 'sound' | 'latent' | undefined, count: number): { by: 'sound' | 'latent'; near: Near[] } => {
    const bySound = (place: Float32Array) => ({ by: 'sound', near: places.nearSound(place, count) }) as const;
    const byLatent = (bundleId: string, latent: readonly number[]) => ({ by: 'latent', near: places.nearLatent(bundleId, Float32Array.from(latent), count) }) as const;
    if ('descriptors' in like) return bySound(soundVector(like.descriptors));
    if ('latent' in like) return byLatent(like.bundleId, like.latent);
    const row = there(like.id);
    const facts = by === 'sound' ? null : factsOf(database, row);
    const found = facts === null ? bySound(soundVector(savedKickOf(row).descriptors)) : byLatent(facts.bundleId, facts.latent);
    return { ...found, near: found.near.filter(({ number }) => number !== row.number) };
  };

  return {
    list: ({ limit, offset, ...query }) => read(() => {
      const { text, parameters } = numbersOf(query);
      const numbers = database.prepare<unknown[], number>(`${text} LIMIT ? OFFSET ?`).pluck().all(...parameters, limit + AHEAD, offset);
      const isEnd = numbers.length < limit + AHEAD && (numbers.length > 0 || offset === 0);
      return {
        items: kicksOf(numbers.slice(0, limit)),
        total: isEnd ? offset + numbers.length : totalOf(query),
      };
    }),

    ids: (query) => read(() => {
      const { text, parameters } = idsOf(query);
      return database.prepare<unknown[], string>(text).pluck().all(...parameters);
    }),

    facets: () => read(() => facetsOf(database)),

    similar: (like, by, limit) => read(() => {
      // One more, since the nearest to a kick of the library is that kick itself.
      const found = nearest(like, by, limit + 1);
      const near = found.near.slice(0, limit);
      return { by: found.by, items: kicksOf(near.map(({ number }) => number)).map((kick, i) => ({ ...kick, distance: near[i].distance })) };
    }),
  };
}
