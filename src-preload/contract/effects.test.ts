import { describe, expect, test } from 'vitest';
import { effectChain } from './effect-schemas.ts';
import { EFFECT_TYPES, effectOf, EFFECTS, MOST_EFFECTS, type EffectParameter } from './effects.ts';

describe('the schemas follow the table', () => {
  test.each(EFFECT_TYPES)('%s: what is left out has its default, each end of a range is taken and what lies beyond is not', (type) => {
    expect(effectChain.parse([{ type }])).toEqual([effectOf(type)]);
    for (const [name, parameter] of Object.entries<EffectParameter>(EFFECTS[type].parameters)) {
      const takes = (value: unknown): boolean => effectChain.safeParse([{ type, [name]: value }]).success;
      if (parameter.kind === 'choice') {
        expect(parameter.choices.map(({ value }) => value)).toContain(parameter.default);
        for (const { value } of parameter.choices) expect(takes(value)).toBe(true);
        expect(takes('other')).toBe(false);
        continue;
      }
      const { min, max } = parameter;
      expect([takes(min), takes(max), takes(min - 0.01), takes(max + 0.01), takes(NaN), takes('1')]).toEqual([true, true, false, false, false, false]);
      expect(parameter.default >= min && parameter.default <= max && (parameter.scale === 'linear' || min > 0)).toBe(true);
    }
  });

  test('another type, another field and too many effects are refused, and say so', () => {
    const messageOf = (chain: unknown): string => effectChain.safeParse(chain).error?.issues[0].message ?? 'taken';
    expect(messageOf([{ type: 'reverb' }])).toMatch(/^an effect has the type transient, .* or loudness$/);
    expect(messageOf(['tilt'])).toMatch(/^an effect has the type/);
    expect(messageOf([{ type: 'tilt', ratio: 3 }])).toContain('ratio');
    expect(messageOf(Array.from({ length: MOST_EFFECTS }, () => ({ type: 'tilt' })))).toBe('taken');
    expect(messageOf(Array.from({ length: MOST_EFFECTS + 1 }, () => ({ type: 'tilt' })))).toContain('16');
  });
});
