/**
 * What is written behind `--decay` and its like: a bare number is a slider's position, a number
 * with a unit a value to be measured on the sound (`300ms`, `1.8kHz`, `60%`, `-9dB`).
 */

import { KicklabError } from '../../src-preload/contract/errors.ts';
import { SLIDERS, type SliderName, type SliderValues } from '../../src-preload/contract/sliders.ts';
import type { Input } from '../../src-preload/contract/verbs.ts';

type Targets = NonNullable<Input<'kicks', 'generate'>['targets']>;

/** By slider: its field in a request, and what each of its units is in that field's. */
const UNITS: Record<SliderName, { field: keyof Targets; units: Partial<Record<string, number>>; example: string }> = {
  decay: { field: 'decayMs', units: { ms: 1, s: 1000 }, example: '300ms' },
  brightness: { field: 'centroidHz', units: { hz: 1, khz: 1000 }, example: '1.8kHz' },
  subby: { field: 'subShare', units: { '%': 0.01 }, example: '60%' },
  click: { field: 'clickDb', units: { db: 1 }, example: '-9dB' },
};

/** Positions and values of the options that were given. @throws OPTION_VALUE */
export function readAmounts(given: Partial<Record<SliderName, string>>): { sliders: SliderValues; targets: Targets } {
  const sliders: SliderValues = {};
  const targets: Targets = {};
  for (const name of SLIDERS) {
    const text = given[name];
    if (text === undefined) continue;
    const { field, units, example } = UNITS[name];
    const match = /^\s*([-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?)\s*([a-z%]*)\s*$/i.exec(text);
    const unit = match?.[2].toLowerCase();
    const factor = unit === undefined ? undefined : unit === '' ? 1 : units[unit];
    if (match === null || factor === undefined) {
      const reason = `takes a position from 0 to 1, or a value with its unit such as ${example}; not ${text}`;
      throw new KicklabError('OPTION_VALUE', { option: `--${name}`, reason });
    }
    if (unit === '') sliders[name] = Number(match[1]);
    else targets[field] = factor * Number(match[1]);
  }
  return { sliders, targets };
}
