import { expect, it } from 'vitest';
import { CATEGORIES } from '../../src-preload/contract/categories.ts';
import { categoryFigures, categoryOf, type CategoryInput } from '../../src-main/audio/category.ts';
import { fitCategories } from './fit.ts';
import { labelOf } from './labels.ts';

it('finds kinds again that lie apart', () => {
  const sound = (kind: number, off: number): CategoryInput =>
    ({ decayMs: 40 * 2 ** kind + off, centroidHz: 90 + off * (kind + 1), subShare: 0.5 + 0.002 * off, clickDb: -10 - off, noteHz: kind === 2 ? null : 50, lengthMs: 900 });
  const examples = CATEGORIES.flatMap((label, kind) => [0, 3, 7].map((off) => ({ figures: categoryFigures(sound(kind, off)), label, weight: 1 })));
  const table = fitCategories(examples);
  expect(CATEGORIES.map((_, kind) => categoryOf(sound(kind, 5), table))).toEqual([...CATEGORIES]);
});

it('a recording is of the kind that its maker named, and of none where none is named', () => {
  expect(labelOf('sonic-pi__drum_bass_hard.wav')).toBe('acoustic');
  expect(labelOf('sonic-pi__bd_808.wav')).toBe('808');
  expect(labelOf('stargate__stargate__kicks__kick-1-A.wav')).toBeNull();
});
