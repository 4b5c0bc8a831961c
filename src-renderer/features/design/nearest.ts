/** What is said of the recording behind its model that a kick is nearest to. Pure. */

import type { Output } from '../../../src-preload/contract/verbs.ts';

export type Nearest = Output<'kicks', 'nearest'>['nearest'];

/** @param found undefined until it is known */
export function nearestWords(found: Nearest | undefined): string {
  if (found === undefined) return 'Nearest training sound: not known yet';
  if (found === null) return 'This model does not tell what it was trained on';
  const { name, distance, limit, copy } = found;
  const apart = `${distance.toFixed(1)} away; under ${limit.toFixed(0)} counts as a copy`;
  return copy ? `As good as a copy of the training sound ${name} (${apart})` : `Nearest training sound: ${name} (${apart})`;
}
