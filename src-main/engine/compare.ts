/** A sound file beside what a model makes of it. */

import { copyDistances, layCopy } from '../audio/copy-distances.ts';
import { decodeFile } from '../audio/decode.ts';
import { finish } from '../audio/finish.ts';
import { prepare, type Prepared } from '../audio/prepare.ts';
import type { Model } from './models.ts';
import type { Compared } from './protocol.ts';
import { measure, reconstructFeatures } from './synthesis.ts';

/** @throws what `decodeFile` and `prepare` throw */
export async function compareFile(model: Model, file: string): Promise<Compared> {
  return comparePrepared(model, prepare(await decodeFile(file), model.bundle.manifest.audio));
}

/** A sound that was prepared already: how far its reconstruction lies from it, and what it measures itself. */
export async function comparePrepared(model: Model, sound: Pick<Prepared, 'samples' | 'features'>): Promise<Compared> {
  const spec = model.bundle.manifest.audio;
  const laid = layCopy(sound.samples, await reconstructFeatures(model, sound.features), spec);
  return {
    distances: copyDistances(sound, laid, spec),
    descriptors: measure(finish(sound.samples, spec), sound.samples, sound.features, spec),
  };
}
