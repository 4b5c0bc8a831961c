/** Kicks that are looked for: by text and filters, by likeness, and what there is to filter by. */

import type { LibraryFacets, KickOrder, KickQuery } from '../../src-preload/contract/library-query.ts';
import type { Likeness } from '../../src-preload/contract/library.ts';
import type { SavedKick } from '../../src-preload/contract/library-kick.ts';
import type { Context } from './context.ts';
import { factsOf } from './makings.ts';
import type { Near } from './places.ts';
import { countOf, numbersOf } from './query.ts';
import { savedKickOf, SELECT_KICK, type KickRow } from './rows.ts';
import { soundVector } from './sound-vector.ts';

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

type Counted = LibraryFacets['tags'];
type Identified = LibraryFacets['collections'];

export function createFinding({ database, indices: { places }, read, there }: Context): Finding {
  const rowOf = database.prepare<[number], KickRow>(`${SELECT_KICK} WHERE number = ?`);
  const kickOf = (number: number): SavedKick => {
    const row = rowOf.get(number);
    if (row === undefined) throw new Error(`an index has kick ${String(number)}, the table has not`);
    return savedKickOf(row);
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
      const numbers = numbersOf(query);
      const count = countOf(query);
      return {
        items: database.prepare<unknown[], number>(`${numbers.text} LIMIT ? OFFSET ?`).pluck().all(...numbers.parameters, limit, offset).map(kickOf),
        total: database.prepare<unknown[], number>(count.text).pluck().get(...count.parameters) ?? 0,
      };
    }),

    ids: (query) => read(() => {
      const { text, parameters } = numbersOf(query);
      return database.prepare<unknown[], string>(text.replace('SELECT number', 'SELECT id')).pluck().all(...parameters);
    }),

    facets: () => read(() => {
      const count = (condition: string): number => database.prepare<[], number>(`SELECT count(*) FROM kicks WHERE ${condition}`).pluck().get() ?? 0;
      const counted = (sql: string): Counted => database.prepare<[], Counted[number]>(sql).all();
      const identified = (sql: string): Identified => database.prepare<[], Identified[number]>(sql).all();
      return {
        all: count('removed_at IS NULL'),
        favourites: count('removed_at IS NULL AND favourite = 1'),
        imported: count('removed_at IS NULL AND path IS NOT NULL'),
        removed: count('removed_at IS NOT NULL'),
        tags: counted('SELECT tags.name, count(*) AS count FROM kicks JOIN kick_tags USING (number) JOIN tags USING (tag) WHERE removed_at IS NULL GROUP BY tag ORDER BY folded'),
        collections: identified(`SELECT collections.id, collections.name, count(kicks.number) AS count FROM collections
          LEFT JOIN kick_collections USING (collection) LEFT JOIN kicks ON kicks.number = kick_collections.number AND removed_at IS NULL
          GROUP BY collection ORDER BY collections.name COLLATE NOCASE`),
        categories: counted('SELECT category AS name, count(*) AS count FROM kicks WHERE removed_at IS NULL AND category IS NOT NULL GROUP BY category'),
        bundles: identified('SELECT bundle_id AS id, bundle_name AS name, count(*) AS count FROM kicks WHERE removed_at IS NULL AND bundle_id IS NOT NULL GROUP BY bundle_name COLLATE NOCASE, bundle_id'),
        notes: counted('SELECT note_name AS name, count(*) AS count FROM kicks WHERE removed_at IS NULL AND note_name IS NOT NULL GROUP BY note_name ORDER BY min(note_hz)'),
      };
    }),

    similar: (like, by, limit) => read(() => {
      // One more, since the nearest to a kick of the library is that kick itself.
      const found = nearest(like, by, limit + 1);
      return { by: found.by, items: found.near.slice(0, limit).map(({ number, distance }) => ({ ...kickOf(number), distance })) };
    }),
  };
}
