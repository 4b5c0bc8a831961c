/** The instrument over an engine that is answered by hand. */

import { beforeEach, expect, test } from 'vitest';
import type { HeardKick } from '../../src-preload/contract/kicks.ts';
import type { Api, Input } from '../../src-preload/contract/verbs.ts';
import type { PlayOptions } from '../audio/player.ts';
import { createInstrument, type Instrument } from './instrument.ts';

const kickOf = (noteHz: number | null): HeardKick => ({
  id: 'k', bundleId: 'home', base: [1, 2], exchanged: {}, components: [], set: { decay: 0.4 }, note: null, pitchCurve: [], effects: [],
  descriptors: { noteHz }, sampleRate: 44_100, samples: new Float32Array([noteHz ?? 0]),
}) as unknown as HeardKick;

let kick: HeardKick | null;
let asked: Input<'kicks', 'audition'>[];
let answers: ((ok: boolean) => void)[];
let played: [sound: number, options: PlayOptions][];
let failures: unknown[];
let instrument: Instrument;

beforeEach(() => {
  kick = kickOf(43.65);
  [asked, answers, played, failures] = [[], [], [], []];
  const audition = (input: Input<'kicks', 'audition'>) => new Promise((resolve) => {
    asked.push(input);
    const sound = asked.length;
    answers.push((ok) => {
      resolve(ok ? { ok, value: { samples: new Float32Array([sound]), sampleRate: 44_100 } } : { ok, error: { code: 'NOTE_RANGE', message: 'm', hint: 'h' } });
    });
  });
  instrument = createInstrument({
    api: { kicks: { audition } } as unknown as Pick<Api, 'kicks'>,
    kickAtHand: () => kick,
    play: (samples, _rate, options) => played.push([samples[0], options]),
    fail: (error) => failures.push(error),
  });
});

test('a note is the kick tuned to it, as hard as it was struck', async () => {
  const stroke = instrument.strike(31, 127);
  expect(asked).toEqual([expect.objectContaining({ base: { latent: [1, 2], exchanged: {} }, sliders: { decay: 0.4 }, note: 'G1', model: 'home' })]);
  answers[0](true);
  await stroke;
  expect(played).toEqual([[1, { gain: 1 }]]);
});

test('the engine is asked once for a note, however often it is struck, and anew for another kick', async () => {
  const first = instrument.strike(31, 127);
  answers[0](true);
  await first;
  await instrument.strike(31, 64);
  expect(asked).toHaveLength(1);
  expect(played[1][1].gain).toBeLessThan(1);
  kick = kickOf(50);
  void instrument.strike(31, 127);
  expect(asked).toHaveLength(2);
});

test('of strokes that wait only the last is heard', async () => {
  const strokes = [instrument.strike(29, 127), instrument.strike(31, 127)];
  answers[0](true);
  answers[1](true);
  await Promise.all(strokes);
  expect(played.map(([sound]) => sound)).toEqual([2]);
});

test('a note that cannot be made is told, and tried again', async () => {
  const stroke = instrument.strike(31, 127);
  answers[0](false);
  await stroke;
  expect(failures).toEqual([expect.objectContaining({ code: 'NOTE_RANGE' })]);
  expect(played).toEqual([]);
  void instrument.strike(31, 127);
  expect(asked).toHaveLength(2);
});

test('a kick without a pitch is played as it is; without a kick nothing is', async () => {
  kick = kickOf(null);
  await instrument.strike(60, 127);
  kick = null;
  await instrument.strike(60, 127);
  expect(asked).toEqual([]);
  expect(played).toEqual([[0, { gain: 1 }]]);
});
