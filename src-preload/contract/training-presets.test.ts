import { expect, test } from 'vitest';
import { DESCRIBED, measuredOf, planOf, POSITIONS, PUSHED, RANDOM, ROUNDS, SWEPT } from './training-presets.ts';

const PACE = { step: { median: 400, low: 300, high: 500 }, epochEnd: 2000, prepare: 50, make: 0 };

test('the estimate counts the kicks that the end of a training makes: for the sliders, to describe its sounds and to judge it', () => {
  for (const kicks of [30, 116, 5000]) {
    const plan = (make: number): number => planOf('good', { kicks, batch: 16, tuned: true, epochs: 8 }, { ...PACE, make }).seconds;
    const made = Math.round(measuredOf('good', kicks) * (1 + ROUNDS * PUSHED)) + Math.min(DESCRIBED, kicks) + RANDOM + 4 * SWEPT * POSITIONS;
    expect(plan(1000) - plan(0)).toBe(made);
  }
});
