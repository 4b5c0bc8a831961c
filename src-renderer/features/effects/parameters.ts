/** The numbers of an effect's parameter: its place on a slider, and as it is read and typed. Pure. */

import type { EffectUnit, NumberParameter } from '../../../src-preload/contract/effects.ts';
import type { Figure } from '../../session/figures.ts';

const MINUS = '\u2212';

/** Decimals beyond those shown that a value keeps, so that the finest step of a slider is one. */
const HIDDEN_DIGITS = 2;

/** 0 to 1 on the parameter's slider. */
export function positionOf({ min, max, scale }: NumberParameter, value: number): number {
  return scale === 'log' ? Math.log(value / min) / Math.log(max / min) : (value - min) / (max - min);
}

/** The value at a place, 0 to 1, of the parameter's slider. */
export function valueAt({ min, max, scale, digits }: NumberParameter, position: number): number {
  const value = scale === 'log' ? min * (max / min) ** position : min + (max - min) * position;
  return Math.min(max, Math.max(min, Number(value.toFixed(digits + HIDDEN_DIGITS))));
}

/** `-15.0` and `dBFS`, `1.90` and `kHz`. */
export function figureOf({ unit, digits }: NumberParameter, value: number): Figure {
  if (unit === 'Hz' && value >= 1000) return { number: (value / 1000).toFixed(2), unit: 'kHz' };
  // What rounds to zero has no sign.
  const number = value.toFixed(digits).replace(/^-(?=[0.]*$)/, '').replace('-', MINUS);
  return { number, unit };
}

/** What may stand behind a number that is typed, and what it multiplies it by. */
const SUFFIXES: Record<EffectUnit, Readonly<Partial<Record<string, number>>>> = {
  dB: { db: 1 },
  dBFS: { db: 1, dbfs: 1 },
  dBTP: { db: 1, dbtp: 1 },
  LUFS: { db: 1, lufs: 1 },
  ms: { ms: 1, s: 1000 },
  Hz: { hz: 1, k: 1000, khz: 1000 },
  '%': { '%': 1 },
  '°': { '°': 1, deg: 1 },
  ':1': { ':1': 1 },
};

/** What was typed, in the parameter's unit and range: `-15`, `1.9k`, `0.3 s`. @returns null when it means no value. */
export function readValue({ unit, min, max }: NumberParameter, text: string): number | null {
  const match = /^([-+]?(?:\d+(?:[.,]\d*)?|[.,]\d+))\s*(.*)$/.exec(text.trim().toLowerCase().replace(MINUS, '-'));
  if (match === null) return null;
  const factor = match[2] === '' ? 1 : SUFFIXES[unit][match[2]];
  if (factor === undefined) return null;
  return Math.min(max, Math.max(min, factor * Number(match[1].replace(',', '.'))));
}
