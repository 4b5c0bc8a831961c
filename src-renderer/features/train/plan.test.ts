import { expect, test } from 'vitest';
import { asked, PLAIN } from './plan.ts';

test('what is left empty is left to the preset', () => {
  expect(asked('d', 'quick', PLAIN)).toEqual({
    estimate: { dataset: 'd', preset: 'quick', batch: 16 },
    start: { dataset: 'd', preset: 'quick', batch: 16, seed: 1, beta: 1e-3, vocoder: false, augmentation: { pitch: 1, stretch: 1, eq: 1, gain: 1, tail: 1 } },
  });
});

test('what is typed goes before it; what changes no time is not asked of the estimate', () => {
  const { estimate, start } = asked('d', 'best', { epochs: '12', seed: '7', beta: '0.01', batch: '8', from: 'none', vocoder: true, amounts: { ...PLAIN.amounts, pitch: 0 } });
  expect(estimate).toEqual({ dataset: 'd', preset: 'best', batch: 8, epochs: 12, from: 'none' });
  expect(start).toEqual({ ...estimate, seed: 7, beta: 0.01, vocoder: true, augmentation: { ...PLAIN.amounts, pitch: 0 } });
});
