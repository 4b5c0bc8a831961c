import { expect, test } from 'vitest';
import { userCard } from './card.ts';
import { FIGURE_KEYS, figureOf, levelOf } from './quality-figures.ts';

test('a level follows from its bounds, whichever way is better', () => {
  expect([1, 2, 3].map((value) => levelOf(value, { good: 1, fair: 2, better: 'less' }))).toEqual(['good', 'fair', 'poor']);
  expect([3, 2, 1].map((value) => levelOf(value, { good: 3, fair: 2, better: 'more' }))).toEqual(['good', 'fair', 'poor']);
});

test('every figure has words, and one that was not measured is not judged', () => {
  expect(new Set(FIGURE_KEYS).size).toBe(FIGURE_KEYS.length);
  for (const key of FIGURE_KEYS) {
    const { label, means, value, level } = figureOf(key, null);
    expect([label.length > 0, means.endsWith('.'), value, level]).toEqual([true, true, null, null]);
  }
  expect(figureOf('monotone:subby', 1, 'snare')).toMatchObject({ label: 'Low end obeys', means: expect.stringContaining('the Low end slider') as string });
  expect(figureOf('exact:subby', 0.123456)).toMatchObject({ label: 'Subby is exact', value: 0.1235, level: 'good' });
});

test('the card tells each figure with its level, where that begins, and what to keep in mind', () => {
  const quality = { bundleId: 'b', figures: [figureOf('mel', 5), figureOf('cents', null)], warnings: ['Few sounds.'] };
  const card = userCard({ name: 'Mine', instrument: 'kick', counts: { used: 20 }, settings: { epochs: 2 }, from: null, credits: ['CC0-1.0: Ada'], quality });
  expect(card).toContain('**Timbre**: 5 dB, fair (good up to 4.6, fair up to 6.2)');
  expect(card).toContain('**Pitch**: not measured.');
  expect(card).toContain('- Few sounds.');
  expect(card).toContain('- CC0-1.0: Ada');
});
