import { expect, test } from 'vitest';
import { KicklabError } from '../../src-preload/contract/errors.ts';
import { namesOf } from './names.ts';

const kick = { category: '808', note: 'F1', descriptor: 'deep' };
const safe = (name: string): string => `${name}.wav`;
const failure = (run: () => unknown): KicklabError => {
  try {
    run();
  } catch (thrown) {
    if (thrown instanceof KicklabError) return thrown as KicklabError;
  }
  throw new Error('it did not fail');
};

test('every token stands for what it says; numbers have two digits at least', () => {
  expect(namesOf('{pack}_{nn}_{category}_{note}_{descriptor}', 'P', [kick, { ...kick, note: null }], safe)).toEqual(['P_01_808_F1_deep.wav', 'P_02_808_x_deep.wav']);
  expect(namesOf('{nn}', 'P', Array.from({ length: 100 }, () => kick), safe).at(4)).toBe('005.wav');
});

test('a token that there is not is named with the one that was meant', () => {
  expect(failure(() => namesOf('{nn}_{categroy}', 'P', [kick], safe))).toMatchObject({ code: 'PACK_TEMPLATE', message: '{categroy} is no part of a name', hint: 'Did you mean {category}?' });
  expect(failure(() => namesOf('{}', 'P', [kick], safe)).code).toBe('PACK_TEMPLATE');
});

test('two that would be one file are refused, whatever their case', () => {
  expect(failure(() => namesOf('{pack}_{note}', 'P', [kick, kick], safe))).toMatchObject({ code: 'PACK_NAMES_COLLIDE', hint: expect.stringContaining('{nn}') as string });
  expect(failure(() => namesOf('{descriptor}', 'P', [kick, { ...kick, descriptor: 'Deep' }], safe)).code).toBe('PACK_NAMES_COLLIDE');
});

test('a name that is cut off before its number is refused too', () => {
  expect(failure(() => namesOf('{pack}{nn}', 'long', [kick, kick], (name) => name.slice(0, 4)))).toMatchObject({ code: 'PACK_NAMES_COLLIDE', hint: expect.stringContaining('Shorten') as string });
});
