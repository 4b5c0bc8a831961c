/** A small room: sparse early reflections and a feedback delay network for the diffuse tail. */

import type { Random } from '../../base/random.ts';
import { applyBiquad, designBiquad } from '../biquad.ts';
import type { Room } from './plan.ts';
import { energy } from './transient.ts';

/** Samples at 44.1 kHz; mutually prime, 7 to 43 ms. */
const DELAYS = [317, 479, 673, 887, 1103, 1361, 1619, 1907] as const;

/** Adds the room's answer to `x` in place. The network mixes by a Householder matrix (Jot, 1991). */
export function addRoom(room: Room, random: Random, sampleRate: number, x: Float64Array): void {
  const wet = diffuse(room, random, sampleRate, x);
  const direct = energy(x);
  const scale = Math.sqrt((direct * 10 ** (room.tail.shareDb / 10)) / (energy(wet) + 1e-30));
  const dry = room.early.length > 0 ? x.slice() : x;
  for (const { delay, gain } of room.early) {
    const shift = Math.round(delay * sampleRate);
    for (let n = shift; n < x.length; n++) x[n] += gain * dry[n - shift];
  }
  for (let n = 0; n < x.length; n++) x[n] += scale * wet[n];
}

function diffuse(room: Room, random: Random, sampleRate: number, x: Float64Array): Float64Array {
  const { rt, lowHz, highHz, swell } = room.tail;
  const count = DELAYS.length;
  const stretch = random.between(0.75, 1.3);
  const lengths = DELAYS.map((d) => Math.round(d * stretch));
  const lines = lengths.map((d) => new Float64Array(d));
  const at = new Int32Array(count);
  const gains = lengths.map((d) => 10 ** ((-3 * d) / (rt * sampleRate)));
  const signs = lengths.map(() => (random.uniform() < 0.5 ? -1 : 1));
  const damp = new Float64Array(count);
  // Air and walls: the loop loses treble, so that the tail darkens as it decays.
  const pole = Math.exp((-2 * Math.PI * Math.max(600, highHz)) / sampleRate);
  const taps = new Float64Array(count);
  const out = new Float64Array(x.length);
  const rise = 1 - Math.exp(-1 / (swell * sampleRate));
  let swelled = 0;
  for (let n = 0; n < x.length; n++) {
    let sum = 0;
    let mix = 0;
    for (let i = 0; i < count; i++) {
      const read = lines[i][at[i]] * gains[i];
      damp[i] = read + pole * (damp[i] - read);
      taps[i] = damp[i];
      sum += damp[i];
      mix += signs[i] * damp[i];
    }
    const back = (2 / count) * sum;
    for (let i = 0; i < count; i++) {
      lines[i][at[i]] = taps[i] - back + x[n];
      at[i] = at[i] + 1 === lengths[i] ? 0 : at[i] + 1;
    }
    swelled += rise * (1 - swelled);
    out[n] = mix * swelled;
  }
  applyBiquad(designBiquad({ kind: 'highPass', hz: lowHz, q: 0.6, gainDb: 0 }, sampleRate), out);
  applyBiquad(designBiquad({ kind: 'lowPass', hz: highHz, q: 0.6, gainDb: 0 }, sampleRate), out);
  return out;
}
