import { describe, expect, test } from 'vitest';
import { exchangePitch, exchangeTail, exchangeTone, exchangeTransient } from './exchange.ts';
import { logMel, melPoints } from './mel.ts';
import { KICK_SPEC as SPEC, pitchGridSamples, pitchPoints, type Features } from './spec.ts';

const { frames, mels, hop, onset, sampleRate } = SPEC;
const points = pitchPoints(SPEC);
const ROW_HZ = melPoints(SPEC).subarray(1, mels + 1);
const frameAt = (ms: number): number => Math.round((onset + (ms / 1000) * sampleRate) / hop);
const pointAt = (ms: number): number => pitchGridSamples(SPEC).findIndex((sample) => sample >= onset + (ms / 1000) * sampleRate);

/** A sine that falls with `seconds`, under hiss of a level of its own, with its true features. */
function kick(hz: number, seconds: number, hiss: number, voicing = 1): Features {
  let seed = 1;
  const samples = Float32Array.from({ length: SPEC.length }, (_, n) => {
    const t = (n - onset) / sampleRate;
    seed = (seed * 16_807) % 2_147_483_647;
    return t < 0 ? 0 : Math.exp(-t / seconds) * (0.5 * Math.sin(2 * Math.PI * hz * t) + hiss * (seed / 1_073_741_824 - 1));
  });
  return { mel: logMel(samples, SPEC), pitch: new Float32Array(points).fill(Math.log2(hz / SPEC.pitchReference)), voicing: new Float32Array(points).fill(voicing) };
}
const own = kick(50, 0.1, 0.03);
const other = kick(80, 0.4, 0.4);

const column = (mel: Float32Array, t: number): Float32Array => Float32Array.from({ length: mels }, (_, j) => mel[j * frames + t]);

const PARTS = { transient: exchangeTransient, tail: exchangeTail, pitch: exchangePitch, tone: exchangeTone };

test.each(Object.entries(PARTS))('%s: nothing at amount 0, and of a kick for itself nothing but rounding', (_, exchange) => {
  expect(exchange(own, other, 0, SPEC)).toEqual(own);
  const same = exchange(own, own, 1, SPEC);
  expect(Math.max(...same.mel.map((x, i) => Math.abs(x - own.mel[i])))).toBeLessThan(1e-6);
  expect(same.pitch).toEqual(own.pitch);
});

describe('transient and tail', () => {
  test('the transient is the other\'s until 15 ms and one\'s own from 35 ms on', () => {
    const { mel, pitch } = exchangeTransient(own, other, 1, SPEC);
    expect(column(mel, frameAt(10))).toEqual(column(other.mel, frameAt(10)));
    expect(pitch[pointAt(10)]).toBe(other.pitch[0]);
    expect(column(mel, frameAt(40))).toEqual(column(own.mel, frameAt(40)));
    expect(pitch[pointAt(40)]).toBe(own.pitch[0]);
  });

  test('the tail is one\'s own until 60 ms and the other\'s from 140 ms on', () => {
    const { mel, pitch } = exchangeTail(own, other, 1, SPEC);
    expect(column(mel, frameAt(55))).toEqual(column(own.mel, frameAt(55)));
    expect(pitch[pointAt(55)]).toBe(own.pitch[0]);
    const late = frameAt(150);
    column(mel, late).forEach((x, j) => { expect(x).toBeCloseTo(other.mel[j * frames + late], 6); });
  });

  test('half of it is half way in dB and in octaves, never a sum of waveforms', () => {
    const { mel, pitch } = exchangeTransient(own, other, 0.5, SPEC);
    const t = frameAt(5);
    column(mel, t).forEach((x, j) => { expect(x).toBeCloseTo((own.mel[j * frames + t] + other.mel[j * frames + t]) / 2, 6); });
    expect(pitch[0]).toBeCloseTo(Math.log2(Math.sqrt(50 * 80) / SPEC.pitchReference), 6);
  });
});

describe('pitch', () => {
  test('draws the track to the other\'s, and the tone in the mel along', () => {
    const { mel, pitch, voicing } = exchangePitch(own, other, 1, SPEC);
    expect(pitch[100]).toBeCloseTo(other.pitch[100], 6);
    expect(voicing).toBe(own.voicing);
    const loudest = column(mel, 20).reduce((best, x, j, all) => (x > all[best] ? j : best), 0);
    expect(Math.abs(ROW_HZ[loudest] - 80)).toBeLessThan(20);
  });

  test('an unvoiced kick has none to give', () => {
    expect(exchangePitch(own, { ...other, voicing: other.voicing.map(() => 0) }, 1, SPEC)).toEqual(own);
  });
});

describe('tone', () => {
  const level = ({ mel }: Features, hz: number, t: number): number => mel[ROW_HZ.findIndex((row) => row > hz) * frames + t] * -SPEC.floorDb;

  test('gives the other\'s balance of hiss and tone, and keeps how it fades', () => {
    const toned = exchangeTone(own, other, 1, SPEC);
    const balance = (f: Features): number => level(f, 4000, 5) - level(f, 60, 5);
    expect(Math.abs(balance(toned) - balance(other))).toBeLessThan(6);
    expect(Math.abs(balance(own) - balance(other))).toBeGreaterThan(15);
    const fading = (f: Features): number => level(f, 4000, 10) - level(f, 4000, 20);
    // Its own time constant of 0.1 s: 8.686 dB for each 100 ms.
    expect(Math.abs(fading(toned) - ((10 * hop) / sampleRate / 0.1) * 8.686)).toBeLessThan(2);
  });

  test('leaves silence silent', () => {
    expect(column(exchangeTone(own, other, 1, SPEC).mel, frames - 1).every((x, j) => own.mel[j * frames + frames - 1] > 0 || x === 0)).toBe(true);
  });
});
