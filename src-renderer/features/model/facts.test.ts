import { expect, test } from 'vitest';
import { countsOf, settingsOf, shortDigest } from './facts.ts';

const training = {
  datasetDigest: 'eb4cf58f861743375cd05255a8d18707de56574ea3f2c23a8ce615154dd34389',
  counts: { procedural: 4400, real: 116, items: 7878, blends: 3 },
  licences: [],
  seed: 1,
  settings: { base: 16, beta: 0.001, bestLoss: 0.812345, steps: 123_456, vocoder: false, kind: null, note: 'x' },
  from: null,
};

test('counts are grouped and told in words, unknown ones by their own name', () => {
  expect(countsOf(training)).toEqual([
    { figure: '4\u202f400', words: 'procedural kicks' },
    { figure: '116', words: 'real kicks' },
    { figure: '7\u202f878', words: 'in all, with their variations' },
    { figure: '3', words: 'blends' },
  ]);
});

test('settings keep their order; beta is told on the sum and on the mean; whole numbers whole', () => {
  expect(settingsOf(training, 32)).toEqual([
    { figure: '16', words: 'base' },
    { figure: '0.001', words: 'beta, on the sum over the latent' },
    { figure: '0.032', words: 'beta, on its mean' },
    { figure: '0.812', words: 'bestLoss' },
    { figure: '123456', words: 'steps' },
    { figure: 'no', words: 'vocoder' },
    { figure: 'none', words: 'kind' },
    { figure: 'x', words: 'note' },
  ]);
});

test('a digest is shortened, what is short already is not', () => {
  expect(shortDigest(training.datasetDigest)).toBe('eb4cf58f8617\u2026');
  expect(shortDigest('abc')).toBe('abc');
});
