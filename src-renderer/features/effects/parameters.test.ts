import { describe, expect, it, test } from 'vitest';
import { EFFECT_TYPES, EFFECTS, type NumberParameter } from '../../../src-preload/contract/effects.ts';
import { parametersOf } from './chain.ts';
import { figureOf, positionOf, readValue, valueAt } from './parameters.ts';

const { thresholdDb, ratio, attackMs, releaseMs } = EFFECTS.compressor.parameters;
const { hz } = EFFECTS.highCut.parameters;
const { bias } = EFFECTS.saturation.parameters;
const { phase } = EFFECTS.sub.parameters;

const numbers = EFFECT_TYPES.flatMap((type) =>
  parametersOf(type).flatMap(([name, parameter]): [string, NumberParameter][] => (parameter.kind === 'number' ? [[`${type}.${name}`, parameter]] : [])));

test.each(numbers)('%s goes from end to end, and each place back to its value', (_, parameter) => {
  expect(valueAt(parameter, 0)).toBe(parameter.min);
  expect(valueAt(parameter, 1)).toBe(parameter.max);
  expect(valueAt(parameter, positionOf(parameter, parameter.default))).toBeCloseTo(parameter.default, 6);
  // The finest step that a slider takes.
  expect(valueAt(parameter, 0.5)).not.toBe(valueAt(parameter, 0.501));
});

test.each(numbers)('%s is typed as it is shown', (_, parameter) => {
  for (const position of [0, 0.37, 1]) {
    const value = valueAt(parameter, position);
    const { number, unit } = figureOf(parameter, value);
    const half = unit === 'kHz' ? 5 : 0.5 * 10 ** -parameter.digits;
    expect(Math.abs((readValue(parameter, `${number} ${unit}`) ?? NaN) - value)).toBeLessThanOrEqual(half + 1e-9);
  }
});

describe('a value', () => {
  it('is shown with its unit, a true minus, and kHz from a thousand on', () => {
    expect(figureOf(thresholdDb, -15)).toEqual({ number: '\u221215.0', unit: 'dBFS' });
    expect(figureOf(hz, 999)).toEqual({ number: '999', unit: 'Hz' });
    expect(figureOf(hz, 8000)).toEqual({ number: '8.00', unit: 'kHz' });
    expect(figureOf(ratio, 4)).toEqual({ number: '4.0', unit: ':1' });
    expect(figureOf(bias, -0.2)).toEqual({ number: '0', unit: '%' });
  });

  it('lies on a logarithm where the parameter does', () => {
    expect(positionOf(attackMs, Math.sqrt(attackMs.min * attackMs.max))).toBeCloseTo(0.5, 12);
    expect(positionOf(bias, 0)).toBe(0.5);
  });

  it.each<[NumberParameter, string, number | null]>([
    [thresholdDb, '-12', -12],
    [thresholdDb, '\u221212 dB', -12],
    [thresholdDb, '+6', 0],
    [thresholdDb, '-12 ms', null],
    [hz, '1.9k', 1900],
    [hz, '1,9 kHz', 1900],
    [hz, '3', 100],
    [releaseMs, '0.3 s', 300],
    [releaseMs, '.3s', 300],
    [ratio, '8:1', 8],
    [phase, '90\u00b0', 90],
    [hz, 'bright', null],
    [hz, '', null],
  ])('of %o typed as %s is %s', (parameter, text, value) => {
    expect(readValue(parameter, text)).toBe(value);
  });
});
