/**
 * How fast a full library answers: asked directly, beside the floors of that work, and as a request
 * to the studio's host, beside one that is refused at once. Every text and every kick is asked for
 * once, so that no answer was remembered.
 */

import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { serveStudio } from '../../e2e/fixtures/studio.ts';
import { openLibrary, type Library } from '../../src-main/library/library.ts';
import { kickQuery, SORTS } from '../../src-preload/contract/library-query.ts';
import { LATENT_SIZE, TAGS, WORDS } from './plausible-kicks.ts';
import { libraryPageRows } from './library-page.ts';
import { atMost, figure, type Row, type Section } from './rows.ts';
import { median, quantile } from '../../src-main/base/statistics.ts';

const FILLER = join(import.meta.dirname, 'fill-library.ts');
const SEED = 6;
/** How often a floor and a page are timed. */
const REPEATS = 40;
/** Rows of a page of the list. */
const PAGE = 200;
const NEAREST = 20;
const SEARCH_MS = 5;
const NEAREST_MS = 10;

/** What people type: whole words, beginnings, words together, a tag, a note, a number. */
const TEXTS: readonly string[] = WORDS.flatMap((word, i) => {
  const other = WORDS[(i * 7 + 3) % WORDS.length];
  return [word, word.slice(0, 3), `${word} ${other.slice(0, 4)}`, `${TAGS[i % TAGS.length]} ${word}`, `${word} F#1`, `${other} ${String(1000 + 31 * i)}`];
});
/** Others of the same kinds, for the first searches of all. */
const FIRST_TEXTS: readonly string[] = WORDS.flatMap((word) => [`${word} A1`, `${word} sub`]);

/** The rows of a library of `count` kicks, made for it and thrown away. */
export async function measureLibrary(count: number): Promise<Section> {
  const folder = await mkdtemp(join(tmpdir(), 'kicklab-bench-library-'));
  try {
    const began = performance.now();
    // In a process of its own: what 100 000 made-up kicks leave behind in memory is no part of a search.
    await promisify(execFile)(process.execPath, [FILLER, folder, '--count', String(count), '--seed', String(SEED)]);
    const filled = (performance.now() - began) / 1000;
    const opened = performance.now();
    const library = await openLibrary(folder);
    const opening = performance.now() - opened;
    const direct = directRows(library, count);
    library.close();
    return {
      name: 'library',
      about:
        `${String(count)} plausible kicks, rows without sounds (fill-library.ts), 85 % of them of one model; looked through once but where it says otherwise. Text: ${String(TEXTS.length)} texts, each once: words, beginnings, ` +
        `two words, with a tag, a note, a number; the newest ${String(PAGE)} rows that fit and how many do. Nearest: of kicks of the larger model. ` +
        'Floors: a text that no kick has; copying the vectors in memory; as a request: one that is refused for its input.',
      rows: [
        figure('filling', filled, 's'),
        figure('opening', opening, 'ms'),
        ...direct,
        ...(await requestRows(folder)),
        ...(await libraryPageRows(folder)),
      ],
    };
  } finally {
    await rm(folder, { recursive: true });
  }
}

function directRows(library: Library, count: number): Row[] {
  const list = (query: object): unknown => library.list(kickQuery.parse({ limit: PAGE, ...query }));
  const opened = timesOf(FIRST_TEXTS.length, (i) => list({ search: FIRST_TEXTS[i] }));
  // Looked through once, as by whoever scrolls: from here on what is asked for stands in memory.
  for (let offset = 0; offset < count; offset += 1000) list({ limit: 1000, offset });
  const nothing = median(timesOf(REPEATS, (i) => list({ search: `nothing${String(i)}` })));
  const searches = timesOf(TEXTS.length, (i) => list({ search: TEXTS[i] }));
  const letters = timesOf(26, (i) => list({ search: String.fromCharCode(97 + i) }));

  const ids = library.list(kickQuery.parse({ bundles: [library.facets().bundles[0].id], limit: REPEATS })).items.map(({ id }) => id);
  const vectors = new Float32Array(count * LATENT_SIZE).fill(1);
  const copy = new Float32Array(vectors.length);
  const copying = median(timesOf(REPEATS, () => { copy.set(vectors); }));
  const nearest = (by: 'latent' | 'sound'): number[] => {
    library.similar({ id: ids[0] }, by, NEAREST);
    return timesOf(ids.length, (i) => library.similar({ id: ids[i] }, by, NEAREST));
  };
  const [byLatent, bySound] = [nearest('latent'), nearest('sound')];
  const sorts = SORTS.filter((sort) => sort !== 'removedAt');
  const scrolled = timesOf(REPEATS, (i) => list({ sort: sorts[i % sorts.length], offset: Math.floor((count * i) / REPEATS) }));

  const search = { baselines: { 'nothing found': nothing }, target: atMost(SEARCH_MS) };
  const near = { baselines: { 'copying the vectors': copying }, target: atMost(NEAREST_MS) };
  return [
    figure('text search: p50', median(searches), 'ms', search),
    figure('text search: p95', quantile(searches, 0.95), 'ms', search),
    figure('text search, just opened: p50', median(opened), 'ms', { baselines: search.baselines }),
    figure('text search, one letter: p50', median(letters), 'ms', { baselines: search.baselines }),
    figure('20 nearest in latent space: p50', median(byLatent), 'ms', near),
    figure('20 nearest in latent space: p95', quantile(byLatent, 0.95), 'ms', near),
    figure('20 nearest by sound: p50', median(bySound), 'ms', { target: near.target }),
    figure('200 rows anywhere, in any order: p50', median(scrolled), 'ms'),
    figure('200 rows anywhere, in any order: p95', quantile(scrolled, 0.95), 'ms'),
    figure('what there is to filter by', median(timesOf(REPEATS / 4, () => library.facets())), 'ms'),
  ];
}

async function requestRows(library: string): Promise<Row[]> {
  const host = await serveStudio({ library });
  try {
    const ask = async (verb: string, input: object): Promise<number> => {
      const began = performance.now();
      const response = await fetch(new URL(`/api/library/${verb}`, host.url), { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(input) });
      await response.arrayBuffer();
      return performance.now() - began;
    };
    const all = async (verb: string, inputs: readonly object[]): Promise<number[]> => {
      const times: number[] = [];
      for (const input of inputs) times.push(await ask(verb, input));
      return times;
    };
    // The first opens the library.
    const first = await ask('list', { limit: PAGE });
    await all('info', Array<object>(REPEATS).fill({}));
    const baselines = { 'refused request': median(await all('info', Array<object>(REPEATS).fill({}))) };
    const pages = await all('list', Array.from({ length: REPEATS }, (_, i) => ({ limit: PAGE, offset: i * PAGE })));
    const searches = await all('list', TEXTS.map((search) => ({ search, limit: PAGE })));
    return [
      figure('request: opening and the first 200 rows', first, 'ms', { baselines }),
      figure('request: 200 rows and the total, p50', median(pages), 'ms', { baselines }),
      figure('request: text search, p50', median(searches), 'ms', { baselines }),
    ];
  } finally {
    await host.close();
  }
}

/** ms of each of `count` runs. */
function timesOf(count: number, work: (i: number) => unknown): number[] {
  return Array.from({ length: count }, (_, i) => {
    const began = performance.now();
    work(i);
    return performance.now() - began;
  });
}
