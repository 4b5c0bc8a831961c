import { describe, expect, test } from 'vitest';
import { EFFECT_TYPES, EFFECTS, effectOf, MOST_EFFECTS, type EffectChain, type EffectParameter } from '../../src-preload/contract/effects.ts';
import { effectChain } from '../../src-preload/contract/effect-schemas.ts';
import { blendEffects } from './blend-effects.ts';

const types = (chain: EffectChain): string[] => chain.map(({ type }) => type);

describe('between two chains', () => {
  const one = [effectOf('compressor', { ratio: 2, thresholdDb: -20, attackMs: 1 }), effectOf('highCut', { hz: 1000 })];
  const other = [effectOf('compressor', { ratio: 8, thresholdDb: -10, attackMs: 100 }), effectOf('highCut', { hz: 16_000 })];

  test('the ends are the chains themselves', () => {
    expect([blendEffects([one, other], [1, 0]), blendEffects([one, other], [0, 1])]).toEqual([one, other]);
  });

  test('half way is the mean of decibels, and the geometric mean of ratios, times and frequencies', () => {
    expect(blendEffects([one, other], [0.5, 0.5])).toMatchObject([
      { type: 'compressor', ratio: expect.closeTo(4, 9) as number, thresholdDb: -15, attackMs: expect.closeTo(10, 9) as number, bypass: false },
      { type: 'highCut', hz: expect.closeTo(4000, 6) as number },
    ]);
  });

  test('choices are those of the nearer one', () => {
    const saturated = (curve: 'soft' | 'fold') => [effectOf('saturation', { curve })];
    expect(blendEffects([saturated('soft'), saturated('fold')], [0.6, 0.4])).toMatchObject([{ curve: 'soft' }]);
    expect(blendEffects([saturated('soft'), saturated('fold')], [0.4, 0.6])).toMatchObject([{ curve: 'fold' }]);
  });
});

describe('an effect that one chain lacks', () => {
  test('comes in from where it does nothing, with its other settings whole', () => {
    const chain = [effectOf('saturation', { driveDb: 24, mix: 80 })];
    expect(blendEffects([[], chain], [0.75, 0.25])).toMatchObject([{ driveDb: 24, mix: 20 }]);
    expect(blendEffects([[], [effectOf('tilt', { tiltDb: -8, pivotHz: 700 })]], [0.5, 0.5])).toMatchObject([{ tiltDb: -4, pivotHz: expect.closeTo(700, 9) as number }]);
    expect(blendEffects([[], [effectOf('lowCut', { hz: 160 })]], [0.5, 0.5])).toMatchObject([{ hz: expect.closeTo(40, 9) as number }]);
  });

  test('is as good as one that is bypassed; what is bypassed everywhere is left out', () => {
    const off = [effectOf('tilt', { tiltDb: 6, bypass: true })];
    expect(blendEffects([off, [effectOf('tilt', { tiltDb: 12 })]], [0.5, 0.5])).toMatchObject([{ tiltDb: 6, bypass: false }]);
    expect(blendEffects([off, off], [0.5, 0.5])).toEqual([]);
  });

  test('a loudness comes in half way, for no target leaves every sound as it is', () => {
    const loud = [effectOf('loudness', { targetLufs: -9 })];
    expect([blendEffects([[], loud], [0.6, 0.4]), blendEffects([[], loud], [0.4, 0.6])]).toMatchObject([[], loud]);
  });
});

test('the order is the heaviest chain\'s; what it lacks stands behind what precedes it in its own', () => {
  const one = [effectOf('tilt'), effectOf('compressor'), effectOf('clipper')];
  const other = [effectOf('compressor'), effectOf('saturation'), effectOf('tilt')];
  expect(types(blendEffects([one, other], [0.7, 0.3]))).toEqual(['tilt', 'compressor', 'saturation', 'clipper']);
});

test('the second of a type is met by the second', () => {
  const chain = (a: number, b: number) => [effectOf('tilt', { tiltDb: a }), effectOf('tilt', { tiltDb: b })];
  expect(blendEffects([chain(0, 4), chain(8, 12)], [0.5, 0.5])).toMatchObject([{ tiltDb: 4 }, { tiltDb: 8 }]);
});

test('of every effect, at any weights and from any end of its ranges, comes a chain that the contract takes', () => {
  const at = (end: 'min' | 'max') => EFFECT_TYPES.map((type) => {
    const settings = Object.entries<EffectParameter>(EFFECTS[type].parameters).map(([name, parameter]) => [name, parameter.kind === 'number' ? parameter[end] : parameter.default]);
    return { ...effectOf(type), ...Object.fromEntries(settings) } as EffectChain[number];
  });
  for (const weights of [[0.3, 0.3, 0.4], [0.1, 0.9, 0], [1 / 3, 0, 2 / 3]]) {
    for (const chains of [[at('min'), at('max'), []], [at('max'), at('max'), at('min')]]) {
      const blended = blendEffects(chains, weights);
      expect(effectChain.parse(blended)).toEqual(blended);
    }
  }
  const long = (type: 'tilt' | 'fade') => Array.from({ length: MOST_EFFECTS }, () => effectOf(type));
  expect(blendEffects([long('tilt'), long('fade')], [0.5, 0.5])).toHaveLength(MOST_EFFECTS);
});
