import { expect, test } from 'vitest';
import { createSlots, filled, gainOf, matchDb, slotOf, type Held } from './slots.ts';

const held = (loudnessLufs: number | null): Held =>
  ({ kick: { samples: new Float32Array(1), descriptors: { loudnessLufs } }, shapeable: true }) as unknown as Held;

test('a slot holds the kick that was put there, until another is or it is emptied', () => {
  const slots = createSlots();
  const [first, second] = [held(-14), held(-10)];
  slots.put('B', first);
  slots.put('D', second);
  expect(filled(slots.getState())).toEqual(['B', 'D']);
  expect(slotOf(slots.getState(), first.kick.samples)).toBe('B');
  slots.put('B', second);
  expect(slotOf(slots.getState(), first.kick.samples)).toBeNull();
  slots.empty('B');
  expect(filled(slots.getState())).toEqual(['D']);
});

test('all are heard as loud as the quietest, and none louder than it is', () => {
  const slots = createSlots();
  const [loud, quiet, mute] = [held(-9), held(-15.5), held(null)];
  slots.put('A', loud);
  expect(matchDb(slots.getState(), 'A')).toBe(0);
  slots.put('C', quiet);
  slots.put('D', mute);
  expect(matchDb(slots.getState(), 'A')).toBeCloseTo(-6.5, 12);
  expect(matchDb(slots.getState(), 'C')).toBe(0);
  expect(matchDb(slots.getState(), 'D')).toBe(0);
  expect(matchDb(slots.getState(), 'B')).toBe(0);
  expect(20 * Math.log10(gainOf(slots.getState(), loud.kick.samples))).toBeCloseTo(-6.5, 12);
  expect(gainOf(slots.getState(), new Float32Array(1))).toBe(1);
});
