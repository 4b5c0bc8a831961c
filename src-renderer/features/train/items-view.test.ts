import { expect, test } from 'vitest';
import type { DatasetItem } from '../../../src-preload/contract/datasets.ts';
import type { FaultCode, FixCode } from '../../../src-preload/contract/faults.ts';
import { changesFor, countedFaults, heldTo, keyStep, matching, mended, NOTHING, openFaults, remediesOf, stepTo, withFix } from './items-view.ts';

const FIX_OF: Partial<Record<FaultCode, FixCode>> = { dc: 'remove_dc', inverted: 'invert', duplicate: 'leave_out' };

/** As far as it is looked at here. */
const sound = (id: string, faults: FaultCode[] = [], more: Partial<DatasetItem> = {}): DatasetItem => ({
  id, file: `/${id}.wav`, shown: `${id}.wav`, label: null, hit: null, sha256: id, used: true, checked: true, faults, fixes: [],
  findings: faults.map((code) => ({ code, detail: '', at: null, like: null, fix: FIX_OF[code] ?? null })),
  ...more,
});
const ids = (items: readonly DatasetItem[]): string => items.map(({ id }) => id).join('');
const four = ['a', 'b', 'c', 'd'].map((id) => sound(id));

test('what is shown meets every condition', () => {
  const items = [sound('a', ['dc'], { label: '808' }), sound('b', ['dc', 'inverted']), sound('c', [], { label: '808', used: false })];
  expect(ids(matching(items, {}))).toBe('abc');
  expect(ids(matching(items, { fault: 'dc' }))).toBe('ab');
  expect(ids(matching(items, { label: '808' }))).toBe('ac');
  expect(ids(matching(items, { label: null }))).toBe('b');
  expect(ids(matching(items, { label: '808', used: false }))).toBe('c');
});

test('steps select one, add one, or reach from where the range began', () => {
  const first = stepTo(four, NOTHING, 1, 'only');
  expect([...first.selected]).toEqual(['b']);
  const range = stepTo(four, first, 3, 'range');
  expect([[...range.selected], range.active, range.anchor]).toEqual([['b', 'c', 'd'], 'd', 'b']);
  expect([...stepTo(four, range, 0, 'range').selected]).toEqual(['a', 'b']);
  expect([...stepTo(four, range, 2, 'toggle').selected]).toEqual(['b', 'd']);
  expect(stepTo(four, first, 99, 'only').active).toBe('d');
  expect(stepTo([], first, 0, 'only')).toEqual(NOTHING);
});

test('what is no longer shown is no longer meant; the next one takes the place of what was looked at', () => {
  const range = stepTo(four, stepTo(four, NOTHING, 1, 'only'), 2, 'range');
  const without = four.filter(({ id }) => id !== 'c');
  expect(heldTo(without, range, four)).toMatchObject({ active: 'd', selected: new Set(['d']) });
  expect(heldTo(four.slice(2), range, four)).toMatchObject({ active: 'c', anchor: 'c', selected: new Set(['c']) });
  expect(heldTo([], range, four)).toEqual(NOTHING);
});

test('a fault is dealt with by its fix, or by leaving the sound out', () => {
  const items = [sound('a', ['dc', 'inverted']), sound('b', ['dc'], { fixes: ['remove_dc'] }), sound('c', ['duplicate'], { used: false }), sound('d', ['clipped'])];
  expect(openFaults(items)).toBe(3);
  expect(remediesOf(items)).toEqual({ mend: ['a'], fixes: ['remove_dc', 'invert'], leaveOut: [] });
  expect(remediesOf([sound('e', ['duplicate', 'dc'])])).toEqual({ mend: ['e'], fixes: ['remove_dc'], leaveOut: ['e'] });
  expect(items.map(mended)).toEqual([['remove_dc', 'invert'], ['remove_dc'], [], []]);
});

test('a fix is put on beside others and taken off again; sounds that end up alike are changed together', () => {
  expect(withFix(['invert'], 'remove_dc', true)).toEqual(['remove_dc', 'invert']);
  expect(withFix(['remove_dc', 'invert'], 'invert', false)).toEqual(['remove_dc']);
  const items = [sound('a'), sound('b', [], { fixes: ['invert'] }), sound('c')];
  expect(changesFor(items, ({ fixes }) => withFix(fixes, 'remove_dc', true))).toEqual([{ ids: ['a', 'c'], fixes: ['remove_dc'] }, { ids: ['b'], fixes: ['remove_dc', 'invert'] }]);
  expect(changesFor(items, ({ fixes }) => withFix(fixes, 'invert', true)).map(({ ids: [id] }) => id)).toEqual(['a']);
});

test('faults are counted in the order of the contract', () => {
  expect(countedFaults({ inverted: 2, duplicate: 1, dc: 0 })).toEqual([{ fault: 'duplicate', count: 1 }, { fault: 'inverted', count: 2 }]);
});

test.each([['ArrowDown', -1, 0], ['ArrowDown', 3, 4], ['ArrowUp', 0, 0], ['PageDown', 3, 13], ['End', 0, 49], ['Home', 7, 0], ['x', 7, null]])('%s at %i leads to %s', (key, at, to) => {
  expect(keyStep(key, at, 10, 50)).toBe(to);
});
