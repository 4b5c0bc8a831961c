import { expect, test } from 'vitest';
import { contract } from '../../src-preload/contract/verbs.ts';
import { readShape } from './shape.ts';

const read = (options: Parameters<typeof readShape>[0]) => contract.kicks.generate.input.parse({ out: 'o', ...readShape(options) });

test('a key, a curve and places are read as the contract has them', () => {
  expect(read({ key: 'f# Harmonic minor' }).key).toEqual({ tonic: 'F#', scale: 'harmonic minor' });
  expect(read({ pitch: '0:700, 40:-100.5' }).pitchCurve).toEqual([{ ms: 0, cents: 700 }, { ms: 40, cents: -100.5 }]);
  expect(read({ components: '6:1.5,9:-2' }).components).toEqual([{ component: 6, deviations: 1.5 }, { component: 9, deviations: -2 }]);
  expect(readShape({})).toEqual({});
});

test.each(['0', '0:', '0:1:2', 'a:b', ''])('%j is no curve', (pitch) => {
  expect(() => readShape({ pitch })).toThrow(expect.objectContaining({ code: 'OPTION_VALUE' }) as Error);
});

test('what the contract refuses is refused: an unknown scale, times out of order', () => {
  expect(() => read({ key: 'F happy' })).toThrow();
  expect(() => read({ pitch: '40:0,20:0' })).toThrow();
});
