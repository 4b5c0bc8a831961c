/**
 * A kick as the 27 numbers in which generated and real ones are compared. They are of the sound
 * alone: both are prepared and tracked alike, and nothing is taken from the network.
 */

import { decaySpan, describe } from '../../src-main/audio/descriptors.ts';
import { createRealFft } from '../../src-main/audio/fft.ts';
import { findOnset } from '../../src-main/audio/onset.ts';
import type { Prepared } from '../../src-main/audio/prepare.ts';
import { pitchGridSamples, type AudioSpec } from '../../src-main/audio/spec.ts';
import { transformDescriptors } from '../../src-main/latent/axes.ts';

const BANDS = ['low', 'middle', 'high'] as const;
const COEFFICIENTS = 6;

/**
 * Names of `kickNumbers`, in its order. The note f0 of design.md 3 is the pitch of the tail, so it
 * stands here once: 4 descriptors, 2 figures more, 3 pitches, 3 times 6 coefficients.
 */
export const KICK_NUMBERS: readonly string[] = [
  'decay, ln ms', 'centroid, ln Hz', 'sub share, dB', 'click, dB',
  'decay to -10 dB, ln ms', 'power above 2 kHz, dB',
  'pitch 5-20 ms, octaves', 'pitch 20-120 ms, octaves', 'pitch of the tail (note), octaves',
  ...BANDS.flatMap((band) => Array.from({ length: COEFFICIENTS }, (_, i) => `${band} mels, DCT ${String(i)}`)),
];

const SHORT_DECAY_DB = 10;
const HIGH_HZ = 2000;
/** Under this share, -60 dB, what is above 2 kHz is not heard and would only stretch the axis. */
const LEAST_SHARE = 1e-6;
/** ln ms of a decay held at or above 1 ms. */
const LEAST_MS = 1;
const START_SECONDS = [0.005, 0.02] as const;
const BODY_SECONDS = [0.02, 0.12] as const;
/** As the note (design.md 3); a sound that is over by then is read over the next 20 ms, where its track holds its last pitch. */
const TAIL_FROM_SECONDS = 0.06;
const TAIL_AT_LEAST_SECONDS = 0.02;

/**
 * The numbers of a prepared kick, KICK_NUMBERS' order:
 * - the four descriptors in the units the sliders work in (`transformDescriptors`);
 * - ln ms from the smoothed energy's maximum to the last moment within 10 dB of it;
 * - power above 2 kHz over all power, of one transform of the whole sound, in dB;
 * - mean pitch, octaves above spec.pitchReference, weighted by energy and voicing: 5-20 ms and
 *   20-120 ms after the onset, and from 60 ms to -30 dB, which is the note;
 * - DCT-II coefficients 0-5 over the 256 frames of the mel image's mean over its lowest, middle
 *   and highest third of rows (0-1.4, 1.4-5.6, 5.6-22 kHz for kicks): each band's envelope.
 */
export function kickNumbers({ samples, features }: Prepared, spec: AudioSpec): number[] {
  const { sampleRate } = spec;
  const onset = findOnset(samples) ?? spec.onset;
  const short = decaySpan(samples, onset, sampleRate, SHORT_DECAY_DB);
  const { end } = decaySpan(samples, onset, sampleRate);
  const pitch = (from: number, to: number): number => pitchBetween({ samples, features, spec }, onset + from * sampleRate, onset + to * sampleRate);
  const tailEnd = Math.max((end - onset) / sampleRate, TAIL_FROM_SECONDS + TAIL_AT_LEAST_SECONDS);
  return [
    ...transformDescriptors(describe(samples, sampleRate)),
    Math.log(Math.max(LEAST_MS, ((short.end - short.peak) / sampleRate) * 1000)),
    10 * Math.log10(Math.max(LEAST_SHARE, shareAbove(samples, HIGH_HZ, sampleRate))),
    pitch(...START_SECONDS),
    pitch(...BODY_SECONDS),
    pitch(TAIL_FROM_SECONDS, tailEnd),
    ...bandEnvelopes(features.mel, spec).flatMap((envelope) => dct(envelope, COEFFICIENTS)),
  ];
}

/** First `count` coefficients of the orthonormal DCT-II: c_k = s_k sum x_n cos(pi k (2n + 1) / 2N), s_0 = sqrt(1/N), else sqrt(2/N). */
export function dct(x: ArrayLike<number>, count: number): number[] {
  return Array.from({ length: count }, (_, k) => {
    let sum = 0;
    for (let n = 0; n < x.length; n++) sum += x[n] * Math.cos((Math.PI * k * (2 * n + 1)) / (2 * x.length));
    return sum * Math.sqrt((k === 0 ? 1 : 2) / x.length);
  });
}

/** Power of `samples` above `hz` over all of it. */
function shareAbove(samples: Float32Array, hz: number, sampleRate: number): number {
  const size = 2 ** Math.ceil(Math.log2(samples.length));
  const fft = createRealFft(size);
  const padded = new Float64Array(size);
  padded.set(samples);
  const re = new Float64Array(fft.bins);
  const im = new Float64Array(fft.bins);
  fft.forward(padded, re, im);
  let all = 0;
  let high = 0;
  for (let k = 0; k < fft.bins; k++) {
    const power = re[k] * re[k] + im[k] * im[k];
    all += power;
    if ((k * sampleRate) / size > hz) high += power;
  }
  return all === 0 ? 0 : high / all;
}

/** So that a stretch without a voiced moment is read at all: by its track as it is held there. */
const LEAST_WEIGHT = 1e-6;

function pitchBetween({ samples, features, spec }: Pick<Prepared, 'samples' | 'features'> & { spec: AudioSpec }, from: number, to: number): number {
  const grid = pitchGridSamples(spec);
  let octaves = 0;
  let weights = 0;
  for (let i = 0; i < grid.length; i++) {
    if (grid[i] < from || grid[i] > to) continue;
    const stop = i + 1 < grid.length ? grid[i + 1] : samples.length;
    let energy = 0;
    for (let n = grid[i]; n < stop; n++) energy += samples[n] * samples[n];
    const weight = energy * features.voicing[i] + LEAST_WEIGHT;
    octaves += weight * features.pitch[i];
    weights += weight;
  }
  return octaves / weights;
}

/** Mean of each third of the rows of a mel image, along the frames. */
function bandEnvelopes(mel: Float32Array, { mels, frames }: AudioSpec): Float64Array[] {
  return BANDS.map((_, b) => {
    const first = Math.round((b * mels) / BANDS.length);
    const end = Math.round(((b + 1) * mels) / BANDS.length);
    const envelope = new Float64Array(frames);
    for (let j = first; j < end; j++) {
      for (let t = 0; t < frames; t++) envelope[t] += mel[j * frames + t] / (end - first);
    }
    return envelope;
  });
}
