import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import type { FaultCode } from '../../../src-preload/contract/faults.ts';
import { KICK_SHAPES, synthesiseKick } from '../fixtures/synthetic-kicks.ts';
import { KICK_SPEC } from '../spec.ts';
import { resample } from '../resample.ts';
import { writeWav } from '../wav-write.ts';
import { createRandom } from '../../base/random.ts';
import { examine, examineFile } from './examine.ts';
import { applyFixes } from './fixes.ts';

const RATE = KICK_SPEC.sampleRate;
/** A kick that ends in silence, with some noise in its treble. */
const kick = synthesiseKick({ low: 52, high: 320, sweep: 0.018, decay: 0.08, click: 0.3, noise: 0.03 }, KICK_SPEC).samples;
const faultsOf = (channels: Float32Array[], wanted: 'kick' | 'hat' = 'kick'): FaultCode[] =>
  examine({ file: 'x.wav', sampleRate: RATE, channels }, wanted).findings.map(({ code }) => code);
const late = (seconds: number): Float32Array => {
  const out = new Float32Array(kick.length + Math.round(seconds * RATE));
  out.set(kick, out.length - kick.length);
  return out;
};

test.each(Object.keys(KICK_SHAPES).filter((name) => !name.startsWith('808')))('nothing is wrong with a kick: %s', (name) => {
  expect(faultsOf([synthesiseKick(KICK_SHAPES[name], KICK_SPEC).samples]).filter((code) => code !== 'bandwidth')).toEqual([]);
});

describe('what is wrong with a sound', () => {
  test.each<[FaultCode, Float32Array[]]>([
    ['silent', [new Float32Array(RATE)]],
    ['silent', [new Float32Array(RATE).fill(0.2)]],
    ['clipped', [kick.map((x) => Math.max(-1, Math.min(1, 3 * x)))]],
    ['clipped', [kick.map((x) => 0.2 * Math.max(-1, Math.min(1, 3 * x)))]],
    ['dc', [kick.map((x) => x + 0.05)]],
    ['dc', [kick.subarray(0, 8000).map((x) => 0.5 * x - 0.03)]],
    ['cut_tail', [kick.subarray(0, 9000)]],
    ['late_onset', [late(0.03)]],
    ['loop', [Float32Array.from({ length: 44_100 }, (_, n) => kick[n % 11_025])]],
    ['not_a_kick', [Float32Array.from({ length: RATE }, (_, n) => 0.5 * Math.sin(n * 0.06))]],
    ['not_a_kick', [Float32Array.from({ length: RATE }, (_, n) => 0.5 * Math.sin(n * 0.008))]],
    ['bandwidth', [resample(resample(kick, RATE, 11_025), 11_025, RATE)]],
    ['inverted', [kick, kick.map((x) => -0.9 * x)]],
  ])('%s', (code, channels) => {
    expect(faultsOf(channels)).toContain(code);
  });

  test('the peaks of a recording are not mended: it is cut into hits first', () => {
    const fixesOf = (repeats: number): unknown[] => {
      const recording = Float32Array.from({ length: repeats * kick.length }, (_, n) => Math.max(-0.5, Math.min(0.5, kick[n % kick.length])));
      return examine({ file: 'x.wav', sampleRate: RATE, channels: [recording] }, 'kick').findings.filter(({ code }) => code === 'clipped').map(({ fix }) => fix);
    };
    expect(fixesOf(1)).toEqual(['declip']);
    expect(fixesOf(3)).toEqual([null]);
  });

  test('a sound that is wanted to be no kick is not accused of being none', () => {
    const hat = createRandom('hat').fillNormal(new Float32Array(RATE / 2)).map((x, n) => 0.3 * x * Math.exp(-n / 2000));
    expect(faultsOf([hat])).toContain('not_a_kick');
    expect(faultsOf([hat], 'hat')).not.toContain('not_a_kick');
  });

  test('noise ahead of the onset is no onset', () => {
    const noise = createRandom('noise').fillNormal(new Float32Array(kick.length + 4410)).map((x) => 0.006 * x);
    kick.forEach((x, n) => { noise[4410 + n] += x; });
    expect(faultsOf([noise])).toContain('late_onset');
  });
});

