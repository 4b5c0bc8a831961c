/** Renders clicks and noise layers: everything in a kick that has no pitch. */

import type { Random } from '../../base/random.ts';
import { applyBiquad, designBiquad } from '../biquad.ts';
import type { Click, NoiseLayer } from './plan.ts';

const BUTTERWORTH_Q = Math.SQRT1_2;

/** Adds one click, scaled to unit energy times its weight. */
export function addClick(click: Click, random: Random, sampleRate: number, out: Float64Array): void {
  const start = Math.round(click.at * sampleRate);
  const count = Math.min(out.length - start, Math.ceil(click.tau * sampleRate * 9) + 64);
  if (count <= 0) return;
  const x = new Float64Array(count);
  const decay = Math.exp(-1 / (click.tau * sampleRate));
  switch (click.kind) {
    case 'pulse': {
      let level = 1;
      for (let i = 0; i < count; i++, level *= decay) x[i] = level;
      applyBiquad(designBiquad({ kind: 'lowPass', hz: click.hz, q: BUTTERWORTH_Q, gainDb: 0 }, sampleRate), x);
      break;
    }
    case 'ring': {
      // A struck resonator: damped sine, its phase at zero so that it needs no fade.
      const w = (2 * Math.PI * click.hz) / sampleRate;
      let level = 1;
      for (let i = 0; i < count; i++, level *= decay) x[i] = level * Math.sin(w * i);
      break;
    }
    case 'burst': {
      let level = 1;
      for (let i = 0; i < count; i++, level *= decay) x[i] = level * random.normal();
      applyBiquad(designBiquad({ kind: 'bandPass', hz: click.hz, q: click.q, gainDb: 0 }, sampleRate), x);
      break;
    }
    case 'chirp': {
      let phase = 0;
      let level = 1;
      for (let i = 0; i < count; i++, level *= decay) {
        phase += (2 * Math.PI * click.hz * (1 + 9 * level * level)) / sampleRate;
        x[i] = level * Math.sin(phase);
      }
      break;
    }
    default:
      click.kind satisfies never;
  }
  const scale = click.weight / Math.sqrt(energy(x) + 1e-30);
  for (let i = 0; i < count; i++) out[start + i] += scale * x[i];
}

/** Adds one noise layer with the given energy (sum of squares). */
export function addNoise(layer: NoiseLayer, wantedEnergy: number, random: Random, sampleRate: number, out: Float64Array): void {
  const rise = Math.max(1, layer.attack * sampleRate);
  const count = Math.min(out.length, Math.ceil(rise + layer.tau * sampleRate * 10));
  const x = new Float64Array(count);
  const decay = Math.exp(-1 / (layer.tau * sampleRate));
  let level = 1;
  for (let i = 0; i < count; i++) {
    x[i] = level * Math.min(1, i / rise) * random.normal();
    if (i >= rise) level *= decay;
  }
  applyBiquad(designBiquad({ kind: 'highPass', hz: layer.lowHz, q: BUTTERWORTH_Q, gainDb: 0 }, sampleRate), x);
  applyBiquad(designBiquad({ kind: 'lowPass', hz: layer.highHz, q: BUTTERWORTH_Q, gainDb: 0 }, sampleRate), x);
  const scale = Math.sqrt(wantedEnergy / (energy(x) + 1e-30));
  for (let i = 0; i < count; i++) out[i] += scale * x[i];
}

/** Sum of squares. */
export function energy(x: Float64Array): number {
  let sum = 0;
  for (const v of x) sum += v * v;
  return sum;
}

/**
 * The gain at which `click` brings the power above 2 kHz in the first 10 ms of `body + click`
 * to `wantedDb` of all power there (the Click descriptor of design.md 3, cross terms left out).
 * Held so that the click's peak stays within `most` times the body's.
 */
export function clickGain(body: Float64Array, click: Float64Array, wantedDb: number, most: number, sampleRate: number): number {
  const b = headPowers(body, sampleRate);
  const c = headPowers(click, sampleRate);
  const share = 10 ** (wantedDb / 10);
  const lack = share * b.all - b.high;
  const give = c.high - share * c.all;
  let peakBody = 0;
  let peakClick = 1e-9;
  for (const v of body) peakBody = Math.max(peakBody, Math.abs(v));
  for (const v of click) peakClick = Math.max(peakClick, Math.abs(v));
  const bound = (most * peakBody) / peakClick;
  if (lack <= 0) return 0;
  return give <= 0 ? bound : Math.min(bound, Math.sqrt(lack / give));
}

function headPowers(x: Float64Array, sampleRate: number): { all: number; high: number } {
  const count = Math.round(0.01 * sampleRate);
  const head = new Float64Array(count);
  for (let i = 0; i < count; i++) head[i] = x[i] * (0.5 + 0.5 * Math.cos((Math.PI * i) / count));
  const all = energy(head);
  for (const q of [0.541, 1.307]) {
    applyBiquad(designBiquad({ kind: 'highPass', hz: 2000, q, gainDb: 0 }, sampleRate), head);
  }
  return { all, high: energy(head) };
}
