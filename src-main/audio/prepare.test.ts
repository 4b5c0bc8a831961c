import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createRandom } from '../base/random.ts';
import { extractFeatures } from './features.ts';
import { integratedLoudness } from './loudness.ts';
import { findOnset } from './onset.ts';
import { prepare } from './prepare.ts';
import type { RawAudio } from './raw-audio.ts';
import { KICK_SPEC } from './spec.ts';
import { KICK_SHAPES, synthesiseKick } from './fixtures/synthetic-kicks.ts';
import { readWav } from './wav-read.ts';

const RATE = KICK_SPEC.sampleRate;

function raw(samples: Float32Array, sampleRate = RATE): RawAudio {
  return { file: 'kick.wav', sampleRate, channels: [samples] };
}

/** A synthetic kick from its onset on, as a file might hold it. */
function kick(name: keyof typeof KICK_SHAPES): Float32Array {
  return synthesiseKick(KICK_SHAPES[name], KICK_SPEC).samples.slice(KICK_SPEC.onset);
}

function peakDb(x: Float32Array): number {
  return 20 * Math.log10(x.reduce((a, v) => Math.max(a, Math.abs(v)), 0));
}

describe('onset and placement', () => {
  it('moves the -40 dB onset to its place and remembers where it was', () => {
    for (const ahead of [0, 100, 256, 3000]) {
      const x = new Float32Array(ahead + 20_000);
      x.set(kick('909').subarray(0, 20_000), ahead);
      const { samples, placement } = prepare(raw(x), KICK_SPEC);
      expect(samples.length).toBe(KICK_SPEC.length);
      expect(findOnset(samples)).toBe(KICK_SPEC.onset);
      expect(placement.onsetSample).toBe(findOnset(x));
    }
  });

  it('keeps the true sound ahead of the onset and never fades in', () => {
    const x = new Float32Array(30_000);
    x.set(kick('hard').subarray(0, 29_000), 1000);
    x[1000] = 0.3;
    x[980] = 0.003;
    const { samples, placement } = prepare(raw(x), KICK_SPEC);
    const gain = placement.polarity * 10 ** (placement.gainDb / 20);
    expect(samples[256] / gain).toBeCloseTo(0.3, 6);
    expect(samples[236] / gain).toBeCloseTo(0.003, 6);
    expect(samples.subarray(0, 236).every((v) => v === 0)).toBe(true);
  });

  it('puts back what it took: source = polarity * prepared / gain at the onset', () => {
    const x = new Float32Array(40_000);
    x.set(kick('techno').map((v) => -0.2 * v).subarray(0, 39_500), 500);
    const { samples, placement } = prepare(raw(x), KICK_SPEC);
    const gain = placement.polarity * 10 ** (placement.gainDb / 20);
    for (let n = 0; n < 30_000; n += 97) {
      expect(samples[KICK_SPEC.onset + n] / gain).toBeCloseTo(x[placement.onsetSample + n], 6);
    }
  });
});

describe('polarity', () => {
  it.each(Object.keys(KICK_SHAPES))('of %s: a kick and its negative come out the same, pushing first', (name) => {
    const x = kick(name);
    const a = prepare(raw(x), KICK_SPEC);
    const b = prepare(raw(x.map((v) => -v)), KICK_SPEC);
    expect(b.samples).toEqual(a.samples);
    expect(b.features).toEqual(a.features);
    expect(b.placement).toEqual({ ...a.placement, polarity: -a.placement.polarity });
    // The synthesis starts as +sin.
    expect(a.placement.polarity).toBe(1);
  });

  it('does not fall for a click of the other sign', () => {
    const x = kick('808 long');
    for (let n = 0; n < 30; n++) x[n] -= 0.6 * Math.exp(-n / 8);
    expect(prepare(raw(x), KICK_SPEC).placement.polarity).toBe(1);
  });
});

describe('level', () => {
  it('reaches -14 LUFS where the peak allows', () => {
    const x = Float32Array.from({ length: 60_000 }, (_, n) => 0.02 * Math.sin((2 * Math.PI * 440 * n) / RATE));
    const { samples } = prepare(raw(x), KICK_SPEC);
    expect(integratedLoudness([samples], RATE)).toBeCloseTo(-14, 2);
    expect(peakDb(samples)).toBeLessThan(-1);
  });

  it('stops at a peak of -1 dBFS by gain alone', () => {
    const { samples, placement } = prepare(raw(kick('short')), KICK_SPEC);
    expect(peakDb(samples)).toBeCloseTo(-1, 4);
    expect(integratedLoudness([samples], RATE)).toBeLessThan(-14);
    expect(placement.gainDb).toBeCloseTo(-1 - peakDb(kick('short')), 4);
  });

  it('takes a constant offset out', () => {
    const clean = prepare(raw(kick('909')), KICK_SPEC);
    const { samples, notes } = prepare(raw(kick('909').map((v) => v + 0.02)), KICK_SPEC);
    expect(notes.dc).toBeCloseTo(0.02, 4);
    let worst = 0;
    for (let n = 0; n < 60_000; n++) worst = Math.max(worst, Math.abs(samples[n] - clean.samples[n]));
    expect(worst).toBeLessThan(2e-4);
  });
});

