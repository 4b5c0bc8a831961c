import { expect, test } from 'vitest';
import { createRandom } from '../../base/random.ts';
import { KICK_SPEC } from '../../audio/spec.ts';
import { categoryNames, fitTrainedCategories } from './category-training.ts';
import type { KickSet } from './kick-set.ts';

const LABELS = ['909', '808', null];
/** Twelve kicks of each label and of none, in as many families each; the one number of a kick's mel is its place. */
const COUNT = 36;
const set = (families: number): KickSet => ({
  spec: { ...KICK_SPEC, mels: 1, frames: 1 }, count: COUNT, audio: null, pitch: new Float32Array(COUNT), voicing: new Float32Array(COUNT),
  mel: Float32Array.from({ length: COUNT }, (_, i) => 10 * (i % 3) + i / COUNT), weight: new Float32Array(COUNT).fill(1),
  family: Array.from({ length: COUNT }, (_, i) => `${String(i % 3)} ${String(Math.floor(i / 3) % families)}`),
  label: Array.from({ length: COUNT }, (_, i) => LABELS[i % 3]),
});
const all = Array.from({ length: COUNT }, (_, i) => i);

test('labels with kicks enough are categories, where there is more than one', () => {
  expect(categoryNames(set(4), all)).toEqual(['808', '909']);
  expect(categoryNames(set(3), all)).toEqual([]);
  expect(categoryNames(set(4), all.filter((i) => i % 3 !== 0))).toEqual([]);
});

test('each lies where the encoder places its kicks, and keeps what was learnt', async () => {
  const networks = { encode: ({ mel }: { mel: Float32Array }) => Promise.resolve(Float32Array.of(mel[0], -mel[0])) };
  const fitted = await fitTrainedCategories(networks, set(4), all, { names: ['808', '909'], embedding: [[1, 2], [3, 4]], seed: 1 }, new AbortController().signal);
  expect(fitted.map(({ name, embedding }) => [name, embedding])).toEqual([['808', [1, 2]], ['909', [3, 4]]]);
  expect(fitted[0].mean[0]).toBeCloseTo(10.5, 0);
  expect(fitted[1].mean[1]).toBeCloseTo(-0.5, 0);
  // Labels that are too few are not replaced by what nobody said.
  expect(await fitTrainedCategories(networks, set(4), all, { names: [], embedding: [], seed: 1 }, new AbortController().signal)).toEqual([]);
});

test('without a label what lies together is a group', async () => {
  const count = 120;
  const random = createRandom(8);
  const unlabelled: KickSet = {
    ...set(4), count, mel: Float32Array.from({ length: count }, (_, i) => (i % 3 === 0 ? 6 : -6) + 0.3 * random.normal()),
    pitch: Float32Array.from({ length: count }, () => random.normal()), voicing: new Float32Array(count), weight: new Float32Array(count).fill(1),
    family: Array.from({ length: count }, (_, i) => String(i)), label: new Array<null>(count).fill(null),
  };
  const networks = { encode: ({ mel, pitch }: { mel: Float32Array; pitch: Float32Array }) => Promise.resolve(Float32Array.of(mel[0], 0.3 * pitch[0])) };
  const indices = Array.from({ length: count }, (_, i) => i);
  const groups = await fitTrainedCategories(networks, unlabelled, indices, { names: [], embedding: [], seed: 1 }, new AbortController().signal);
  expect(groups.map(({ name }) => name)).toEqual(['Group 1', 'Group 2']);
  expect(groups[0].mean[0]).toBeCloseTo(-6, 0);
  expect(groups[1].embedding[0]).toBeCloseTo(6, 0);
});
