import { expect, test } from 'vitest';

import { clusterNames } from './cluster-names.ts';

const ordinary = { decayMs: 260, centroidHz: 109, subShare: 0.87, clickDb: -22, noteHz: 56, lengthMs: 494 };
const about = (sound: typeof ordinary) => [0.95, 1, 1.05].map((by) => ({ ...sound, decayMs: sound.decayMs * by, lengthMs: sound.lengthMs * by }));

test('a cluster is called by what stands out of it beside the others, the strongest first', () => {
  const [long, bright] = clusterNames([
    about({ ...ordinary, decayMs: 1100, lengthMs: 2090 }),
    about({ ...ordinary, centroidHz: 900, clickDb: -9 }),
    about(ordinary),
    about(ordinary).map((sound) => ({ ...sound, centroidHz: 120 })),
  ]);
  expect(long.split(', ')[0]).toBe('long');
  expect(new Set(bright.split(', '))).toEqual(new Set(['bright', 'clicky', 'tight']));
});

test('clusters of one name get numbers, one alone is told from kicks in general, and one of nothing is empty', () => {
  const [first, second] = clusterNames([about(ordinary), about(ordinary)]);
  expect([first, second]).toEqual(['plain', 'plain 2']);
  expect(clusterNames([about({ ...ordinary, clickDb: -4 }), []])).toEqual(['clicky', 'empty']);
});

test('two of one name get further words', () => {
  const tight = { ...ordinary, decayMs: 60, lengthMs: 114 };
  const names = clusterNames([about({ ...tight, centroidHz: 118 }), about({ ...tight, centroidHz: 101 }), about({ ...ordinary, centroidHz: 300 }), about({ ...ordinary, centroidHz: 40 })]);
  expect(names.slice(0, 2).map((name) => name.split(', '))).toEqual([['tight', 'bright'], ['tight', 'dark']]);
});
