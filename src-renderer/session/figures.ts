/** Figures of a kick as number and unit, and back: what a slider shows, and what is typed into it. */

import type { Descriptors } from '../../src-preload/contract/fields.ts';
import type { SliderName } from '../../src-preload/contract/sliders.ts';
import type { Output } from '../../src-preload/contract/verbs.ts';
import { shareOf } from './share.ts';

export interface Figure {
  number: string;
  unit: string;
}

export type SliderRange = Output<'models', 'info'>['sliders'][SliderName];

/** What the slider of a category is called, before its name. */
export const SHARE_OF = 'Share of ';

const MINUS = '\u2212';
export const DASH = '\u2013';

/** The value of the descriptor that a slider moves, in its own unit (ms, Hz, share, dB). */
export function measuredBy(slider: SliderName, d: Descriptors): number {
  switch (slider) {
    case 'decay':
      return d.decayMs;
    case 'brightness':
      return d.centroidHz;
    case 'subby':
      return d.subShare;
    case 'click':
      return d.clickDb;
  }
}

/** A value of `measuredBy` as it is read. */
export function figureOf(slider: SliderName, value: number): Figure {
  switch (slider) {
    case 'decay':
      return milliseconds(value);
    case 'brightness':
      return value < 1000 ? { number: value.toFixed(0), unit: 'Hz' } : { number: (value / 1000).toFixed(1), unit: 'kHz' };
    case 'subby':
      return { number: (100 * value).toFixed(0), unit: '%' };
    case 'click':
      return { number: signed(value, 1), unit: 'dB' };
  }
}

export function milliseconds(ms: number): Figure {
  return { number: ms.toFixed(0), unit: 'ms' };
}

/** `-9.1 LUFS`, or a dash where it could not be measured. */
export function loudness(lufs: number | null): Figure {
  return lufs === null ? { number: DASH, unit: '' } : { number: signed(lufs, 1), unit: 'LUFS' };
}

/** `F1` and `+12 ct`, or a dash where there is no pitch to be sure of. */
export function noteOf({ note, noteCents }: Pick<Descriptors, 'note' | 'noteCents'>): Figure {
  if (note === null || noteCents === null) return { number: DASH, unit: '' };
  return { number: note, unit: `${noteCents < 0 ? MINUS : '+'}${Math.abs(noteCents).toFixed(0)} ct` };
}

/** A share as `63 %`, or a dash where it is not known. */
export function percent(share: number | null): Figure {
  return share === null ? { number: DASH, unit: '' } : { number: (100 * share).toFixed(0), unit: '%' };
}

/** `1 h 5 min`, `3 min`, `40 s`: how long something takes. */
export function duration(seconds: number): string {
  if (seconds < 60) return `${String(Math.ceil(seconds))} s`;
  const minutes = Math.round(seconds / 60);
  return minutes < 60 ? `${String(minutes)} min` : `${String(Math.floor(minutes / 60))} h ${String(minutes % 60)} min`;
}

/** A count with thin spaces between thousands. */
export function grouped(count: number): string {
  return count.toLocaleString('en').replaceAll(',', '\u202f');
}

/** A number with the minus sign of print, and none before a zero. */
export function signed(value: number, digits: number): string {
  const text = value.toFixed(digits);
  return (Number(text) === 0 ? text.replace('-', '') : text).replace('-', MINUS);
}

/** 0 to 1 on the slider of a range: ms and Hz run in octaves, a share in the odds of it, as the sliders themselves do. */
export function positionOf(value: number, { unit, low, high }: SliderRange): number {
  const at = (x: number): number => scaleOf(unit, x);
  return shareOf((at(value) - at(low)) / (at(high) - at(low)));
}

function scaleOf(unit: SliderRange['unit'], x: number): number {
  switch (unit) {
    case 'dB':
      return x;
    case 'share':
      return Math.log(Math.max(x, 1e-6) / Math.max(1 - x, 1e-5));
    case 'ms':
    case 'Hz':
      return Math.log(Math.max(x, 1e-6));
  }
}

/**
 * What was typed into a slider's figure, in the slider's own unit: `412`, `0.4 s`, `1.9k`, `1.9 kHz`,
 * `63 %`, `-9 dB`. @returns null when it is no number.
 */
export function readFigure(slider: SliderName, text: string): number | null {
  const match = /^([-+]?\d*[.,]?\d+)\s*([a-z%]*)$/.exec(text.trim().toLowerCase().replace(MINUS, '-'));
  if (match === null) return null;
  const number = Number(match[1].replace(',', '.'));
  switch (slider) {
    case 'decay':
      return match[2] === 's' ? 1000 * number : number;
    case 'brightness':
      return match[2].startsWith('k') ? 1000 * number : number;
    case 'subby':
      return number / 100;
    case 'click':
      return number;
  }
}
