/** What is written behind `--category`: a name, or names with their shares (`808=0.6,909=0.4`). */

import { KicklabError } from '../../src-preload/contract/errors.ts';
import type { Input } from '../../src-preload/contract/verbs.ts';

type Shares = NonNullable<Input<'kicks', 'generate'>['categories']>;

/** A name without a share has all of it. Ranges are the contract's to check, names the model's. @throws OPTION_VALUE */
export function readShares(given: string): Shares {
  return Object.fromEntries(given.split(',').map((part) => {
    const [name, share = '1', ...more] = part.split('=').map((text) => text.trim());
    const number = share === '' ? NaN : Number(share);
    if (name === '' || more.length > 0 || !Number.isFinite(number)) {
      throw new KicklabError('OPTION_VALUE', { option: '--category', reason: `takes a name such as 808, or shares such as 808=0.6,909=0.4; not ${part}` });
    }
    return [name, number];
  }));
}
