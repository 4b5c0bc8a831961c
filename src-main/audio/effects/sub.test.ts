import { describe, expect, test } from 'vitest';
import { effectOf } from '../../../src-preload/contract/effects.ts';
import { KICK_SPEC, pitchGridSamples } from '../spec.ts';
import { addSub, findFundamental, STEP, trackPhase } from './sub.ts';

const RATE = KICK_SPEC.sampleRate;
const LEAD = 44;
const FROM = KICK_SPEC.onset - LEAD;
/** A kick's sweep, seconds after the onset. */
const hzAt = (t: number): number => 48 + 160 * Math.exp(-Math.max(0, t) / 0.03);
const pitch = Float32Array.from(pitchGridSamples(KICK_SPEC), (n) => hzAt((n - KICK_SPEC.onset) / RATE));
const place = { spec: KICK_SPEC, pitch, from: FROM };
/** 2 pi times the integral of hzAt from the onset. */
const phaseAt = (t: number): number => 2 * Math.PI * (48 * t + 160 * 0.03 * (1 - Math.exp(-t / 0.03)));
/** Its fundamental at `start` radians, falling by 60 dB in about a second. */
const kick = (start: number): Float64Array =>
  Float64Array.from({ length: RATE }, (_, n) => {
    const t = (n - LEAD) / RATE;
    return t < 0 ? 0 : 0.8 * Math.exp(-t / 0.15) * Math.sin(phaseAt(t) + start);
  });
const subOf = (x: Float64Array, settings = effectOf('sub')): Float64Array => {
  const out = addSub(x.slice(), settings, place);
  return out.map((v, n) => v - (n < x.length ? x[n] : 0));
};
/** Phase of a component against a reference phase, by correlation with it over [fromMs, toMs] after the onset. */
function phaseOf(x: Float64Array, reference: (t: number) => number, fromMs: number, toMs: number): number {
  let [re, im] = [0, 0];
  for (let n = LEAD + Math.round((fromMs * RATE) / 1000); n < LEAD + (toMs * RATE) / 1000; n++) {
    const angle = reference((n - LEAD) / RATE);
    re += x[n] * Math.sin(angle);
    im += x[n] * Math.cos(angle);
  }
  return Math.atan2(im, re);
}
const turnsApart = (a: number, b: number): number => Math.abs(((a - b) / (2 * Math.PI) + 1.5) % 1 - 0.5);

const POINTS = RATE / STEP + 2;
/** Of the track at the onset. */
const onsetPhase = (): number => {
  const phase = trackPhase(place, POINTS);
  const k = Math.floor(LEAD / STEP);
  return phase[k] + (LEAD / STEP - k) * (phase[k + 1] - phase[k]);
};

test('the phase is the integral of the f0 track', () => {
  const phase = trackPhase(place, POINTS);
  for (const k of [100, 400, 2000, 5000]) expect(phase[k] - onsetPhase()).toBeCloseTo(phaseAt((k * STEP - LEAD) / RATE), 1);
});

test('the fundamental is found in a sound: its envelope and where it stands against the track', () => {
  const x = kick(1);
  const { envelope, offset } = findFundamental(x, trackPhase(place, POINTS), RATE);
  expect(turnsApart(offset + onsetPhase(), 1)).toBeLessThan(0.01);
  for (const t of [0.1, 0.3]) expect(envelope[Math.round((LEAD + t * RATE) / 8)] / (0.8 * Math.exp(-t / 0.15))).toBeCloseTo(1, 1);
});

describe('the sine', () => {
  test.each([0, 1, -2.5])('at the same pitch runs with a fundamental that starts at %d rad, by the phase that is set', (start) => {
    for (const degrees of [0, 90, -135]) {
      const sub = subOf(kick(start), effectOf('sub', { octave: 'same', phase: degrees }));
      for (const [from, to] of [[20, 60], [60, 200], [200, 500]]) {
        expect(turnsApart(phaseOf(sub, (t) => phaseAt(t) + start, from, to), (degrees * Math.PI) / 180)).toBeLessThan(0.01);
      }
    }
  });

  test.each([0, 1, -2.5])('an octave below keeps half the phase of the track from the first cycle to the last, fundamental at %d rad', (start) => {
    const sub = subOf(kick(start), effectOf('sub', { octave: 'below', phase: 45 }));
    for (const [from, to] of [[30, 120], [120, 300], [300, 600]]) {
      // Half a turn of the fundamental is what cannot be told apart an octave below.
      const apart = turnsApart(phaseOf(sub, (t) => (phaseAt(t) + start) / 2, from, to), Math.PI / 4);
      expect(Math.min(apart, Math.abs(apart - 0.5))).toBeLessThan(0.015);
    }
  });

  test('has the level that is set, against the peak of the fundamental', () => {
    const x = kick(0);
    const top = Math.max(...findFundamental(x, trackPhase(place, POINTS), RATE).envelope);
    for (const levelDb of [-12, 0]) {
      const sub = subOf(x, effectOf('sub', { levelDb, octave: 'same', driveDb: 12 }));
      expect(20 * Math.log10(Math.max(...sub) / top)).toBeCloseTo(levelDb, 0);
    }
  });

  test('that does not follow the kick falls by 30 dB in its own decay, and rings on behind it', () => {
    const x = kick(0).subarray(0, RATE / 2);
    const out = subOf(x, effectOf('sub', { octave: 'same', follow: 0, decayMs: 600 }));
    expect(out.length).toBeGreaterThan(x.length);
    const level = (atMs: number): number => {
      const at = LEAD + Math.round((atMs * RATE) / 1000);
      return 20 * Math.log10(Math.max(...out.subarray(at, at + 1200)));
    };
    expect(level(700) - level(100)).toBeCloseTo(-30, 0);
  });

  test('starts from nothing, and silence has none', () => {
    const sub = subOf(kick(1.5), effectOf('sub', { phase: 90 }));
    expect(sub.subarray(0, LEAD - STEP).every((v) => v === 0)).toBe(true);
    for (let n = LEAD; n < LEAD + 200; n++) expect(Math.abs(sub[n] - sub[n - 1])).toBeLessThan(0.01);
    expect(addSub(new Float64Array(1000), effectOf('sub'), place)).toEqual(new Float64Array(1000));
  });
});
