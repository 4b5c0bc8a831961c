/**
 * One part of a kick exchanged for another's, on features: its transient, its tail, its pitch
 * curve, its tone. Log-mels and f0 tracks are mixed, never waveforms, whose phases would cancel.
 * Features in, features out; what a model makes of them is not known here.
 */

import { melToPower } from './mel.ts';
import { pitchGridSamples, type AudioSpec, type Features } from './spec.ts';
import { bendFeatures } from './tune.ts';

/** The transient is whole for this long after the onset, and over after as long again. */
const TRANSIENT_SECONDS = 0.015;
const TRANSIENT_FADE_SECONDS = 0.02;
/** The tail begins here after the onset, and is alone after the fade. */
const TAIL_SECONDS = 0.06;
const TAIL_FADE_SECONDS = 0.08;
/** Voicing from which a pitch counts in full. */
const VOICED = 0.5;
/** Frames this far under the loudest say nothing of the tone, nor do they take another. */
const TONE_DB = 40;
/** Rows to either side over which an envelope is averaged: wider than a harmonic, narrower than a formant. */
const ENVELOPE_ROWS = 3;
/** Most that the tone of a row is raised or lowered, dB. */
const MOST_TONE_DB = 30;

/** How much of the other kick is heard so many seconds after the onset, 0 to 1. */
type Share = (seconds: number) => number;

/** From 1 to 0 between two moments, by half a cosine. */
const falls = (from: number, over: number): Share => (seconds) => {
  const along = Math.min(1, Math.max(0, (seconds - from) / over));
  return 0.5 + 0.5 * Math.cos(Math.PI * along);
};

const inTransient = falls(TRANSIENT_SECONDS, TRANSIENT_FADE_SECONDS);
const beforeTail = falls(TAIL_SECONDS, TAIL_FADE_SECONDS);

/**
 * `own` with the first 15 ms of `other`, faded out over the next 20: levels mixed in dB row by
 * row, f0 in octaves, voicing as it is.
 * @param amount 0 is `own` itself, 1 the other's transient whole
 */
export function exchangeTransient(own: Features, other: Features, amount: number, spec: AudioSpec): Features {
  return crossfade(own, other, (seconds) => amount * inTransient(seconds), spec);
}

/** `own` up to 60 ms after the onset, and over the next 80 ms more and more of `other`; mixed as transients are. */
export function exchangeTail(own: Features, other: Features, amount: number, spec: AudioSpec): Features {
  return crossfade(own, other, (seconds) => amount * (1 - beforeTail(seconds)), spec);
}

function crossfade(own: Features, other: Features, share: Share, spec: AudioSpec): Features {
  if (own === other) return own;
  const { frames, hop, onset, sampleRate } = spec;
  const mel = own.mel.slice();
  for (let t = 0; t < frames; t++) {
    const part = share((t * hop - onset) / sampleRate);
    if (part === 0) continue;
    for (let i = t; i < mel.length; i += frames) mel[i] += part * (other.mel[i] - mel[i]);
  }
  const parts = Array.from(pitchGridSamples(spec), (sample) => share((sample - onset) / sampleRate));
  const mix = (a: Float32Array, b: Float32Array): Float32Array => a.map((value, i) => value + parts[i] * (b[i] - value));
  return { mel, pitch: mix(own.pitch, other.pitch), voicing: mix(own.voicing, other.voicing) };
}

/**
 * `own` with its f0 track drawn towards `other`'s, in octaves; the partials in the mel are moved
 * along (`bendFeatures`), so that magnitude and phase agree on where the tone lies. Where the other is not
 * voiced its track says nothing, and `own` keeps its pitch there.
 */
export function exchangePitch(own: Features, other: Features, amount: number, spec: AudioSpec): Features {
  const octaves = own.pitch.map((value, i) => amount * Math.min(1, Math.max(0, other.voicing[i] / VOICED)) * (other.pitch[i] - value));
  return bendFeatures(own, octaves, spec);
}

/**
 * `own` with its spectral envelope drawn towards `other`'s: the mean power of each row over the
 * sound, smoothed over neighbouring rows, against the whole; their difference in dB is added to
 * every frame that sounds. When things happen, and how fast they fade, stays.
 */
export function exchangeTone(own: Features, other: Features, amount: number, spec: AudioSpec): Features {
  const { frames, mels } = spec;
  const from = envelopeDb(own.mel, spec);
  const to = envelopeDb(other.mel, spec);
  const mel = own.mel.slice();
  for (let j = 0; j < mels; j++) {
    const step = (amount * Math.min(MOST_TONE_DB, Math.max(-MOST_TONE_DB, to[j] - from[j]))) / -spec.floorDb;
    for (let i = j * frames; i < (j + 1) * frames; i++) {
      // What is silent stays so.
      if (mel[i] > 0) mel[i] = Math.min(1, Math.max(0, mel[i] + step));
    }
  }
  return { ...own, mel };
}

/** Power of each row over the frames that sound, smoothed over its neighbours, as a share of the whole: dB [mels]. */
function envelopeDb(mel: Float32Array, spec: AudioSpec): Float64Array {
  const { frames, mels } = spec;
  const power = melToPower(mel, spec);
  const energy = new Float64Array(frames);
  for (let i = 0; i < power.length; i++) energy[i % frames] += power[i];
  const least = energy.reduce((a, b) => Math.max(a, b), 0) * 10 ** (-TONE_DB / 10);
  const rows = new Float64Array(mels);
  let all = 0;
  for (let t = 0; t < frames; t++) {
    if (energy[t] < least) continue;
    for (let j = 0; j < mels; j++) rows[j] += power[j * frames + t];
    all += energy[t];
  }
  return rows.map((_, j) => {
    const near = rows.subarray(Math.max(0, j - ENVELOPE_ROWS), j + ENVELOPE_ROWS + 1);
    return 10 * Math.log10(near.reduce((a, b) => a + b, 0) / near.length / all);
  });
}
