import { expect, it } from 'vitest';
import { createRandom } from '../base/random.ts';
import { estimateDc } from './dc.ts';
import { KICK_SPEC } from './spec.ts';
import { KICK_SHAPES, synthesiseKick } from './fixtures/synthetic-kicks.ts';

const RATE = 44_100;
const kick = (name: keyof typeof KICK_SHAPES): Float32Array => synthesiseKick(KICK_SHAPES[name], KICK_SPEC).samples;

it.each(['909', 'hard', 'techno'])('reads a known offset off the tail of a %s', (name) => {
  const x = kick(name).map((v) => v - 0.013);
  expect(estimateDc(x, RATE)).toBeCloseTo(-0.013, 4);
});

it('reads it through noise and a sub that still rings', () => {
  const random = createRandom('dc');
  const x = Float32Array.from({ length: 40_000 }, (_, n) => 0.1 * Math.sin((2 * Math.PI * 47 * n) / RATE) + 0.002 * random.normal() + 0.01);
  expect(estimateDc(x, RATE)).toBeCloseTo(0.01, 3);
});

it('takes no lopsided kick for an offset', () => {
  for (const name of Object.keys(KICK_SHAPES)) {
    const x = kick(name);
    for (const length of [3000, 5000, 9000, 20_000, 65_536]) {
      expect(Math.abs(estimateDc(x.subarray(0, length), RATE))).toBeLessThan(1e-4);
    }
  }
});

it('leaves a drift that dies away alone', () => {
  const x = kick('909').map((v, n) => v + 0.05 * Math.exp(-n / 2000));
  expect(estimateDc(x.subarray(0, 9000), RATE)).toBe(0);
});