describe('bandwidth', () => {
  const hard = kick.subarray(KICK_SPEC.onset + 40);
  test('an edge is found behind the step of a sound that starts or ends at once', () => {
    expect(faultsOf([resample(resample(hard, RATE, 11_025), 11_025, RATE)])).toContain('bandwidth');
    expect(faultsOf([resample(resample(hard.subarray(0, 6000), RATE, 11_025), 11_025, RATE)])).toContain('bandwidth');
    expect(faultsOf([hard.subarray(0, 6000)])).not.toContain('bandwidth');
  });
  test('a partial that stands alone is no edge', () => {
    const ping = kick.map((x, n) => x + 0.05 * Math.sin(0.5 * n) * Math.exp(-(((n - 1000) / 400) ** 2)));
    expect(faultsOf([ping])).not.toContain('bandwidth');
  });
});

describe('a file', () => {
  const dir = mkdtempSync(join(tmpdir(), 'kicklab-examine-'));
  afterAll(() => { rmSync(dir, { recursive: true }); });
  const written = (name: string, bytes: Uint8Array): string => {
    writeFileSync(join(dir, name), bytes);
    return join(dir, name);
  };
  const codes = async (file: string, hit: { from: number; to: number } | null = null) =>
    (await examineFile({ file, hit }, 'kick')).findings.map(({ code }) => code);

  test('that is none, and one that is silent, are told apart', async () => {
    expect(await codes(written('text.wav', Buffer.from('no sound')))).toEqual(['unreadable']);
    expect(await codes(join(dir, 'absent.wav'))).toEqual(['unreadable']);
    expect(await codes(written('zeros.wav', writeWav([new Float32Array(4410)], RATE, { format: 'int16', ditherSeed: 1 })))).toEqual(['silent']);
  });
  test('a hit of a recording is examined alone, and is the same sound as a file of it', async () => {
    const recording = written('two.wav', writeWav([Float32Array.from([...kick, ...kick])], RATE, { format: 'float32', ditherSeed: 1 }));
    expect(await codes(recording)).toContain('loop');
    const hit = await examineFile({ file: recording, hit: { from: kick.length, to: 2 * kick.length } }, 'kick');
    const alone = await examineFile({ file: written('one.wav', writeWav([kick], RATE, { format: 'float32', ditherSeed: 1 })), hit: null }, 'kick');
    expect(hit.findings.map(({ code }) => code)).not.toContain('loop');
    expect(hit.digest).toBe(alone.digest);
  });
});

describe('fixes', () => {
  test.each<[FaultCode, Float32Array[]]>([
    ['clipped', [kick.map((x) => 0.5 * Math.max(-1, Math.min(1, 3 * x)))]],
    ['dc', [kick.map((x) => x + 0.05)]],
    ['cut_tail', [kick.subarray(0, 9000)]],
    ['late_onset', [late(0.05)]],
    ['inverted', [kick, kick.map((x) => -0.9 * x)]],
  ])('%s is gone after its fix, and the sound that was given is as it was', (code, channels) => {
    const before = channels.map((channel) => channel.slice());
    const audio = { file: 'x.wav', sampleRate: RATE, channels };
    const fix = examine(audio, 'kick').findings.find((finding) => finding.code === code)?.fix;
    const fixed = applyFixes(audio, fix ? [fix] : []);
    expect(examine(fixed, 'kick').findings.map((finding) => finding.code)).not.toContain(code);
    expect(channels).toEqual(before);
  });
  test('polarity turned over twice is the sound itself, and no fix is none', () => {
    const audio = { file: 'x.wav', sampleRate: RATE, channels: [kick] };
    expect(applyFixes(audio, ['invert']).channels[0][300]).toBe(-kick[300]);
    expect(applyFixes(applyFixes(audio, ['invert']), ['invert'])).toEqual(audio);
    expect(applyFixes(audio, [])).toEqual(audio);
  });
  test('both sides come to one level', () => {
    const { channels } = applyFixes({ file: 'x.wav', sampleRate: RATE, channels: [kick, kick.map((x) => 0.25 * x)] }, ['balance_sides']);
    expect(channels[0][300]).toBeCloseTo(channels[1][300], 5);
    expect(channels[0][300]).toBeCloseTo(0.5 * kick[300], 5);
  });
});
