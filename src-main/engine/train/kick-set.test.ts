import { expect, test } from 'vitest';
import { KICK_SPEC, pitchPoints } from '../../audio/spec.ts';
import { createKickSet, epochOrder, kickSetFromFile, kickSetToFile, pitchWeights, splitFamilies, type KickSet } from './kick-set.ts';

const spec = { ...KICK_SPEC, mels: 8, frames: 16, length: 16 * 256 };

function setOf(items: { family: string; weight: number; label?: string }[]): KickSet {
  const builder = createKickSet(spec, items.length, false);
  items.forEach((item, i) => {
    const features = {
      mel: new Float32Array(spec.mels * spec.frames).fill(i),
      pitch: new Float32Array(pitchPoints(spec)).fill(i),
      voicing: new Float32Array(pitchPoints(spec)),
    };
    builder.add({ ...item, features, audio: new Float32Array(0) });
  });
  return builder.finish();
}

test('equal weights visit each kick once an epoch, in another order each epoch', () => {
  const set = setOf(Array.from({ length: 37 }, (_, i) => ({ family: String(i), weight: 1 })));
  const all = Array.from({ length: 37 }, (_, i) => i);
  const first = epochOrder(set, all, 1, 5, 1);
  expect([...first].sort((a, b) => a - b)).toEqual(all);
  expect(epochOrder(set, all, 1, 5, 1)).toEqual(first);
  expect(epochOrder(set, all, 1, 5, 2)).not.toEqual(first);
});

test('a kick of weight three comes three times as often as one of weight one', () => {
  const set = setOf([{ family: 'a', weight: 3 }, { family: 'b', weight: 1 }]);
  const indices = Array.from({ length: 400 }, (_, i) => i % 2);
  const order = epochOrder(set, indices, 1, 1, 1);
  const share = order.filter((i) => i === 0).length / order.length;
  expect(share).toBeGreaterThan(0.7);
  expect(share).toBeLessThan(0.8);
});

test('the last batch wraps round', () => {
  const set = setOf(Array.from({ length: 10 }, (_, i) => ({ family: String(i), weight: 1 })));
  const order = epochOrder(set, Array.from({ length: 10 }, (_, i) => i), 4, 1, 1);
  expect(order.length).toBe(12);
  expect(order.slice(10)).toEqual(order.slice(0, 2));
});

test('no family stands on both sides of the split, and none is lost', () => {
  const set = setOf(Array.from({ length: 100 }, (_, i) => ({ family: `family ${String(i % 12)}`, weight: 1 })));
  const { train, validation } = splitFamilies(set, 0.1, 3);
  expect(train.length + validation.length).toBe(100);
  expect(validation.length).toBeGreaterThanOrEqual(8);
  expect(validation.length).toBeLessThanOrEqual(20);
  const held = new Set(validation.map((i) => set.family[i]));
  expect(train.some((i) => held.has(set.family[i]))).toBe(false);
});

test('survives its file, and a cache of something else is not taken', () => {
  const set = setOf([{ family: 'a', weight: 3, label: '808' }, { family: 'b', weight: 1 }]);
  expect(set.label).toEqual(['808', null]);
  const file = kickSetToFile(set, 'digest');
  expect(kickSetFromFile(file, 'digest', 'x')).toEqual(set);
  expect(kickSetFromFile(file, 'other', 'x')).toBeNull();
});

test('pitch weights follow power and voicing and sum to one', () => {
  const mel = new Float32Array(spec.mels * spec.frames);
  for (let m = 0; m < spec.mels; m++) mel[m * spec.frames + 4] = 1;
  const voicing = new Float32Array(pitchPoints(spec)).fill(1);
  const out = new Float32Array(voicing.length);
  pitchWeights(mel, voicing, spec, out);
  expect(out.reduce((a, b) => a + b, 0)).toBeCloseTo(1, 5);
  // Frame 4 is centred on sample 1024: point 16 of the fine grid.
  expect(out.indexOf(Math.max(...out))).toBeGreaterThanOrEqual(14);
  expect(out.indexOf(Math.max(...out))).toBeLessThanOrEqual(18);
});
