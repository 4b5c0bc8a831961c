import { expect, test } from 'vitest';
import type { TrainedEpoch } from '../../../src-preload/contract/training-figures.ts';
import { actionsOf, chartsOf, shareOfRun, standing } from './run-view.ts';
import type { Run } from './runs.ts';

const progress = (more: Partial<NonNullable<Run['progress']>> = {}): NonNullable<Run['progress']> =>
  ({ phase: 'train', epoch: 2, epochs: 8, step: 3, steps: 12, etaSeconds: null, losses: {}, ...more });

test('what was stopped in any way can be gone on with; what runs can be stopped', () => {
  for (const state of ['paused', 'interrupted', 'cancelled', 'failed'] as const) expect(actionsOf({ state, position: null })).toEqual(['resume', 'forget']);
  for (const state of ['preparing', 'training'] as const) expect(actionsOf({ state, position: null })).toEqual(['pause', 'cancel']);
  expect(actionsOf({ state: 'queued', position: 1 })).toEqual(['cancel']);
  expect(actionsOf({ state: 'queued', position: 3 })).toEqual(['hasten', 'cancel']);
});

test('a run stands where its queue, its epoch or its state says', () => {
  expect(standing({ state: 'queued', position: 1, progress: null })).toBe('Next in line');
  expect(standing({ state: 'queued', position: 2, progress: null })).toBe('Place 2 in line');
  expect(standing({ state: 'training', position: null, progress: progress() })).toBe('Epoch 2 of 8');
  expect(standing({ state: 'training', position: null, progress: progress({ epoch: 0, phase: 'pca' }) })).toBe('Finding the main directions');
  expect(standing({ state: 'interrupted', position: null, progress: progress() })).toBe('Interrupted');
  expect([shareOfRun({ progress: progress() }), shareOfRun({ progress: progress({ steps: 0 }) }), shareOfRun({ progress: null })]).toEqual([0.25, null, null]);
});

test('reconstruction and KL are charted apart, beta both ways, and what was not measured is left open', () => {
  const epoch: TrainedEpoch = {
    epoch: 1, step: 9, loss: { train: 2, validation: 3 }, reconstruction: { train: 1.5, validation: 2.5 }, kl: { train: 40, validation: 41 },
    beta: 1e-3, betaOnMean: 0.032, learningRate: 3e-3, activeDimensions: 32, samplesPerSecond: null,
  };
  const charts = Object.fromEntries(chartsOf([epoch]).map(({ name, lines }) => [name, lines.map(({ points }) => points[0])]));
  expect(charts).toEqual({
    'Reconstruction': [{ x: 1, y: 1.5 }, { x: 1, y: 2.5 }],
    'KL': [{ x: 1, y: 40 }, { x: 1, y: 41 }],
    'Beta': [{ x: 1, y: 1e-3 }, { x: 1, y: 0.032 }],
    'Learning rate': [{ x: 1, y: 3e-3 }],
    'Active dimensions': [{ x: 1, y: 32 }],
    'Speed': [{ x: 1, y: null }],
  });
});
