/**
 * What a procedural kick is made of: a plain description that a family draws and `render.ts`
 * turns into samples. No chance and no audio in here. Times are seconds, frequencies Hz.
 */

import type { BiquadSpec } from '../biquad.ts';
import type { Drive } from '../drive.ts';

export const FAMILIES = ['808', '909', 'acoustic', 'hard', 'short'] as const;
export type Family = (typeof FAMILIES)[number];

/**
 * A pitch sweep: f(t) = end * product of the stages.
 * `exponential`: 1 + depth * exp(-t / time); `linear`: (1 + depth) ** max(0, 1 - t / time), a
 * straight line in octaves.
 */
export interface Sweep {
  readonly end: number;
  readonly stages: readonly { readonly shape: 'exponential' | 'linear'; readonly depth: number; readonly time: number }[];
}

/** Raised-cosine attack, hold, then a sum of level * exp(-(t / tau) ** power). */
export interface Envelope {
  readonly attack: number;
  readonly hold: number;
  readonly decays: readonly { readonly level: number; readonly tau: number; readonly power: number }[];
}

/** A periodic voice: harmonics of one swept phase, optionally frequency-modulated. */
export interface Voice {
  readonly sweep: Sweep;
  readonly envelope: Envelope;
  /** Amplitude of harmonic 1, 2, ...; the k-th fades as exp(-(k - 1) t / harmonicTau). */
  readonly harmonics: readonly number[];
  readonly harmonicTau: number;
  /** Radians at the start. */
  readonly phase: number;
  /** `ratio` is whole, so that what the modulation adds is harmonic and the pitch stays true. */
  readonly fm: { readonly ratio: number; readonly index: number; readonly tau: number } | null;
}

/** An inharmonic partial of a drum: it follows the sweep of the principal voice. */
export interface Mode {
  readonly ratio: number;
  readonly level: number;
  readonly tau: number;
  readonly phase: number;
}

/** The beater or the trigger; several are mixed by `weight`, then calibrated together. */
export interface Click {
  /**
   * `pulse`: a decaying unipolar pulse; `ring`: an impulse through a resonance; `burst`: band-passed
   * noise; `chirp`: a sine falling to `hz` from ten times as high.
   */
  readonly kind: 'pulse' | 'ring' | 'burst' | 'chirp';
  readonly at: number;
  readonly hz: number;
  readonly q: number;
  readonly tau: number;
  readonly weight: number;
}

/** Filtered noise that lasts: skin, wires, breath, hiss. Its energy is `shareDb` re the body's. */
export interface NoiseLayer {
  readonly lowHz: number;
  readonly highHz: number;
  readonly attack: number;
  readonly tau: number;
  readonly shareDb: number;
}

export interface Room {
  readonly early: readonly { readonly delay: number; readonly gain: number }[];
  /** Diffuse tail; `rt` is the time to -60 dB, its energy is `shareDb` re the direct sound. */
  readonly tail: {
    readonly rt: number;
    readonly lowHz: number;
    readonly highHz: number;
    readonly shareDb: number;
    /** The tail swells as 1 - exp(-t / swell): a side-chained rumble where long. */
    readonly swell: number;
  };
}

export interface Plan {
  readonly family: Family;
  /** The first is the principal voice: its phase is the declared pitch. */
  readonly voices: readonly Voice[];
  readonly modes: readonly Mode[];
  readonly clicks: readonly Click[];
  /** Wanted power above 2 kHz over all power in the first 10 ms, dB, before drive and filters. */
  readonly clickDb: number;
  /** The click's peak is held at or below this many times the body's, whatever `clickDb` wants. */
  readonly clickPeak: number;
  readonly noises: readonly NoiseLayer[];
  readonly drive: Drive | null;
  readonly room: Room | null;
  readonly filters: readonly BiquadSpec[];
  readonly compressor: { readonly thresholdDb: number; readonly ratio: number; readonly attack: number; readonly release: number } | null;
  readonly crush: { readonly bits: number; readonly hold: number } | null;
  /** Recording noise, dB re the kick's peak. */
  readonly floor: { readonly db: number; readonly tilt: number } | null;
  /** Where the recording was cut, and how long its fade is. */
  readonly cut: { readonly at: number; readonly fade: number } | null;
}
