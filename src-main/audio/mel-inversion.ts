/**
 * From mel power back to the linear spectrum: multiplicative steps on a power spectrogram towards
 * a target mel. The vocoder's projection takes a few from the network's own magnitudes; the
 * weights-free inversions take many from a flat start. Magnitudes only; phase is elsewhere.
 */

import { fullScalePower } from './mel.ts';
import type { MelBank } from './mel.ts';
import type { AudioSpec } from './spec.ts';

/** A frame is active while its loudest band is above this; a tail under it is inaudible. */
const ACTIVE_DB = -70;
/** Bound on the power gain of one step, either way (30 dB): a band that starts near zero is
 * raised over several steps instead of becoming pure numerical noise at full level. */
export const MOST_GAIN = 1e3;

/**
 * Frames 0..n-1 up to and with the last active one, at every `stride`-th column of the
 * normalised [mels][frames] `mel`. 0 for silence.
 */
export function countActiveFrames(mel: Float32Array, spec: AudioSpec, stride = 1): number {
  const least = 1 - ACTIVE_DB / spec.floorDb;
  for (let n = Math.ceil(spec.frames / stride); n > 0; n--) {
    for (let j = 0; j < spec.mels; j++) {
      if (mel[j * spec.frames + (n - 1) * stride] > least) return n;
    }
  }
  return 0;
}

/**
 * Mel power of the first `count` columns as rows: out[t * mels + j]. A band at the floor gives the
 * floor's power, which the steps below read as "at most this".
 */
export function targetRows(mel: Float32Array, spec: AudioSpec, count: number, out: Float64Array): void {
  const reference = fullScalePower(spec.nFft);
  const perUnit = (-spec.floorDb * Math.LN10) / 10;
  for (let t = 0; t < count; t++) {
    for (let j = 0; j < spec.mels; j++) {
      const value = Math.min(1, Math.max(0, mel[j * spec.frames + t]));
      out[t * spec.mels + j] = reference * Math.exp((value - 1) * perUnit);
    }
  }
}

/** What the denominator of a step's ratio is held above. */
export function leastMelPower(spec: AudioSpec): number {
  return floorPower(spec) * 1e-9;
}

function floorPower(spec: AudioSpec): number {
  return fullScalePower(spec.nFft) * 10 ** (spec.floorDb / 10);
}

/** One multiplicative step on the power row s[at..at+bins) towards the mel row p[pAt..pAt+mels). */
export type RichardsonLucyStep = (
  p: Float64Array,
  pAt: number,
  s: Float64Array,
  at: number,
) => void;

/**
 * Richardson-Lucy deconvolution (Richardson 1972, Lucy 1974; the EM update of non-negative KL
 * regression, Lee & Seung 2001): S *= F^T(P / F S) / F^T 1.
 * A band at the floor only pulls down: the clipped log-mel says "at most -80 dB" there. Each
 * step's gain is held within +/-30 dB.
 */
export function createRichardsonLucy(bank: MelBank, spec: AudioSpec): RichardsonLucyStep {
  const ratio = new Float64Array(bank.mels);
  const floor = floorPower(spec) * (1 + 1e-9);
  const tiny = leastMelPower(spec);
  return (p, pAt, s, at) => {
    bank.apply(s, at, ratio, 0);
    for (let j = 0; j < ratio.length; j++) {
      const target = p[pAt + j];
      const most = target > floor ? MOST_GAIN : 1;
      const exact = target / (ratio[j] + tiny);
      ratio[j] = exact > most ? most : exact < 1 / MOST_GAIN ? 1 / MOST_GAIN : exact;
    }
    bank.scaleByMeanOf(ratio, 0, s, at);
  };
}
