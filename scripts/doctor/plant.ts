/**
 * Faults made on purpose: clean kicks in, faulty sounds out, each with the code that the doctor
 * should find. Pure and seeded. What is planted is drawn from ranges that a user would meet, not
 * from the detectors' thresholds.
 */

import { applyBiquad, designBiquad } from '../../src-main/audio/biquad.ts';
import { shareBetween, spectrumOfWhole } from '../../src-main/audio/doctor/spectrum.ts';
import { peakOf } from '../../src-main/audio/level.ts';
import { resample } from '../../src-main/audio/resample.ts';
import { writeWav, type WavFormat } from '../../src-main/audio/wav-write.ts';
import { createRandom, type Random } from '../../src-main/base/random.ts';
import type { FaultCode } from '../../src-preload/contract/faults.ts';
import { otherSound } from './other-sounds.ts';

export interface CleanKick {
  /** Without extension. */
  name: string;
  /** Mono at 44.1 kHz. */
  samples: Float32Array;
}

export interface Planted {
  /** With extension. */
  file: string;
  code: FaultCode;
  bytes: Uint8Array;
}

const RATE = 44_100;

interface Made {
  channels: Float32Array[];
  sampleRate?: number;
  format?: WavFormat;
}

type Plant = (kick: Float32Array, random: Random, i: number) => Made;

/** How each fault is made of a kick. `i` counts those of a kind, so that each kind has all its kinds of making. */
const PLANTS: Record<Exclude<FaultCode, 'unreadable'>, Plant> = {
  // In another container: integers of 16 bits are the same numbers as floats, but are dithered when they are written.
  duplicate: (kick) => ({ channels: [kick], format: 'float32' }),
  near_copy: (kick, random, i) => nearCopies[i % nearCopies.length](kick, random),
  silent: (kick, random, i) => ({ channels: [i % 2 === 0 ? new Float32Array(kick.length) : scaled(random.fillNormal(new Float32Array(kick.length)), 1e-4 * random.between(0.2, 1))] }),
  clipped: (kick, random, i) => {
    const drive = 10 ** (random.between(4, 14) / 20) / peakOf(kick);
    const after = i % 2 === 0 ? 1 : 10 ** (random.between(-15, -2) / 20);
    return { channels: [kick.map((x) => after * Math.max(-1, Math.min(1, drive * x)))] };
  },
  dc: (kick, random) => {
    const offset = (random.uniform() < 0.5 ? -1 : 1) * random.between(0.03, 0.2) * peakOf(kick);
    return { channels: [kick.map((x) => 0.8 * x + offset)] };
  },
  cut_tail: (kick, random) => ({ channels: [kick.subarray(0, cutAt(kick, random.between(-28, -8)))] }),
  late_onset: (kick, random, i) => {
    const lead = Math.round(random.between(0.02, 0.25) * RATE);
    const out = new Float32Array(lead + kick.length);
    if (i % 2 === 1) scaled(random.fillNormal(new Float32Array(out.length)), 2e-3 * peakOf(kick)).forEach((x, n) => { out[n] = x; });
    kick.forEach((x, n) => { out[lead + n] += x; });
    return { channels: [out] };
  },
  loop: (kick, random) => ({ channels: [repeated(kick, 2 + random.int(6), random.between(0.18, 0.55), random)] }),
  not_a_kick: (_, random, i) => ({ channels: [otherSound(random, i)] }),
  bandwidth: (kick, random, i) => {
    const spectrum = spectrumOfWhole(kick, RATE);
    const rate = LOW_RATES.slice(i % LOW_RATES.length).find((low) => shareBetween(spectrum, low / 2, Infinity) > LEAST_LOST) ?? 8000;
    const narrow = resample(resample(kick, RATE, rate), rate, RATE);
    return { channels: [scaled(narrow, random.between(0.8, 0.9))] };
  },
  inverted: (kick, random, i) => (i % 2 === 0
    ? { channels: [kick, scaled(kick, -random.between(0.9, 1))] }
    : { channels: [scaled(kick, -random.between(0.7, 1))] }),
};

