/** Options that shape a kick beyond its sliders: `--key`, `--pitch` and `--components`. */

import { KicklabError } from '../../src-preload/contract/errors.ts';
import type { Input } from '../../src-preload/contract/verbs.ts';
import { text } from './command.ts';
import type { Options } from './options.ts';

export const SHAPE = {
  key: text('KEY', 'tune to the nearest tone of a key, such as "F minor" or "C# dorian"'),
  pitch: text('MS:CENTS,..', 'bend the pitch along a curve: cents at times after the onset'),
  components: text('N:SD,..', 'put the sound elsewhere on components of the latent space, in standard deviations'),
};

type Shape = Pick<Input<'kicks', 'generate'>, 'key' | 'pitchCurve' | 'components'>;

/** What was given, for the contract to check names and ranges. @throws OPTION_VALUE */
export function readShape({ key, pitch, components }: Options<typeof SHAPE>): Shape {
  return {
    ...(key === undefined ? {} : { key: readKey(key) }),
    ...(pitch === undefined ? {} : { pitchCurve: readPairs('--pitch', pitch).map(([ms, cents]) => ({ ms, cents })) }),
    ...(components === undefined ? {} : { components: readPairs('--components', components).map(([component, deviations]) => ({ component, deviations })) }),
  };
}

/** `F minor` as tonic and scale. */
export function readKey(given: string): NonNullable<Shape['key']> {
  const [tonic = '', ...scale] = given.trim().split(/\s+/);
  return { tonic: tonic.toUpperCase(), scale: scale.join(' ').toLowerCase() } as NonNullable<Shape['key']>;
}

/** `a:b,c:d` as pairs of numbers. */
function readPairs(option: string, given: string): [number, number][] {
  return given.split(',').map((pair) => {
    const numbers = pair.split(':').map((part) => (part.trim() === '' ? NaN : Number(part)));
    const [first, second] = numbers;
    if (numbers.length !== 2 || !numbers.every(Number.isFinite)) throw new KicklabError('OPTION_VALUE', { option, reason: `takes pairs of numbers such as 0:700,40:-100, not ${pair}` });
    return [first, second];
  });
}
