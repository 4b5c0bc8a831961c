import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readHistory } from './training-figures.ts';

let out: string;
beforeEach(() => {
  out = mkdtempSync(join(tmpdir(), 'kicklab-figures-'));
  mkdirSync(join(out, 'checkpoints'));
});
afterEach(() => { rmSync(out, { recursive: true }); });

const write = (name: string, lines: readonly (object | string)[]): void => {
  writeFileSync(join(out, 'checkpoints', name), lines.map((line) => (typeof line === 'string' ? line : `${JSON.stringify(line)}\n`)).join(''));
};
const line = (epoch: number, loss: number) => ({
  epoch, step: 10 * epoch, learningRate: 1e-3, beta: 5e-4, betaOnMean: 0.016,
  train: { grad_norm: 1, loss: 1, reconstruction: 0.9, kl: 200, melL1: 0.1 },
  validation: { loss, reconstruction: loss - 0.1, kl: 100, activeDimensions: 30 },
});

test('the figures of every whole epoch, and which is the best so far', async () => {
  write('training.jsonl', [line(1, 0.8), line(2, 0.5), line(3, 0.6), '{"epoch":4,"st']);
  write('pace.jsonl', [{ epoch: 1, samplesPerSecond: 38 }, { epoch: 3, samplesPerSecond: 40 }]);
  const { epochs, bestEpoch } = await readHistory(out);
  expect(bestEpoch).toBe(2);
  expect(epochs.map(({ epoch, samplesPerSecond }) => [epoch, samplesPerSecond])).toEqual([[1, 38], [2, null], [3, 40]]);
  expect(epochs[1]).toEqual({
    epoch: 2, step: 20, learningRate: 1e-3, beta: 5e-4, betaOnMean: 0.016, activeDimensions: 30, samplesPerSecond: null,
    loss: { train: 1, validation: 0.5 }, reconstruction: { train: 0.9, validation: 0.4 }, kl: { train: 200, validation: 100 },
  });
});

test('a run that has no epoch yet has no figures, and lines of an earlier version are passed over', async () => {
  expect(await readHistory(join(out, 'absent'))).toEqual({ epochs: [], bestEpoch: null });
  write('training.jsonl', [{ epoch: 1, step: 3, learningRate: 1e-3, train: { loss: 1 }, validation: { loss: 1 } }]);
  expect(await readHistory(out)).toEqual({ epochs: [], bestEpoch: null });
});
