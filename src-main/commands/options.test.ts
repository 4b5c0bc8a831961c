import { describe, expect, test } from 'vitest';
import { flag, number, numbers, text } from './command.ts';
import { distance, nearest } from '../base/nearest.ts';
import { readOptions } from './options.ts';

const table = {
  count: number('N', ''),
  decay: number('0..1', ''),
  latent: numbers('v', ''),
  out: text('DIR', ''),
  json: flag(''),
};
const read = (...args: string[]) => readOptions('generate', table, args);

test('reads values in both spellings, flags, files, and the end of options', () => {
  expect(read('--count', '3', 'a.wav', '--out=x=y', '--json', '--', '--b.wav', '-c.wav')).toEqual({
    options: { count: 3, out: 'x=y', json: true },
    files: ['a.wav', '--b.wav', '-c.wav'],
  });
});

test('a value may begin with a minus sign', () => {
  expect(read('--latent', '-0.3,1.2,-1e-7', '--decay', '-1').options).toEqual({ latent: [-0.3, 1.2, -1e-7], decay: -1 });
});

test('a latent printed as JSON comes back exactly', () => {
  const latent = Array.from({ length: 32 }, (_, i) => Math.fround(Math.sin(i * 1.7) * 10 ** (i % 9)));
  expect(read('--latent', latent.join(',')).options.latent).toEqual(latent);
  expect(read('--latent', JSON.stringify(latent)).options.latent).toEqual(latent);
});

describe('misuse is named', () => {
  test.each([
    [['--cuont', '3'], 'OPTION_UNKNOWN', '--cuont', '--count'],
    [['--dekay=1'], 'OPTION_UNKNOWN', '--dekay', '--decay'],
    [['--zzzzzz'], 'OPTION_UNKNOWN', '--zzzzzz', '--help'],
    [['-x'], 'OPTION_UNKNOWN', '-x', '--help'],
    [['--__proto__=1'], 'OPTION_UNKNOWN', '--__proto__', '--help'],
    [['--count'], 'OPTION_VALUE', '--count needs a value', '--help'],
    [['--count', '--json'], 'OPTION_VALUE', '--count needs a value', '--help'],
    [['--out', ''], 'OPTION_VALUE', '--out needs a value', '--help'],
    [['--count', 'many'], 'OPTION_VALUE', 'not many', '--help'],
    [['--count', 'NaN'], 'OPTION_VALUE', 'not NaN', '--help'],
    [['--count', '1e999'], 'OPTION_VALUE', 'not 1e999', '--help'],
    [['--json=yes'], 'OPTION_VALUE', '--json takes no value', '--help'],
    [['--latent', '1,,2'], 'LATENT_NOT_FINITE', 'number 2', 'encode'],
    [['--latent', '1,nan'], 'LATENT_NOT_FINITE', 'number 2', 'encode'],
  ])('%j', (args, code, named, hint) => {
    expect(() => read(...args)).toThrow(
      expect.objectContaining({ code, kind: 'misuse', message: expect.stringContaining(named) as string, hint: expect.stringContaining(hint) as string }),
    );
  });
});

// Distances of Damerau (1964) and Levenshtein (1966) as commonly tabulated.
test.each([['kitten', 'sitting', 3], ['ab', 'ba', 1], ['', 'abc', 3], ['abc', 'abc', 0], ['ca', 'abc', 3]])('%s to %s is %i edits', (a, b, d) => {
  expect(distance(a, b)).toBe(d);
  expect(distance(b, a)).toBe(d);
});

test('the nearest name is offered only when it is near', () => {
  expect(nearest('brightnes', ['brightness', 'batch'])).toBe('brightness');
  expect(nearest('bright', ['brightness', 'batch'])).toBe('brightness');
  expect(nearest('provider', ['seed', 'out'])).toBeNull();
});