describe('tails', () => {
  it('fades a tail that was cut, over 60 ms, and leaves the rest', () => {
    const x = kick('808 long').subarray(0, 15_000);
    const { samples, notes, placement } = prepare(raw(x), KICK_SPEC);
    const gain = 10 ** (placement.gainDb / 20);
    const end = KICK_SPEC.onset + 15_000 - placement.onsetSample;
    expect(notes).toMatchObject({ tailFaded: true, cropped: false });
    expect(samples[end - 1]).toBeCloseTo(0, 4);
    expect(samples.subarray(end).every((v) => v === 0)).toBe(true);
    const before = end - Math.round(0.06 * RATE) - 1;
    expect(samples[before] / gain).toBeCloseTo(x[before - KICK_SPEC.onset + placement.onsetSample], 6);
  });

  it('does so too where silence was padded behind the cut', () => {
    const x = new Float32Array(40_000);
    x.set(kick('808 long').subarray(0, 15_000));
    expect(prepare(raw(x), KICK_SPEC).notes.tailFaded).toBe(true);
  });

  it('leaves a tail that ends by itself', () => {
    expect(prepare(raw(kick('short')), KICK_SPEC).notes.tailFaded).toBe(false);
  });

  it('crops what is too long, with a fade', () => {
    const x = Float32Array.from({ length: 100_000 }, (_, n) => 0.5 * Math.exp(-n / 90_000) * Math.sin((2 * Math.PI * 50 * n) / RATE));
    const { samples, notes } = prepare(raw(x), KICK_SPEC);
    expect(notes).toMatchObject({ tailFaded: true, cropped: true });
    expect(Math.abs(samples[KICK_SPEC.length - 1])).toBeLessThan(1e-4);
  });
});

it('gives the features of its own samples', () => {
  const { samples, features } = prepare(raw(kick('909 noisy')), KICK_SPEC);
  expect(extractFeatures(samples, KICK_SPEC)).toEqual(features);
});

it('gives the same sound from 48 kHz as from 44.1 kHz', () => {
  const at = (rate: number): RawAudio =>
    raw(
      Float32Array.from({ length: rate }, (_, n) => {
        const t = n / rate - 0.02;
        return t < 0 ? 0 : Math.exp(-t / 0.1) * Math.sin(2 * Math.PI * (60 * t + 3 * (1 - Math.exp(-t / 0.02)))) * (1 - Math.exp(-t / 0.001));
      }),
      rate,
    );
  const a = prepare(at(44_100), KICK_SPEC).samples;
  const b = prepare(at(48_000), KICK_SPEC).samples;
  let worst = 0;
  for (let n = 0; n < a.length; n++) worst = Math.max(worst, Math.abs(a[n] - b[n]));
  expect(worst).toBeLessThan(1e-3);
});

describe('refusals', () => {
  const code = (audio: RawAudio): string | undefined => {
    try {
      prepare(audio, KICK_SPEC);
      return undefined;
    } catch (error) {
      return (error as { code?: string }).code;
    }
  };

  it('names what is wrong', () => {
    expect(code(raw(new Float32Array(0)))).toBe('AUDIO_EMPTY');
    expect(code({ file: 'x', sampleRate: RATE, channels: [] })).toBe('AUDIO_EMPTY');
    expect(code(raw(new Float32Array(1000)))).toBe('AUDIO_SILENT');
    expect(code(raw(new Float32Array(1000).fill(1e-4)))).toBe('AUDIO_SILENT');
    expect(code(raw(kick('909').map((v, n) => (n === 70 ? NaN : v))))).toBe('AUDIO_NOT_FINITE');
    expect(code(raw(kick('909').subarray(0, 150)))).toBe('AUDIO_TOO_SHORT');
    const late = new Float32Array(10_000);
    late.fill(0.5, 9_990);
    expect(code(raw(late))).toBe('AUDIO_TOO_SHORT');
  });

  it('takes what is merely odd', () => {
    const random = createRandom('odd');
    expect(code(raw(Float32Array.from({ length: 3000 }, () => random.normal())))).toBeUndefined();
    expect(code(raw(kick('909').map((v) => 30 * v)))).toBeUndefined();
    expect(code({ file: 'x', sampleRate: RATE, channels: [kick('909'), kick('909').map((v) => -v)] })).toBeUndefined();
  });
});

const folder = join(process.env.KICKLAB_DATA ?? '../shared/data', 'kicks');
describe('real kicks', () => {
  it('are all accepted, within the levels', (context) => {
    context.skip(!existsSync(folder), `${folder} is absent`);
    // Every fourth: the whole set takes five times as long and says the same.
    const files = readdirSync(folder).filter((f) => f.endsWith('.wav'));
    for (const file of files.filter((_, i) => i % 4 === 0)) {
      const { samples, features, placement } = prepare({ file, ...readWav(readFileSync(join(folder, file)), file) }, KICK_SPEC);
      expect(findOnset(samples), file).toBe(KICK_SPEC.onset);
      expect(peakDb(samples), file).toBeLessThan(-0.999);
      expect(Math.abs(samples[KICK_SPEC.length - 1]), file).toBeLessThan(1e-3);
      expect(placement.onsetSample / RATE, file).toBeLessThan(0.04);
      expect(features.pitch.every(Number.isFinite), file).toBe(true);
    }
  });
});
