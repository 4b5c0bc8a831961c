/**
 * A decoded sound made ready for the networks, as design.md 3 lists it: mono, no DC, the spec's
 * rate, onset in its place, cut tails faded, level, polarity, features. What was changed is kept,
 * so that a resynthesis can be put back where the sound was. Nothing is clipped or compressed.
 */

import { KicklabError } from '../../src-preload/contract/errors.ts';
import { estimateDc } from './dc.ts';
import { PEAK_DBFS, peakOf, TARGET_LUFS } from './level.ts';
import { integratedLoudness } from './loudness.ts';
import { logMel } from './mel.ts';
import { toMono } from './mono.ts';
import type { Mono } from './mono.ts';
import { findOnset } from './onset.ts';
import { trackPitch } from './pitch-track.ts';
import type { PhasedTrack } from './pitch-track.ts';
import type { RawAudio } from './raw-audio.ts';
import { resample } from './resample.ts';
import type { AudioSpec, Features } from './spec.ts';

/** Where the source lay: source = polarity * prepared / gain, its onset at `onsetSample`. */
export interface Placement {
  /** What the source was raised by. */
  gainDb: number;
  /** -1 where the source was turned over. */
  polarity: 1 | -1;
  /** Onset in the source, in samples at the spec's rate. */
  onsetSample: number;
}

export interface Prepared {
  /** `spec.length` samples, the onset at `spec.onset`. */
  samples: Float32Array;
  /** Those that `extractFeatures(samples)` gives. */
  features: Features;
  placement: Placement;
  notes: {
    mono: Mono['method'];
    /** Offset that was taken out, full scale = 1. */
    dc: number;
    /** The sound ended above -40 dB of its peak, in the source or at the end of the buffer. */
    tailFaded: boolean;
    /** The sound was longer than the buffer. */
    cropped: boolean;
  };
}

const MIN_MS = 5;
/** -60 dBFS. */
const SILENT_PEAK = 1e-3;
/** A tail that ends above this was cut (one kick in five). */
const CUT_TAIL_DB = -40;
/** What lies this far below the peak behind a sound is padding, not tail. */
const PADDING_DB = -80;
const END_SECONDS = 0.01;
/** A cut tail fades over this, but over no more than a quarter of the sound; any other over 5 ms. */
const CUT_FADE_SECONDS = 0.06;
const END_FADE_SECONDS = 0.005;
const POLARITY_SECONDS = 0.08;

/**
 * Prepares `audio` for a model of `spec`.
 * @throws KicklabError AUDIO_EMPTY, AUDIO_NOT_FINITE, AUDIO_SILENT (peak below -60 dBFS),
 *   AUDIO_TOO_SHORT (less than 5 ms from the onset on).
 */
export function prepare(audio: RawAudio, spec: AudioSpec): Prepared {
  const { file } = audio;
  if (audio.channels.length === 0 || audio.channels[0].length === 0) throw new KicklabError('AUDIO_EMPTY', { file });
  for (const channel of audio.channels) {
    const index = channel.findIndex((x) => !Number.isFinite(x));
    if (index >= 0) throw new KicklabError('AUDIO_NOT_FINITE', { file, index });
  }
  const mono = toMono(audio.channels);
  // Before resampling: silence is assumed around the sound there, and a step from it to an
  // offset would ring.
  const dc = estimateDc(mono.samples, audio.sampleRate);
  const source = resample(
    mono.samples.map((x) => x - dc),
    audio.sampleRate,
    spec.sampleRate,
  );
  const onset = findOnset(source);
  if (onset === undefined || peakOf(source) < SILENT_PEAK) throw new KicklabError('AUDIO_SILENT', { file });
  const ms = ((source.length - onset) / spec.sampleRate) * 1000;
  if (ms < MIN_MS) throw new KicklabError('AUDIO_TOO_SHORT', { file, ms, minMs: MIN_MS });

  // Pre-onset sound stays as it is: fading it in would blunt the hard starts of 38 % of all kicks.
  const samples = new Float32Array(spec.length);
  const skipped = onset - spec.onset;
  samples.set(source.subarray(Math.max(0, skipped), skipped + spec.length), Math.max(0, -skipped));
  const cropped = source.length - skipped > spec.length;
  const tailFaded = fadeEnd(samples, Math.min(spec.length, source.length - skipped), spec);

  const gainDb = Math.min(
    TARGET_LUFS - integratedLoudness([samples], spec.sampleRate),
    PEAK_DBFS - 20 * Math.log10(peakOf(samples)),
  );
  const gain = 10 ** (gainDb / 20);
  for (let n = 0; n < samples.length; n++) samples[n] *= gain;
  // Level and fades do not care for the sign, so polarity can come last, when the track that
  // decides it (and that is blind to it) is the final one.
  const track = trackPitch(samples, spec);
  const polarity = polarityOf(samples, track, spec.sampleRate);
  // Adding 0 turns -0 into 0, so that a kick and its negative give the same bytes.
  for (let n = 0; n < samples.length; n++) samples[n] = samples[n] * polarity + 0;
  return {
    samples,
    features: { mel: logMel(samples, spec), pitch: track.pitch, voicing: track.voicing },
    placement: { gainDb, polarity, onsetSample: onset },
    notes: { mono: mono.method, dc, tailFaded, cropped },
  };
}

/** Fades out what ends at `end`; true where that was a cut tail. */
function fadeEnd(samples: Float32Array, end: number, spec: AudioSpec): boolean {
  const peak = peakOf(samples);
  const padding = peak * 10 ** (PADDING_DB / 20);
  let last = end;
  while (last > spec.onset + 1 && Math.abs(samples[last - 1]) < padding) last--;
  const tail = samples.subarray(Math.max(spec.onset, last - Math.round(END_SECONDS * spec.sampleRate)), last);
  const cut = peakOf(tail) > peak * 10 ** (CUT_TAIL_DB / 20);
  const seconds = Math.min(cut ? CUT_FADE_SECONDS : END_FADE_SECONDS, (last - spec.onset) / spec.sampleRate / 4);
  const length = Math.round(seconds * spec.sampleRate);
  for (let n = 0; n < length; n++) {
    samples[last - length + n] *= 0.5 + 0.5 * Math.cos((Math.PI * (n + 1)) / length);
  }
  samples.fill(0, last);
  return cut;
}

/**
 * Sign of <x, sin phi> over the first 80 ms, phi the tracked phase from the onset: +1 for a kick
 * that pushes first. Looking at the first lobe gets 9 % wrong (clicks, noise).
 */
function polarityOf(samples: Float32Array, track: PhasedTrack, sampleRate: number): 1 | -1 {
  const { phase, phaseFrom, phaseStep } = track;
  const length = Math.min(phase.length - 1, Math.floor((POLARITY_SECONDS * sampleRate) / phaseStep));
  let dot = 0;
  for (let k = 0; k < length; k++) {
    for (let i = 0; i < phaseStep; i++) {
      const cycles = phase[k] + (i / phaseStep) * (phase[k + 1] - phase[k]);
      dot += samples[phaseFrom + k * phaseStep + i] * Math.sin(2 * Math.PI * cycles);
    }
  }
  return dot < 0 ? -1 : 1;
}
