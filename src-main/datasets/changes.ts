/** What is done to the record of a data set: sounds brought into it, and changed. Pure. */

import { randomUUID } from 'node:crypto';
import type { Hit } from '../../src-preload/contract/datasets.ts';
import { KicklabError } from '../../src-preload/contract/errors.ts';
import { foldersOf, withoutEnding, type Found } from './bring.ts';
import { labelsOf } from './labels.ts';
import { soundsIn, type DatasetRecord, type KeptItem } from './record.ts';

/** What can be changed of a sound. */
export type Changeable = Pick<KeptItem, 'used' | 'label' | 'fixes'>;
export type Before = Changeable & { id: string };

/**
 * A record with sounds brought into it. Those that it has stay as they were set; one whose content
 * became another has to be looked at again.
 */
export function withSounds(record: DatasetRecord, sounds: readonly Found[]): { record: DatasetRecord; value: { added: number; changed: number } } {
  const known = new Map(record.items.map((item) => [item.file, item]));
  const fresh = sounds.filter(({ file }) => !known.has(file));
  const labels = labelsOf(
    fresh.map(({ bank, shown }) => ({ source: bank, folders: foldersOf(shown) })),
    nameOf,
    record.items.some(({ label }) => label !== null),
  );
  const { record: { items }, value: changed } = withContents(record, new Map(sounds.map(({ file, sha256 }) => [file, sha256])));
  const added = fresh.map(({ file, shown, sha256 }, i): KeptItem => (
    { id: randomUUID(), file, shown, sha256, hit: null, label: labels[i], used: true, findings: null, fixes: [], of: null }
  ));
  const sources = [...new Set([...record.sources, ...sounds.map(({ source }) => source)])];
  return { record: { ...record, sources, items: [...items, ...added] }, value: { added: added.length, changed } };
}

/** A record that knows what is in its files now (SHA-256 by file), and how many sounds that made others: those have to be looked at again. */
export function withContents(record: DatasetRecord, contents: ReadonlyMap<string, string>): { record: DatasetRecord; value: number } {
  let changed = 0;
  const items = record.items.map((item) => {
    const sha256 = contents.get(item.file) ?? item.sha256;
    if (sha256 === item.sha256) return item;
    changed += 1;
    return { ...item, sha256, findings: null };
  });
  return { record: { ...record, items }, value: changed };
}

/** Those of `sounds` that a record does not hold yet. Where they lay before they were sent is not known: those of a path and a content are one. */
export function unknownIn({ items }: DatasetRecord, sounds: readonly Found[]): Found[] {
  const known = new Set(items.map(({ shown, sha256 }) => `${sha256} ${shown}`));
  return sounds.filter(({ shown, sha256 }) => !known.has(`${sha256} ${shown}`));
}

/** What a source is called. */
export function nameOf(source: string): string {
  const last = withoutEnding(source).split(/[\\/]/).at(-1) ?? '';
  return last === '' ? source : last;
}

/** A record whose sounds of these ids are changed, and what they were. @throws DATASET_ITEM_UNKNOWN */
export function withChanges(record: DatasetRecord, changes: ReadonlyMap<string, Partial<Changeable>>): { record: DatasetRecord; value: Before[] } {
  const before: Before[] = [];
  const items = record.items.map((item) => {
    const change = changes.get(item.id);
    if (change === undefined) return item;
    const { id, used, label, fixes } = item;
    before.push({ id, used, label, fixes });
    return { ...item, ...change };
  });
  if (before.length < changes.size) {
    const there = new Set(before.map(({ id }) => id));
    throw new KicklabError('DATASET_ITEM_UNKNOWN', { id: [...changes.keys()].find((id) => !there.has(id)) ?? '' });
  }
  return { record: { ...record, items }, value: before };
}

/** The sound of this id. @throws DATASET_ITEM_UNKNOWN */
export function itemIn(record: DatasetRecord, id: string): KeptItem {
  const item = soundsIn(record).find((each) => each.id === id);
  if (item === undefined) throw new KicklabError('DATASET_ITEM_UNKNOWN', { id });
  return item;
}

/** A record that knows what was found in sounds; one that became another since they were looked at is left as it is. */
export function withFindings(record: DatasetRecord, looked: ReadonlyMap<KeptItem, KeptItem['findings']>): DatasetRecord {
  const found = new Map([...looked].map(([{ id, sha256 }, findings]) => [`${id} ${sha256}`, findings]));
  return { ...record, items: record.items.map((item) => ({ ...item, findings: found.get(`${item.id} ${item.sha256}`) ?? item.findings })) };
}

/** A record in which the hits of a recording stand in its place. @throws DATASET_ITEM_UNKNOWN, DATASET_HIT */
export function withHits(record: DatasetRecord, id: string, hits: readonly Hit[]): { record: DatasetRecord; value: KeptItem[] } {
  const whole = itemIn(record, id);
  if (whole.hit !== null) throw new KicklabError('DATASET_HIT', { sound: whole.shown, reason: 'is a hit already' });
  const wrong = hits.find(({ from, to }, i) => to <= from || (i > 0 && from <= hits[i - 1].from));
  if (wrong !== undefined) throw new KicklabError('DATASET_HIT', { sound: whole.shown, reason: `cannot be cut from ${String(wrong.from)} to ${String(wrong.to)}` });
  const cut = hits.map((hit): KeptItem => ({ ...whole, id: randomUUID(), hit, findings: null, of: id }));
  const items = record.items.flatMap((item) => (item.id === id ? [item, ...cut] : [item]));
  return { record: { ...record, items }, value: cut };
}

/** A record in which a recording is whole again. @throws DATASET_ITEM_UNKNOWN, DATASET_HIT */
export function withoutHits(record: DatasetRecord, id: string): { record: DatasetRecord; value: { item: KeptItem; hits: Hit[] } } {
  const { of, shown } = itemIn(record, id);
  if (of === null) throw new KicklabError('DATASET_HIT', { sound: shown, reason: 'was not cut' });
  const hits = record.items.flatMap((each) => (each.of === of && each.hit !== null ? [each.hit] : []));
  const joined = { ...record, items: record.items.filter((each) => each.of !== of) };
  return { record: joined, value: { item: itemIn(joined, of), hits } };
}
