/** Sounds that are no kicks, drawn by chance: hat, clap, snare, tone, voice-like noise. Not instruments; they stand in for what lies among kicks by mistake. */

import { applyBiquad, designBiquad, type BiquadKind } from '../../src-main/audio/biquad.ts';
import type { Random } from '../../src-main/base/random.ts';

const RATE = 44_100;

/** Sound `i` of a row: each kind in turn. Mono at 44.1 kHz, peak .8. */
export function otherSound(random: Random, i: number): Float32Array {
  return normalised(KINDS[i % KINDS.length](random));
}

const KINDS: ((random: Random) => Float32Array)[] = [
  // Hat.
  (random) => {
    const x = noise(random, random.between(0.05, 0.4), random.between(0.01, 0.09));
    return through(x, 'highPass', random.between(4000, 8000), 0.8);
  },
  // Clap: bursts, then a tail.
  (random) => {
    const x = new Float32Array(Math.round(0.35 * RATE));
    for (const at of [0, 0.011, 0.021, 0.03]) {
      const burst = noise(random, 0.3, at === 0.03 ? 0.06 : 0.004);
      burst.forEach((v, n) => { if (n + Math.round(at * RATE) < x.length) x[n + Math.round(at * RATE)] += v; });
    }
    return through(x, 'bandPass', random.between(900, 1600), 1);
  },
  // Snare: two modes and rattle.
  (random) => {
    const hz = random.between(180, 260);
    const rattle = through(noise(random, 0.35, random.between(0.05, 0.12)), 'highPass', 1500, 0.7);
    return rattle.map((v, n) => 0.5 * v + Math.exp(-n / (0.06 * RATE)) * (sine(hz, n) + 0.6 * sine(1.7 * hz, n)));
  },
  // A tone, held.
  (random) => {
    const hz = random.between(200, 900);
    return Float32Array.from({ length: Math.round(random.between(0.5, 1.5) * RATE) }, (_, n) => sine(hz, n) * Math.min(1, n / 400));
  },
  // Voice-like: a buzz and breath through formants that come and go by syllables.
  (random) => {
    const hz = random.between(160, 240);
    const x = noise(random, 1.2, 100).map((v, n) => 0.2 * v + ((n * hz) % RATE < hz ? 3 : 0));
    const voiced = through(through(through(x, 'bandPass', random.between(500, 800), 3), 'highPass', 150, 0.7), 'highPass', 150, 0.7);
    const pace = random.between(3, 5);
    return voiced.map((v, n) => v * (0.55 - 0.45 * Math.cos((2 * Math.PI * pace * n) / RATE)));
  },
];

function sine(hz: number, n: number): number {
  return Math.sin((2 * Math.PI * hz * n) / RATE);
}

/** Noise that falls to 1/e in `decay` seconds. */
function noise(random: Random, seconds: number, decay: number): Float32Array {
  return random.fillNormal(new Float32Array(Math.round(seconds * RATE))).map((x, n) => x * Math.exp(-n / (decay * RATE)));
}

function through(x: Float32Array, kind: BiquadKind, hz: number, q: number): Float32Array {
  applyBiquad(designBiquad({ kind, hz, q, gainDb: 0 }, RATE), x);
  return x;
}

function normalised(x: Float32Array): Float32Array {
  const peak = x.reduce((most, v) => Math.max(most, Math.abs(v)), 0);
  return x.map((v) => (0.8 * v) / peak);
}
