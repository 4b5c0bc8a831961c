/** The loop's beats, against a player whose clock is turned by hand. */

import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createLooper, type Looper } from './looper.ts';
import type { PlayOptions } from './player.ts';

const RATE = 44_100;
const first = { samples: new Float32Array(8), sampleRate: RATE };
const second = { samples: new Float32Array(8), sampleRate: RATE };

let clock: number;
let played: [samples: Float32Array, at: number | undefined][];
let looper: Looper;

beforeEach(() => {
  vi.useFakeTimers();
  clock = 10;
  played = [];
  looper = createLooper({
    now: () => clock,
    play: (samples: Float32Array, _rate: number, options?: PlayOptions) => { played.push([samples, options?.at]); },
  });
});
afterEach(() => {
  vi.useRealTimers();
});

/** Lets `seconds` go by, on the device and in the page. */
const pass = (seconds: number): void => {
  for (let ms = 0; ms < Math.round(1000 * seconds); ms++) {
    clock += 0.001;
    vi.advanceTimersByTime(1);
  }
};
const times = (): (number | undefined)[] => played.map(([, at]) => (at === undefined ? at : Number(at.toFixed(9))));
/** What is heard, of what was handed over: at each time the last. */
const heard = (): [at: number | undefined, sound: 'first' | 'second'][] =>
  [...new Map(played.map(([samples], i) => [times()[i], samples === second.samples ? 'second' as const : 'first' as const]))];

test('the first beat is at once, the others exactly a period apart', () => {
  looper.start(first, 120);
  pass(1.9);
  expect(times()).toEqual([undefined, 10.5, 11, 11.5, 12]);
});

test('a beat is handed over when the one before it has begun, so that a busy page misses none', () => {
  looper.start(first, 120);
  pass(0.03);
  expect(times()).toEqual([undefined, 10.5]);
  pass(0.46);
  expect(played).toHaveLength(2);
  clock += 0.4;
  pass(0.05);
  expect(times()).toEqual([undefined, 10.5, 11]);
});

test('another sound is heard at the next beat, the last of several alone', () => {
  looper.start(first, 120);
  pass(0.2);
  looper.take({ ...first });
  looper.take(second);
  expect(played.slice(1).every(([, at]) => at === 10.5)).toBe(true);
  pass(0.4);
  expect(heard()).toEqual([[undefined, 'first'], [10.5, 'second'], [11, 'second']]);
});

test('a sound that comes a moment before the beat waits for the one after', () => {
  looper.start(first, 120);
  pass(0.495);
  looper.take(second);
  pass(0.1);
  expect(heard()).toEqual([[undefined, 'first'], [10.5, 'first'], [11, 'second']]);
});

test('a tempo holds from the last beat on, at once where its beat is past', () => {
  looper.start(first, 60);
  pass(0.3);
  looper.setTempo(120);
  expect(times()).toEqual([undefined, 11, 10.5]);
  pass(0.6);
  expect(times().at(-1)).toBe(11);
  looper.setTempo(300);
  // The beat at 10.7 is over: now.
  expect(times().at(-1)).toBeCloseTo(10.9, 6);
  pass(0.05);
  looper.setTempo(60);
  expect(times().at(-1)).toBeCloseTo(11.9, 6);
});

test('a page that was away does not catch up beats', () => {
  looper.start(first, 120);
  pass(0.01);
  clock += 5.2;
  pass(0.6);
  expect(times()).toHaveLength(4);
  expect(times()[2]).toBeGreaterThanOrEqual(15.2);
});

test('while the device is not awake no beat passes', () => {
  looper.start(first, 120);
  vi.advanceTimersByTime(3000);
  expect(played).toHaveLength(1);
  pass(0.05);
  expect(times()).toEqual([undefined, 10.5]);
});

test('a sound of another rate, whose clock is another, does not wait for the old one', () => {
  looper.start(first, 120);
  pass(0.2);
  clock = 0.1;
  looper.take({ samples: second.samples, sampleRate: 48_000 });
  expect(times().at(-1)).toBe(0.1);
  pass(0.4);
  expect(times().at(-1)).toBe(0.6);
});

test('after its end no beat comes, and nothing is taken', () => {
  looper.start(first, 120);
  looper.end();
  looper.take(second);
  looper.setTempo(240);
  pass(2);
  expect(played).toHaveLength(1);
});
