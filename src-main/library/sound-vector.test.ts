import { expect, test } from 'vitest';
import type { Descriptors } from '../../src-preload/contract/fields.ts';
import { SOUND_SIZE, soundVector } from './sound-vector.ts';

const KICK: Descriptors = { decayMs: 2 ** 7.861, lengthMs: 2 ** 9.305, centroidHz: 2 ** 7.008, subShare: 0.823, clickDb: -21.583, noteHz: 2 ** 5.643, note: 'F1', noteCents: 0, loudnessLufs: -14 };
const place = (over: Partial<Descriptors>): number[] => [...soundVector({ ...KICK, ...over })];

test('the ordinary kick stands in the middle, however loud it is', () => {
  expect(place({ loudnessLufs: null })).toHaveLength(SOUND_SIZE);
  for (const x of place({})) expect(x).toBeCloseTo(0, 6);
  expect(place({ loudnessLufs: -30 })).toEqual(place({}));
});

test('an octave is as far everywhere, and one deviation is 1', () => {
  const ratio = 2 ** 0.863;
  expect(place({ decayMs: KICK.decayMs * ratio })[0]).toBeCloseTo(1, 6);
  expect(place({ decayMs: KICK.decayMs / ratio })[0]).toBeCloseTo(-1, 6);
  expect(place({ clickDb: -21.583 - 10.845 })[4]).toBeCloseTo(-1, 6);
});

test('no pitch is no place at the edge, and nothing is infinite', () => {
  expect(place({ noteHz: null, note: null, noteCents: null })[5]).toBe(0);
  for (const x of place({ decayMs: 0, lengthMs: 0, centroidHz: 0 })) expect(x).toBeGreaterThan(-10);
});
