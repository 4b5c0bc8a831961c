/** The descriptors that kicks are sorted and filtered by: what they are called, and how a value of each is read and typed. Pure. */

import type { Descriptors } from '../../../src-preload/contract/fields.ts';
import type { Measure } from '../../../src-preload/contract/library-query.ts';
import { DASH, figureOf, loudness, milliseconds, type Figure } from '../../session/figures.ts';

export const MEASURE_LABELS: Record<Measure, string> = {
  lengthMs: 'Length',
  loudnessLufs: 'Loudness',
  decayMs: 'Decay',
  centroidHz: 'Brightness',
  subShare: 'Sub',
  clickDb: 'Click',
  noteHz: 'Pitch',
};

/** How a range of each is typed: its unit, and what one typed is worth in the unit of the library. */
export const TYPED: Record<Measure, { unit: string; worth: number }> = {
  lengthMs: { unit: 'ms', worth: 1 },
  loudnessLufs: { unit: 'LUFS', worth: 1 },
  decayMs: { unit: 'ms', worth: 1 },
  centroidHz: { unit: 'Hz', worth: 1 },
  subShare: { unit: '%', worth: 0.01 },
  clickDb: { unit: 'dB', worth: 1 },
  noteHz: { unit: 'Hz', worth: 1 },
};

/** A value as it is read; a dash where it is not known. */
export function measured(measure: Measure, value: Descriptors[Measure]): Figure {
  if (value === null) return { number: DASH, unit: '' };
  switch (measure) {
    case 'lengthMs':
      return milliseconds(value);
    case 'loudnessLufs':
      return loudness(value);
    case 'decayMs':
      return figureOf('decay', value);
    case 'centroidHz':
      return figureOf('brightness', value);
    case 'subShare':
      return figureOf('subby', value);
    case 'clickDb':
      return figureOf('click', value);
    case 'noteHz':
      return { number: value.toFixed(1), unit: 'Hz' };
  }
}
