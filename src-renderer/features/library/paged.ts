/**
 * A long list that is asked for in pages, as far as it is looked at: of a hundred thousand rows the page
 * holds what the screen shows and a little around it. What is known stands until its successor comes, so
 * that nothing flickers. Knows nothing of kicks, nor of the screen.
 */

import { createStore, type StoreApi } from 'zustand/vanilla';
import type { ErrorBody } from '../../../src-preload/contract/errors.ts';
import type { Result } from '../../../src-preload/contract/result.ts';
import { createLatest } from '../../session/latest.ts';

/** Rows to a page. */
export const PAGE = 64;
/** Pages that are kept, those nearest to what is looked at: some megabytes. */
const KEPT = 32;
/** Rows before and after the ones in sight that are asked for with them. */
const AROUND = 32;

export interface PagedState<Q, T> {
  /** What is asked for. */
  query: Q;
  /** What the rows are the answer to, null before the first: it follows `query` as soon as that is answered. */
  answered: Q | null;
  /** How many rows there are, known or not. */
  total: number;
  pages: ReadonlyMap<number, readonly T[]>;
}

export interface Paged<Q, T> extends StoreApi<PagedState<Q, T>> {
  /** Where it was left, px from the top, for when it is looked at again. */
  place: { top: number };
  /** Asks for something else, from its beginning on; rows of the old stand until the answer. */
  ask(query: Q): void;
  /** Says which rows are in sight, `end` excluded; none, where the list is on no screen. */
  look(first: number, end: number): void;
  /** The rows may be others now: those in sight are asked for again, the rest once they are looked at. */
  refresh(): void;
}

/** The row at `index`, where it is known. */
export function rowAt<T>({ pages }: Pick<PagedState<unknown, T>, 'pages'>, index: number): T | undefined {
  return pages.get(Math.floor(index / PAGE))?.[index % PAGE];
}

interface Asked<Q> {
  query: Q;
  /** First page and number of pages. */
  from: number;
  count: number;
  generation: number;
}

/** @param run Must not reject. */
export function createPaged<Q, T>({ query: first, run, fail }: {
  query: Q;
  run: (query: Q, part: { offset: number; limit: number }) => Promise<Result<{ items: T[]; total: number }>>;
  fail: (error: ErrorBody) => void;
}): Paged<Q, T> {
  const store = createStore<PagedState<Q, T>>(() => ({ query: first, answered: null, total: 0, pages: new Map() }));
  const { getState, setState } = store;
  let sight = { first: 0, end: 0 };
  /** Counts what made the known rows old; `fresh` are the pages that are not. */
  let generation = 0;
  let fresh = new Set<number>();

  const latest = createLatest(
    ({ query, from, count }: Asked<Q>) => run(query, { offset: from * PAGE, limit: count * PAGE }),
    (result, asked) => {
      // That a list came says nothing about what was told meanwhile.
      if (!result.ok) fail(result.error);
      // Something else was asked for meanwhile, and waits.
      if (!result.ok || asked.query !== getState().query) return;
      const { items, total } = result.value;
      setState(({ answered, pages }) => ({
        answered: asked.query,
        total,
        pages: withPages(answered === asked.query ? pages : new Map(), asked, items),
      }));
      if (asked.generation === generation) for (let page = asked.from; page < asked.from + asked.count; page++) fresh.add(page);
      need();
    },
  );

  /** The pages as they are with those that were just answered, the furthest from them left out. */
  const withPages = (known: ReadonlyMap<number, readonly T[]>, { from, count }: Asked<Q>, items: readonly T[]): Map<number, readonly T[]> => {
    const pages = new Map(known);
    for (let n = 0; n < count; n++) pages.set(from + n, items.slice(n * PAGE, (n + 1) * PAGE));
    const furthest = [...pages.keys()].sort((a, b) => Math.abs(b - from) - Math.abs(a - from));
    for (const page of furthest.slice(0, -KEPT)) {
      pages.delete(page);
      fresh.delete(page);
    }
    return pages;
  };

  /** Asks for what is in sight and not known, if anything. */
  const need = (): void => {
    if (sight.first === sight.end) return;
    const { query, answered, total } = getState();
    // One that became shorter, or empty, is still to be asked for.
    const reach = answered === query ? Math.max(1, total) : Infinity;
    const end = Math.min(sight.end + AROUND, reach);
    const begin = Math.max(0, Math.min(sight.first - AROUND, end - 1));
    const missing: number[] = [];
    for (let page = Math.floor(begin / PAGE); page * PAGE < end; page++) if (!fresh.has(page)) missing.push(page);
    if (missing.length === 0) return;
    const from = missing[0];
    latest.ask({ query, from, count: missing[missing.length - 1] - from + 1, generation });
  };

  const renew = (): void => {
    generation += 1;
    fresh = new Set();
    need();
  };

  return {
    ...store,
    place: { top: 0 },
    ask: (query) => {
      sight = { first: 0, end: sight.end - sight.first };
      setState({ query });
      renew();
    },
    look: (first, end) => {
      sight = { first, end };
      need();
    },
    refresh: renew,
  };
}
