import { expect, test } from 'vitest';
import { rest } from './rest.ts';
import { parseInput } from './verb.ts';
import { contract } from './verbs.ts';

const { audition, generate } = contract.kicks;

test('defaults are filled in', () => {
  expect(parseInput(generate.input, { out: '/tmp' }, 'x')).toEqual({ count: 1, seed: 1, components: [], sliders: {}, targets: {}, pitchCurve: [], effects: [], out: '/tmp' });
});

test.each([
  [{ out: '/tmp', cuont: 3 }, 'INPUT_INVALID', 'cuont'],
  [{ out: '/tmp', count: 0 }, 'INPUT_INVALID', 'x: count'],
  [{ out: '/tmp', count: 1.5 }, 'INPUT_INVALID', 'x: count'],
  [{ out: '/tmp', sliders: { decay: 1.1 } }, 'INPUT_INVALID', 'x: sliders.decay'],
  [{ out: '/tmp', sliders: { decya: 1 } }, 'INPUT_INVALID', 'decya'],
  [{ out: '/tmp', latent: [1, null] }, 'LATENT_NOT_FINITE', 'number 2 '],
  [{ out: '/tmp', latent: [NaN] }, 'LATENT_NOT_FINITE', 'number 1 '],
  [{ out: '/tmp', latent: [1], count: 2 }, 'INPUT_INVALID', 'x: count'],
  [{}, 'INPUT_INVALID', 'x: out'],
  ['text', 'INPUT_INVALID', 'x'],
] as const)('%j is refused as %s, naming %j', (raw, code, named) => {
  expect(() => parseInput(generate.input, raw, 'x')).toThrow(
    expect.objectContaining({ code, message: expect.stringContaining(named) as string, kind: 'misuse' }),
  );
});

test('of a union, the branch that got furthest says what is wrong', () => {
  expect(() => parseInput(audition.input, { base: { latent: [1, 'a'] } }, 'x')).toThrow(expect.objectContaining({ code: 'LATENT_NOT_FINITE' }));
  expect(() => parseInput(audition.input, { base: { seed: 1, index: 0 } }, 'x')).toThrow('base.index');
});

test('the public routes take latents as any JSON printed them', () => {
  const latent_vector = [0.1, -1e-45, 3.4028234663852886e38, -0];
  expect(parseInput(rest.generate.input, JSON.parse(JSON.stringify({ latent_vector })), 'x').latent_vector).toEqual([0.1, -1e-45, 3.4028234663852886e38, 0]);
});
