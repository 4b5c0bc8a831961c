/**
 * The vocoder's last stage: the network supplies phase, the mel supplies magnitude. The network's
 * audio is analysed, its magnitudes are drawn towards the mel, and a few Griffin-Lim steps make
 * phase and magnitude agree. Plain arithmetic on the CPU, with one reused set of buffers per
 * spec; the network itself is not here.
 */

import { countActiveFrames, createRichardsonLucy, targetRows } from './mel-inversion.ts';
import type { RichardsonLucyStep } from './mel-inversion.ts';
import { createMelBank, fullScalePower } from './mel.ts';
import type { AudioSpec } from './spec.ts';
import { createStft, takePower } from './stft.ts';
import type { Stft } from './stft.ts';

export interface ProjectionOptions {
  /** Steps of the magnitudes towards the mel. */
  readonly richardsonLucy: number;
  /** How far a step trusts the mel: 1 wholly, less for mels blurred by a bottleneck. */
  readonly exponent: number;
  /** Plain Griffin-Lim steps (momentum did harm here). */
  readonly griffinLim: number;
}

/** For mels measured on a sound: full trust (design.md 5.2). */
export const CLEAN: ProjectionOptions = { richardsonLucy: 4, exponent: 1, griffinLim: 4 };
/** The same for a sound that fills the buffer, where each step costs more and gains less. */
export const CLEAN_LONG: ProjectionOptions = { richardsonLucy: 3, exponent: 1, griffinLim: 1 };
/** For mels that came out of a decoder: they are blurred, and full trust makes them audible so. */
export const DECODED: ProjectionOptions = { richardsonLucy: 1, exponent: 0.6, griffinLim: 0 };

/** Analysis hop in mel frames: n_fft / 4 is enough for phase and half the work. */
const STRIDE = 2;
/** Samples over which the gate opens before the onset. */
const RAMP = 8;
/** Share of the buffer from which a clean sound counts as long. */
const LONG_SHARE = 0.75;

interface Plan {
  stft: Stft;
  step: RichardsonLucyStep;
  re: Float64Array;
  im: Float64Array;
  power: Float64Array;
  target: Float64Array;
}

const plans = new WeakMap<AudioSpec, Plan>();

function planFor(spec: AudioSpec): Plan {
  let plan = plans.get(spec);
  if (!plan) {
    const stft = createStft({ nFft: spec.nFft, hop: STRIDE * spec.hop, length: spec.length });
    const cells = stft.frames * stft.bins;
    plan = {
      stft,
      step: createRichardsonLucy(createMelBank(spec), spec),
      re: new Float64Array(cells),
      im: new Float64Array(cells),
      power: new Float64Array(cells),
      target: new Float64Array(stft.frames * spec.mels),
    };
    plans.set(spec, plan);
  }
  return plan;
}

/** `CLEAN` or, where the mel is active for most of the buffer, `CLEAN_LONG`. */
export function cleanPreset(mel: Float32Array, spec: AudioSpec): ProjectionOptions {
  return countActiveFrames(mel, spec) > LONG_SHARE * spec.frames ? CLEAN_LONG : CLEAN;
}

/** Silence before the onset, opened by a linear ramp of 8 samples that reaches 1 on it; in place. */
export function gateAtOnset(x: Float32Array, spec: AudioSpec): void {
  const start = Math.max(0, spec.onset - RAMP);
  x.fill(0, 0, start);
  for (let i = start; i < spec.onset; i++) x[i] *= (i - (spec.onset - RAMP)) / RAMP;
}

/**
 * The sound with the phase of `y` and the magnitudes of `mel`.
 * `y`: the network's audio, spec.length samples. `mel`: normalised log-mel [mels][frames].
 * Returns spec.length samples: zero up to spec.onset - 8, faded out along one analysis window
 * after the last active frame, all zero where the mel is silent.
 */
export function project(
  y: Float32Array,
  mel: Float32Array,
  spec: AudioSpec,
  options: ProjectionOptions,
): Float32Array {
  const { stft, step, re, im, power, target } = planFor(spec);
  const { bins } = stft;
  const out = new Float32Array(spec.length);
  const count = countActiveFrames(mel, spec, STRIDE);
  targetRows(mel, spec, STRIDE, count, target);
  stft.forward(y, re, im, count);
  // 120 dB under full scale: lets a bin that the network left empty grow.
  const least = fullScalePower(spec.nFft) * 1e-12;
  const cells = count * bins;
  for (let i = 0; i < cells; i++) power[i] = re[i] * re[i] + im[i] * im[i] + least;
  for (let t = 0; t < count; t++) {
    for (let n = 0; n < options.richardsonLucy; n++) {
      step(target, t * spec.mels, power, t * bins, options.exponent);
    }
  }
  for (let n = 0; ; n++) {
    takePower(power, re, im, cells);
    stft.inverse(re, im, out, count);
    gateAtOnset(out, spec);
    if (n === options.griffinLim) return out;
    stft.forward(out, re, im, count);
  }
}
