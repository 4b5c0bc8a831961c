/** What is to be asked for to get a kick again that was heard: the same bundle gives the same samples. Pure. */

import type { HeardKick } from '../../src-preload/contract/kicks.ts';
import type { Input } from '../../src-preload/contract/verbs.ts';

export function requestOf({ base, exchanged, components, set, note, pitchCurve, effects, bundleId }: HeardKick): Input<'kicks', 'audition'> {
  return {
    base: { latent: base, exchanged },
    components,
    sliders: set,
    ...(note === null ? {} : { note }),
    pitchCurve,
    effects,
    model: bundleId,
  };
}
