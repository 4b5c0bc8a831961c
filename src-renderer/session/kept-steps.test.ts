import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createStore } from 'zustand/vanilla';
import { keepSteps, KEPT_OVER_RESTARTS, keptOf, readSteps } from './kept-steps.ts';
import type { SessionState, Step } from './session.ts';
import type { Kept, StepStore } from './step-store.ts';

const step = (label: string, gesture: number): Step => ({ label, gesture, shapeable: true, kick: { id: label } as Step['kick'] });
const numbers = (n: number): number[] => Array.from({ length: n }, (_, i) => i);

/** A store in memory, as the one on disk behaves. */
function memory(): StepStore & { records: Map<string, Step>; kept: Kept | null; written: number } {
  const self = {
    records: new Map<string, Step>(),
    kept: null as Kept | null,
    written: 0,
    read: () => Promise.resolve(self.kept === null ? null : { at: self.kept.at, steps: self.kept.keys.map((key) => ({ key, step: self.records.get(key)! })) }),
    write: (kept: Kept, fresh: ReadonlyMap<string, Step>) => {
      self.kept = kept;
      self.written += fresh.size;
      for (const [key, each] of fresh) self.records.set(key, each);
      for (const key of self.records.keys()) if (!kept.keys.includes(key)) self.records.delete(key);
      return Promise.resolve();
    },
  };
  return self;
}

const sessionOf = () => createStore<SessionState>(() => ({ steps: { items: [], at: -1 } }) as unknown as SessionState);

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

test('the newest are kept, and always the one at hand', () => {
  const items = numbers(KEPT_OVER_RESTARTS + 20);
  expect(keptOf({ items: numbers(3), at: 1 })).toEqual({ items: [0, 1, 2], at: 1 });
  expect(keptOf({ items, at: items.length - 1 })).toEqual({ items: items.slice(20), at: KEPT_OVER_RESTARTS - 1 });
  expect(keptOf({ items, at: 4 })).toEqual({ items: items.slice(4, 4 + KEPT_OVER_RESTARTS), at: 0 });
});

test('what was kept comes back in its order, with the same step at hand, each a gesture of its own', async () => {
  const store = memory();
  const session = sessionOf();
  keepSteps(session, store);
  session.setState({ steps: { items: [step('a', 1), step('b', 2), step('c', 3)], at: 1 } });
  vi.advanceTimersByTime(1000);
  const back = await readSteps(store);
  expect(back?.items.map(({ label }) => label)).toEqual(['a', 'b', 'c']);
  expect(back?.at).toBe(1);
  expect(new Set(back?.items.map(({ gesture }) => gesture)).size).toBe(3);
});

test('of a gesture only the last sound is written, a step only once, and what is undone and replaced is forgotten', () => {
  const store = memory();
  const session = sessionOf();
  keepSteps(session, store);
  const first = step('a', 1);
  for (const label of ['b1', 'b2', 'b3']) session.setState({ steps: { items: [first, step(label, 2)], at: 1 } });
  vi.advanceTimersByTime(1000);
  expect([...store.records.values()].map(({ label }) => label)).toEqual(['a', 'b3']);
  session.setState({ steps: { items: [first, step('c', 3)], at: 1 } });
  vi.advanceTimersByTime(1000);
  expect(store.written).toBe(3);
  expect([...store.records.values()].map(({ label }) => label)).toEqual(['a', 'c']);
});

test('a store that does not answer does not keep the studio closed', async () => {
  const steps = readSteps({ ...memory(), read: () => new Promise(() => undefined) });
  await vi.advanceTimersByTimeAsync(3000);
  expect(await steps).toBeNull();
});

test('nothing kept is nothing', async () => {
  expect(await readSteps(memory())).toBeNull();
});
