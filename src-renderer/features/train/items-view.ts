/** The sounds of a data set as the screen goes through them: which are shown, which are meant, what can be done about their faults. Pure. */

import { FAULT_CODES, FIX_CODES, type FaultCode, type Finding, type FixCode } from '../../../src-preload/contract/faults.ts';
import type { DatasetItem } from '../../../src-preload/contract/datasets.ts';

/** What is shown of them; what is left out here is no condition. */
export interface Filter {
  fault?: FaultCode;
  /** null: those without a label. */
  label?: string | null;
  used?: boolean;
}

export function matching(items: readonly DatasetItem[], { fault, label, used }: Filter): readonly DatasetItem[] {
  return items.filter((item) => (fault === undefined || item.faults.includes(fault))
    && (label === undefined || item.label === label)
    && (used === undefined || item.used === used));
}

/** Which of the shown sounds is looked at and which are meant by what is done, by their ids. */
export interface Selection {
  active: string | null;
  /** Where a range begins. */
  anchor: string | null;
  selected: ReadonlySet<string>;
}

export const NOTHING: Selection = { active: null, anchor: null, selected: new Set() };

/** What a step to a sound does to the selection: it alone, it as well or no more, all from the anchor to it. */
export type Reach = 'only' | 'toggle' | 'range';

/** The selection after a step to the shown sound at `index`, which is kept within the list. */
export function stepTo(shown: readonly DatasetItem[], selection: Selection, index: number, reach: Reach): Selection {
  if (shown.length === 0) return NOTHING;
  const at = Math.min(shown.length - 1, Math.max(0, index));
  const active = shown[at].id;
  if (reach === 'only') return { active, anchor: active, selected: new Set([active]) };
  if (reach === 'toggle') {
    const selected = new Set(selection.selected);
    if (!selected.delete(active)) selected.add(active);
    return { active, anchor: active, selected };
  }
  const from = Math.max(0, shown.findIndex(({ id }) => id === selection.anchor));
  const range = shown.slice(Math.min(from, at), Math.max(from, at) + 1);
  return { active, anchor: shown[from].id, selected: new Set(range.map(({ id }) => id)) };
}

/** The selection as far as it is still shown; where what was looked at is gone, the one that took its place. */
export function heldTo(shown: readonly DatasetItem[], selection: Selection, before: readonly DatasetItem[]): Selection {
  const ids = new Set(shown.map(({ id }) => id));
  if (selection.active === null) return selection;
  if (!ids.has(selection.active)) {
    const place = before.findIndex(({ id }) => id === selection.active);
    return stepTo(shown, NOTHING, place, 'only');
  }
  const selected = new Set([...selection.selected].filter((id) => ids.has(id)));
  return { active: selection.active, anchor: selection.anchor !== null && ids.has(selection.anchor) ? selection.anchor : selection.active, selected };
}

/** Whether a fault is dealt with: its fix is put on, or the sound is left out. */
export const isSettled = ({ used, fixes }: DatasetItem, { fix }: Finding): boolean => !used || (fix !== null && fixes.includes(fix));

/** How many faults of sounds that a training takes are not dealt with. */
export const openFaults = (items: readonly DatasetItem[]): number =>
  items.reduce((count, item) => count + item.findings.filter((finding) => !isSettled(item, finding)).length, 0);

/** What can be done at once about the faults of several sounds: those that fixes help, which fixes these are, and those better left out. */
export interface Remedies {
  mend: readonly string[];
  fixes: readonly FixCode[];
  leaveOut: readonly string[];
}

export function remediesOf(items: readonly DatasetItem[]): Remedies {
  const open = items.map((item) => ({ id: item.id, fixes: openFixes(item) }));
  return {
    mend: open.filter(({ fixes }) => fixes.some((fix) => fix !== 'leave_out')).map(({ id }) => id),
    fixes: FIX_CODES.filter((fix) => fix !== 'leave_out' && open.some(({ fixes }) => fixes.includes(fix))),
    leaveOut: open.filter(({ fixes }) => fixes.includes('leave_out')).map(({ id }) => id),
  };
}

/** The fixes of its faults that are not on. */
const openFixes = (item: DatasetItem): FixCode[] =>
  item.findings.flatMap((finding) => (finding.fix === null || isSettled(item, finding) ? [] : [finding.fix]));

/** All that helps it put on, but for leaving it out. */
export function mended(item: DatasetItem): FixCode[] {
  const on = new Set<FixCode>([...item.fixes, ...openFixes(item).filter((fix) => fix !== 'leave_out')]);
  return FIX_CODES.filter((fix) => on.has(fix));
}

/** The fixes with one of them put on or taken off, in the order of the contract. */
export function withFix(fixes: readonly FixCode[], fix: FixCode, on: boolean): FixCode[] {
  return FIX_CODES.filter((each) => (each === fix ? on : fixes.includes(each)));
}

/** Groups of sounds that are to have the same fixes: one change each. Those that have them already are in none. */
export function changesFor(items: readonly DatasetItem[], fixesOf: (item: DatasetItem) => readonly FixCode[]): { ids: string[]; fixes: FixCode[] }[] {
  const groups = new Map<string, { ids: string[]; fixes: FixCode[] }>();
  for (const item of items) {
    const fixes = [...fixesOf(item)];
    if (fixes.join() === item.fixes.join()) continue;
    const group = groups.get(fixes.join()) ?? { ids: [], fixes };
    group.ids.push(item.id);
    groups.set(fixes.join(), group);
  }
  return [...groups.values()];
}

/** The faults that there are, in the order of the contract, with their counts. */
export function countedFaults(counts: Partial<Record<FaultCode, number>>): { fault: FaultCode; count: number }[] {
  return FAULT_CODES.flatMap((fault) => {
    const count = counts[fault] ?? 0;
    return count === 0 ? [] : [{ fault, count }];
  });
}

/** Where a key leads in a list of `total`; null for a key that leads nowhere. */
export function keyStep(key: string, at: number, page: number, total: number): number | null {
  switch (key) {
    case 'ArrowDown':
      return at + 1;
    case 'ArrowUp':
      return Math.max(0, at - 1);
    case 'PageDown':
      return at + page;
    case 'PageUp':
      return at - page;
    case 'Home':
      return 0;
    case 'End':
      return total - 1;
    default:
      return null;
  }
}
