import { expect, test } from 'vitest';
import { thumbnailOf } from './thumbnail.ts';

test('lowest and highest of each column over the audible length', () => {
  const samples = new Float32Array(65_536);
  for (let n = 0; n < 6400; n++) samples[n] = n % 2 === 0 ? -0.25 : n / 6400;
  // Too faint to be seen: the card shows the 6400 samples before.
  samples.fill(0.001, 6400);
  const outline = thumbnailOf(samples);
  expect(outline.length).toBe(128);
  for (let c = 0; c < 64; c++) expect([outline[2 * c], outline[2 * c + 1]]).toEqual([-32, Math.round((127 * (100 * c + 99)) / 6400)]);
});

test.each([
  ['silence', new Float32Array(1000), 0],
  ['nothing', new Float32Array(0), 0],
  ['fewer samples than columns', Float32Array.of(1, 1, 1), 127],
  ['over full scale', new Float32Array(1000).fill(3), 127],
])('%s', (_, samples, value) => {
  expect(new Set(thumbnailOf(samples))).toEqual(new Set([value]));
});
