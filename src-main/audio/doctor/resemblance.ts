/**
 * Whether two sounds are one: at another level, turned over, with silence before it, at another
 * rate, in a lossy format, or through an equaliser. `likenessOf` (copies.ts) compares samples, and
 * an equaliser is more than it forgives; here each band is compared by itself.
 */

import { heartOf } from '../copies.ts';
import { createRealFft } from '../fft.ts';
import type { RawAudio } from '../raw-audio.ts';
import { offsetOf } from './offset.ts';

export interface Resemblance {
  /** How far they are one in each band, whatever an equaliser did: 0 to 1. */
  alike: number;
  /** The correlation of their samples, 0 to 1. */
  correlation: number;
  /** Whether one is the other turned over; says nothing of sounds that are not alike. */
  inverted: boolean;
}

/**
 * Measured on 140 real kicks: hits of one drum in a row are alike by .990 at most (and one accent on
 * an old drum machine, which is the same sound turned up, by .995); through shelves and peaks of
 * 4 dB a sound is itself by .993, as MP3 of 128 kbit/s by .997. Ogg Vorbis of quality 4 falls to
 * .986, but correlates by .998 still, which no two hits do.
 */
const COPY = { alike: 0.992, correlation: 0.998 };
/** So far hits of one drum are alike that lie next to each other in force; two kicks that are not of one drum never are. */
const SIBLING_ALIKE = 0.9;

export function isCopy({ alike, correlation }: Resemblance): boolean {
  return alike >= COPY.alike || correlation >= COPY.correlation;
}

export function isSibling({ alike }: Resemblance): boolean {
  return alike >= SIBLING_ALIKE;
}

/** Octaves from 20 Hz to 10 kHz: higher ones do not outlive a lossy format. */
const EDGES_HZ = [20, 40, 80, 160, 320, 640, 1280, 2560, 5120, 10_240];
/** A band this far below the strongest says nothing; between, it counts the more the louder it is. */
const RANGE_DB = 45;
const MAX_LAG_SECONDS = 0.02;
const RATE = 22_050;
/** What is compared: a kick and the most of its tail. */
const SECONDS = 1.2;

/** The spectrum of a sound's first 1.2 s from its onset, to be compared with others. */
export interface Heart {
  re: Float64Array;
  im: Float64Array;
}

const SIZE = 2 ** 15;
const fft = createRealFft(SIZE);

/** @param audio At any rate, one channel or more. */
export function spectrumOf(audio: RawAudio): Heart {
  const signal = new Float64Array(SIZE);
  const channels = audio.channels.map((channel) => {
    const offset = offsetOf(channel, audio.sampleRate);
    return channel.map((x) => x - offset);
  });
  signal.set(heartOf({ ...audio, channels }, RATE, SECONDS));
  const re = new Float64Array(fft.bins);
  const im = new Float64Array(fft.bins);
  fft.forward(signal, re, im);
  return { re, im };
}

/**
 * The magnitude of the correlation in each band, averaged over the bands by their level in dB:
 * within a band an equaliser is a gain and a phase, which a complex correlation does not see. Hits
 * of one drum differ in their noise, which takes part in the upper bands as the body does in the
 * lower.
 */
export function resemblanceOf(a: Heart, b: Heart): Resemblance {
  const weights = weightsOf(a, b);
  const re = new Float64Array(fft.bins);
  const im = new Float64Array(fft.bins);
  weights.forEach(({ from, to, weight, power }) => {
    const scale = weight > 0 ? weight / power : 0;
    for (let k = from; k < to; k++) {
      re[k] = scale * (a.re[k] * b.re[k] + a.im[k] * b.im[k]);
      im[k] = scale * (a.re[k] * b.im[k] - a.im[k] * b.re[k]);
    }
  });
  const lag = lagOf(re, im);
  let alike = 0;
  let dot = 0;
  for (const { from, to, weight, power } of weights) {
    let [x, y] = [0, 0];
    for (let k = from; k < to; k++) {
      const angle = (2 * Math.PI * k * lag) / SIZE;
      const [c, s] = [Math.cos(angle), Math.sin(angle)];
      x += re[k] * c - im[k] * s;
      y += re[k] * s + im[k] * c;
    }
    alike += Math.hypot(x, y);
    if (weight > 0) dot += (x * power) / weight;
  }
  const all = weights.reduce((sum, { weight }) => sum + weight, 0);
  const powers = powerOf(a, 0, fft.bins) * powerOf(b, 0, fft.bins);
  return { alike: all > 0 ? alike / all : 0, correlation: powers > 0 ? Math.abs(dot) / Math.sqrt(powers) : 0, inverted: dot < 0 };
}

/** Of each band: its bins, how much it says (1 for the strongest, down to 0), and the geometric mean of both powers in it. */
function weightsOf(a: Heart, b: Heart): { from: number; to: number; weight: number; power: number }[] {
  const bands = EDGES_HZ.slice(1).map((hz, i) => {
    const [from, to] = [binOf(EDGES_HZ[i]), binOf(hz)];
    return { from, to, power: Math.sqrt(powerOf(a, from, to) * powerOf(b, from, to)) };
  });
  const strongest = Math.max(...bands.map(({ power }) => power));
  return bands.map((band) => ({ ...band, weight: strongest > 0 ? Math.max(0, 1 + (10 * Math.log10(band.power / strongest)) / RANGE_DB) : 0 }));
}

function powerOf({ re, im }: Heart, from: number, to: number): number {
  let sum = 0;
  for (let k = from; k < to; k++) sum += re[k] ** 2 + im[k] ** 2;
  return sum;
}

function binOf(hz: number): number {
  return Math.round((hz * SIZE) / RATE);
}

/** By how many samples the second sound comes later, where the two correlate best. */
function lagOf(re: Float64Array, im: Float64Array): number {
  const correlation = new Float64Array(SIZE);
  fft.inverse(re, im, correlation);
  const most = Math.round(MAX_LAG_SECONDS * RATE);
  let best = 0;
  for (let lag = -most; lag <= most; lag++) {
    if (Math.abs(correlation[(lag + SIZE) % SIZE]) > Math.abs(correlation[(best + SIZE) % SIZE])) best = lag;
  }
  return best;
}
