/**
 * What is kept of a data set, as its JSON file has it, and what is told of it. Pure.
 */

import { z } from 'zod';
import { dataset, datasetItem, type Dataset, type DatasetItem } from '../../src-preload/contract/datasets.ts';
import type { FaultCode } from '../../src-preload/contract/faults.ts';

/** A sound as it is kept. What follows from its findings is not. */
const keptItem = datasetItem.omit({ checked: true, faults: true }).extend({
  findings: datasetItem.shape.findings.nullable().describe('null until it was looked at.'),
  of: z.uuid().nullable().describe('Of a hit, the recording that it was cut from; that one stays in the record, so that it can be put back.'),
});
export type KeptItem = z.infer<typeof keptItem>;

export const datasetRecord = dataset.omit({ labels: true, counts: true }).extend({
  version: z.literal(1),
  /** Milliseconds since 1970. */
  createdAt: z.number(),
  items: z.array(keptItem),
});
export type DatasetRecord = z.infer<typeof datasetRecord>;

/** The sounds of a record: of a recording that was cut, its hits. */
export function soundsIn({ items }: Pick<DatasetRecord, 'items'>): KeptItem[] {
  const cut = new Set(items.map(({ of }) => of));
  return items.filter(({ id }) => !cut.has(id));
}

/** What a door tells of a data set. */
export function summaryOf({ id, name, sources, instrument, licence, ...record }: DatasetRecord): Dataset {
  const items = soundsIn(record);
  const labels: Record<string, number> = {};
  for (const { label, used } of items) if (label !== null) labels[label] = (labels[label] ?? 0) + (used ? 1 : 0);
  const names = Object.keys(labels).sort();
  return {
    id, name, sources, instrument, licence,
    labels: names,
    counts: {
      items: items.length,
      used: items.filter(({ used }) => used).length,
      checked: items.filter(({ findings }) => findings !== null).length,
      labels: Object.fromEntries(names.map((label) => [label, labels[label]])),
      faults: countFaults(items),
    },
  };
}

function countFaults(items: readonly KeptItem[]): Dataset['counts']['faults'] {
  const counts: Dataset['counts']['faults'] = {};
  for (const { findings } of items) for (const code of faultsOf(findings)) counts[code] = (counts[code] ?? 0) + 1;
  return counts;
}

function faultsOf(findings: KeptItem['findings']): FaultCode[] {
  return [...new Set((findings ?? []).map(({ code }) => code))];
}

/** What a door tells of a sound. */
export function itemOf({ id, file, shown, label, hit, sha256, used, findings, fixes }: KeptItem): DatasetItem {
  return { id, file, shown, label, hit, sha256, used, checked: findings !== null, faults: faultsOf(findings), findings: findings ?? [], fixes };
}
