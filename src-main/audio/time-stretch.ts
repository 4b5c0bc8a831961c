/**
 * Time-stretching for one-shots with a low fundamental, in the time domain: the waveform is
 * copied as it is, and now and then the reading position jumps by whole periods under a
 * cross-fade (after WSOLA: Verhelst & Roelands, ICASSP 1993). No phase vocoder: its windows
 * smear the sweep of a kick. The envelope is divided out first and put back stretched, so that
 * the level falls smoothly although the samples are copied.
 */

import { applyBiquad, designBiquad } from './biquad.ts';

/** Seconds. Positions are weighed this often. */
const STEP = 0.006;
/** How far a jump may land from where the stretch wants to read: a period of 23 Hz either way. */
const REACH = 0.022;
/** What is compared on either side of a jump. */
const COMPARED = 0.03;
const CROSSFADE = 0.01;
/** Cost, in correlation, of landing one `COST_AT` away from where the stretch wants to read. */
const COST = 0.05;
const COST_AT = 0.01;
/** Envelope smoothing; longer than a period would blur the punch, shorter would flatten the wave. */
const ENVELOPE = 0.012;
/** Coarse search on every eighth sample, below 900 Hz. */
const COARSE = 8;
const COARSE_HZ = 900;
/** The last choice is made on every sample position, but compares every fourth sample. */
const FINE_STRIDE = 4;

/**
 * Stretches what follows sample `from` by `ratio` (2 is twice as long), keeping pitch; samples
 * before `from` keep their places. The result has the input's length (cut, or followed by zeros).
 */
export function timeStretch(x: Float32Array, ratio: number, from: number, sampleRate: number): Float32Array {
  const envelope = smoothEnvelope(x, sampleRate);
  const flat = new Float64Array(x.length);
  for (let n = 0; n < x.length; n++) flat[n] = x[n] / envelope[n];
  const coarse = flat.slice();
  for (const q of [0.541, 1.307]) applyBiquad(designBiquad({ kind: 'lowPass', hz: COARSE_HZ, q, gainDb: 0 }, sampleRate), coarse);

  const out = new Float32Array(x.length);
  const step = Math.round(STEP * sampleRate);
  const fade = Math.round(CROSSFADE * sampleRate);
  let offset = 0;
  let n = from;
  let jumpFrom = 0;
  let jumpUntil = -1;
  let likeness = 1;
  const copy = (until: number): void => {
    for (; n < until; n++) {
      let value = at(flat, n + offset);
      if (n < jumpUntil) {
        const into = 1 - (jumpUntil - n) / fade;
        const away = 1 - into;
        // Equal power for what is unlike, equal amplitude for what is alike.
        const norm = Math.sqrt(into * into + away * away + 2 * likeness * into * away);
        value = (into * value + away * at(flat, n + jumpFrom)) / norm;
      }
      const read = from + (n - from) / ratio;
      const whole = Math.min(x.length - 2, Math.floor(read));
      const level = envelope[whole] + (read - whole) * (envelope[whole + 1] - envelope[whole]);
      out[n] = read > x.length - 1 ? 0 : value * level;
    }
  };
  out.set(x.subarray(0, from));
  while (n < x.length) {
    if (n >= jumpUntil && n > from) {
      const wanted = Math.round(from + (n - from) / ratio);
      const landing = findLanding(flat, coarse, n + offset, wanted, sampleRate);
      if (landing.at !== n + offset) {
        jumpFrom = offset;
        jumpUntil = n + fade;
        likeness = Math.max(0, landing.likeness);
        offset = landing.at - n;
      }
    }
    copy(Math.min(x.length, n + step));
  }
  return out;
}

function at(x: Float64Array, n: number): number {
  return n >= 0 && n < x.length ? x[n] : 0;
}

/** RMS through a one-pole run forwards and back over the power, held above -80 dB of its peak. */
function smoothEnvelope(x: Float32Array, sampleRate: number): Float64Array {
  const out = new Float64Array(x.length);
  const blend = 1 - Math.exp(-1 / (ENVELOPE * sampleRate));
  let level = 0;
  for (let n = 0; n < x.length; n++) out[n] = level += blend * (x[n] * x[n] - level);
  let peak = 0;
  for (let n = x.length - 1; n >= 0; n--) {
    level += blend * (out[n] - level);
    out[n] = level;
    peak = Math.max(peak, level);
  }
  const floor = Math.max(1e-20, peak * 1e-8);
  for (let n = 0; n < x.length; n++) out[n] = Math.sqrt(Math.max(out[n], floor));
  return out;
}

/** The best place to go on reading: like what would have come next, and near where it should be. */
function findLanding(
  flat: Float64Array,
  coarse: Float64Array,
  natural: number,
  wanted: number,
  sampleRate: number,
): { at: number; likeness: number } {
  const reach = Math.round((REACH * sampleRate) / COARSE) * COARSE;
  const compared = Math.round(COMPARED * sampleRate);
  const unit = COST_AT * sampleRate;
  const cost = (position: number): number => COST * ((position - wanted) / unit) ** 2;
  // Staying is perfect continuity; it costs only its distance, and ends where the reach does.
  let best = Math.abs(natural - wanted) <= reach ? natural : wanted;
  let bestScore = best === natural ? 1 - cost(natural) : -Infinity;
  for (let position = wanted - reach; position <= wanted + reach; position += COARSE) {
    const bound = 1 - cost(position);
    if (bound <= bestScore || position < 0 || Math.abs(position - natural) < COARSE * 4) continue;
    const score = similarity(coarse, natural, position, compared, COARSE) - cost(position);
    if (score > bestScore) {
      bestScore = score;
      best = position;
    }
  }
  if (best === natural) return { at: natural, likeness: 1 };
  // The cost chose the period; within it, only likeness counts, or low notes would be detuned.
  let likeness = similarity(coarse, natural, best, compared, COARSE);
  for (const step of [COARSE, -COARSE]) {
    for (;;) {
      const next = similarity(coarse, natural, best + step, compared, COARSE);
      if (next <= likeness || Math.abs(best + step - wanted) > 2 * reach) break;
      likeness = next;
      best += step;
    }
  }
  likeness = -Infinity;
  const centre = best;
  for (let position = centre - COARSE; position <= centre + COARSE; position++) {
    const value = similarity(flat, natural, position, compared, FINE_STRIDE);
    if (value > likeness) {
      likeness = value;
      best = position;
    }
  }
  return { at: best, likeness };
}

/** Normalised correlation of `count` samples from `a` and from `b`, every `stride`-th. */
function similarity(x: Float64Array, a: number, b: number, count: number, stride: number): number {
  let ab = 0;
  let aa = 1e-20;
  let bb = 1e-20;
  for (let i = 0; i < count; i += stride) {
    const p = at(x, a + i);
    const q = at(x, b + i);
    ab += p * q;
    aa += p * p;
    bb += q * q;
  }
  return ab / Math.sqrt(aa * bb);
}
