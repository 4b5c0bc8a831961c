/** Figures of a kick as number and unit, for the page. */

import type { Descriptors } from '../../../src-preload/contract/fields.ts';
import type { SliderName } from '../../../src-preload/contract/sliders.ts';

export interface Figure {
  number: string;
  unit: string;
}

/** The descriptor that a slider moves. */
export function figureOf(slider: SliderName, d: Descriptors): Figure {
  switch (slider) {
    case 'decay':
      return { number: d.decayMs.toFixed(0), unit: 'ms' };
    case 'brightness':
      return d.centroidHz < 1000
        ? { number: d.centroidHz.toFixed(0), unit: 'Hz' }
        : { number: (d.centroidHz / 1000).toFixed(1), unit: 'kHz' };
    case 'subby':
      return { number: (100 * d.subShare).toFixed(0), unit: '%' };
    case 'click':
      return { number: d.clickDb.toFixed(1).replace('-', '\u2212'), unit: 'dB' };
  }
}

/** `F1 +12 ct`, or a dash where there is no pitch to be sure of. */
export function noteOf({ note, noteCents }: Descriptors): string {
  if (note === null || noteCents === null) return '\u2013';
  return `${note} ${noteCents < 0 ? '\u2212' : '+'}${Math.abs(noteCents).toFixed(0)} ct`;
}
