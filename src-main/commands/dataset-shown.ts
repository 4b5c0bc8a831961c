/** Data sets and their sounds as the commands about them are told of them, read them and print them. */

import { basename, dirname } from 'node:path';
import type { Dataset, DatasetItem } from '../../src-preload/contract/datasets.ts';
import { KicklabError } from '../../src-preload/contract/errors.ts';
import { contract, type Input } from '../../src-preload/contract/verbs.ts';
import { checked, idBegun, text, type Cli } from './command.ts';
import { printable, shortId } from './readable.ts';

/** Sounds a query: the most that the verb gives. */
const PAGE = 10_000;

/** What is told of a licence beside its terms. */
export const TERMS = {
  source: text('TEXT', 'where the sounds come from, told with the licence'),
  credits: text('TEXT', 'whom to name, told with the licence'),
};

/** Which sounds of a data set are meant. */
export const WHICH = {
  label: text('LABEL', 'those of this label'),
  fault: text('CODE', 'those with this fault, such as dc or cut_tail'),
};
export type Which = Pick<Input<'datasets', 'items'>, 'label' | 'fault'>;

/** The id of the data set that is named by the start of it, one with a damaged record among them. @throws DATASET_UNKNOWN */
export async function datasetId(cli: Cli, begun: string): Promise<string> {
  const { datasets, failed } = await cli.studio.datasets.list({}, {});
  const id = idBegun(begun, [...datasets.map((each) => each.id), ...failed.map(({ file }) => basename(dirname(file)))]);
  if (id === null) throw new KicklabError('DATASET_UNKNOWN', { id: begun });
  return id;
}

/** The sounds that `which` asks for, however many. */
export async function soundsOf(cli: Cli, id: string, which: { [K in keyof Which]?: string | undefined }, command: string): Promise<DatasetItem[]> {
  const input = checked(contract.datasets.items.input, { id, ...which, limit: PAGE }, command);
  const items: DatasetItem[] = [];
  for (let total = 1; items.length < total;) {
    const page = await cli.studio.datasets.items({ ...input, offset: items.length }, {});
    items.push(...page.items);
    // Another process may take some away meanwhile.
    total = page.items.length === 0 ? 0 : page.total;
  }
  return items;
}

/**
 * Those of `sounds` that words mean: each a path below what was brought, a folder on such paths, or the start of an id.
 * @returns them in the order of `sounds`; all where no word is given
 * @throws DATASET_ITEM_UNKNOWN
 */
export function soundsMeant(sounds: readonly DatasetItem[], words: readonly string[]): DatasetItem[] {
  if (words.length === 0) return [...sounds];
  const meant = new Set(words.flatMap((word) => {
    const path = word.replace(/\/$/, '');
    const below = sounds.filter(({ shown }) => shown === path || shown.startsWith(`${path}/`));
    if (below.length > 0) return below;
    const id = idBegun(word, sounds.map((sound) => sound.id));
    if (id === null) throw new KicklabError('DATASET_ITEM_UNKNOWN', { id: word });
    return sounds.filter((sound) => sound.id === id);
  }));
  return sounds.filter((sound) => meant.has(sound));
}

/** `0f8c12ab  Bank  kick  12 of 14 sounds in use  808 7, 909 5  CC0-1.0` */
export function datasetLine({ id, name, instrument, counts, licence }: Dataset): string {
  const labels = Object.entries(counts.labels).map(([label, count]) => `${label} ${String(count)}`);
  return printable([
    shortId(id), name, instrument, `${String(counts.used)} of ${String(counts.items)} sounds in use`,
    ...(labels.length === 0 ? [] : [labels.join(', ')]), licence?.text.split('\n')[0] ?? 'no licence told',
  ].join('  '));
}

/** `0f8c12ab    808  808/long.wav  [cut_tail]  fade_tail`; a minus before the label marks one that no training takes. */
export function soundLine({ id, used, label, shown, hit, faults, fixes }: DatasetItem): string {
  const place = hit === null ? shown : `${shown} ${String(hit.from)}-${String(hit.to)}`;
  return printable([
    shortId(id), used ? ' ' : '-', label ?? '', place,
    ...(faults.length === 0 ? [] : [`[${faults.join(', ')}]`]), ...(fixes.length === 0 ? [] : [fixes.join(', ')]),
  ].join('  '));
}