const nearCopies: ((kick: Float32Array, random: Random) => Made)[] = [
  (kick, random) => ({ channels: [scaled(kick, 10 ** (random.between(-9, -2) / 20))] }),
  (kick) => ({ channels: [resample(kick, RATE, 48_000)], sampleRate: 48_000, format: 'int24' }),
  (kick, random) => {
    const out = kick.slice();
    applyBiquad(designBiquad({ kind: 'highShelf', hz: random.between(1500, 5000), q: 0.7, gainDb: random.between(-3, 3) }, RATE), out);
    return { channels: [scaled(out, 0.7)] };
  },
  (kick, random) => {
    const lead = Math.round(random.between(0.001, 0.006) * RATE);
    const out = new Float32Array(lead + kick.length);
    out.set(scaled(kick, 0.8), lead);
    return { channels: [out] };
  },
  (kick, random) => {
    const out = kick.slice();
    applyBiquad(designBiquad({ kind: 'peak', hz: random.between(50, 400), q: 1, gainDb: random.between(-2.5, 2.5) }, RATE), out);
    const side = scaled(out, 0.9);
    return { channels: [side, side] };
  },
];

/** What a sound is stored at to lose its treble: the first of these, from one on, at which it loses so much (-45 dB), and else the last. */
const LOW_RATES = [22_050, 16_000, 11_025, 8000];
const LEAST_LOST = 3e-5;
/** Faults that need a kick with something in the treble to lose: so much of it above 5 kHz (-40 dB). */
const NEEDS_TREBLE: ReadonlySet<FaultCode> = new Set(['bandwidth']);
const TREBLE = { hz: 5000, share: 1e-4 };

/**
 * `each` planted sounds of every kind, told by their names apart from the kicks'.
 * @param kicks some with treble among them
 */
export function plantFaults(kicks: readonly CleanKick[], each: number, seed: number): Planted[] {
  const bright = kicks.filter(({ samples }) => shareBetween(spectrumOfWhole(samples, RATE), TREBLE.hz, Infinity) > TREBLE.share);
  const codes = Object.keys(PLANTS) as (keyof typeof PLANTS)[];
  const planted = codes.flatMap((code) => {
    const random = createRandom(seed, 'planted', code);
    const pool = random.shuffle([...(NEEDS_TREBLE.has(code) ? bright : kicks)]);
    return Array.from({ length: each }, (_, i): Planted => {
      const { name, samples } = pool[i % pool.length];
      const { channels, sampleRate = RATE, format = 'int16' } = PLANTS[code](samples, random, i);
      return { file: `${name} ${code} ${String(i + 1)}.wav`, code, bytes: writeWav(channels, sampleRate, { format, ditherSeed: seed + i }) };
    });
  });
  return [...planted, ...unreadable(each, seed, kicks)];
}

function scaled(x: Float32Array, gain: number): Float32Array {
  return x.map((v) => gain * v);
}

/** The end of what is louder than `db` below the peak. */
function cutAt(kick: Float32Array, db: number): number {
  const peak = peakOf(kick);
  let end = kick.length;
  while (end > RATE * 0.03 && Math.abs(kick[end - 1]) < peak * 10 ** (db / 20)) end--;
  return end;
}

function repeated(kick: Float32Array, hits: number, gap: number, random: Random): Float32Array {
  const step = Math.round(gap * RATE);
  const out = new Float32Array(step * hits + Math.min(kick.length, step));
  for (let h = 0; h < hits; h++) {
    const level = 0.6 * random.between(0.7, 1);
    for (let n = 0; n < kick.length && h * step + n < out.length; n++) out[h * step + n] += level * kick[n];
  }
  return out;
}

function unreadable(each: number, seed: number, kicks: readonly CleanKick[]): Planted[] {
  const random = createRandom(seed, 'planted', 'unreadable');
  const bytes = (length: number): Uint8Array => Uint8Array.from({ length }, () => random.int(256));
  const cut = (): Uint8Array => writeWav([kicks[0].samples], RATE, { format: 'int16', ditherSeed: 1 }).slice(0, 30);
  return Array.from({ length: each }, (_, i) => ({
    file: `noise ${String(i + 1)}.${['wav', 'mp3', 'aiff', 'wav', 'flac'][i % 5]}`,
    code: 'unreadable' as const,
    bytes: i % 2 === 0 ? bytes(2000 + random.int(5000)) : cut(),
  }));
}
