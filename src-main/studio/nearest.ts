/** The use-case `nearest`: which recording behind its model a kick is most like, and whether it is a copy of it. */

import { COPY_DISTANCE, distanceOf, soundPoint, type SoundPoint } from '../audio/likeness.ts';
import { readTrainingSet } from '../lab/training-set.ts';
import { listModels, modelOfId } from './models.ts';
import type { Handlers, StudioDeps } from './ports.ts';
import type { RecentKicks } from './recent.ts';

interface Known {
  name: string;
  point: SoundPoint;
}

/** The handler of `kicks.nearest`. @throws KICK_GONE */
export function createNearest({ modelRoots }: Pick<StudioDeps, 'modelRoots'>, recent: RecentKicks): Handlers['kicks']['nearest'] {
  /** Of the model that was asked about last: every kick of a session is of one. */
  let last: { bundleId: string; known: readonly Known[] } | null = null;

  const knownTo = async (bundleId: string): Promise<readonly Known[] | null> => {
    if (last?.bundleId === bundleId) return last.known;
    const model = modelOfId(await listModels(modelRoots), bundleId);
    if (model === undefined) return null;
    const kicks = await readTrainingSet(model.dir, model.id);
    // A training writes it after the bundle: what is not there may come yet.
    if (kicks === null) return null;
    last = { bundleId, known: kicks.map(({ name, descriptors, latent }) => ({ name, point: soundPoint(descriptors, latent) })) };
    return last.known;
  };

  return async ({ id }) => {
    const { facts: { bundleId, descriptors, latent } } = recent.take(id);
    const known = await knownTo(bundleId);
    if (known === null || known.length === 0) return { nearest: null };
    const point = soundPoint(descriptors, latent);
    const near = known
      .map(({ name, point: other }) => ({ name, distance: distanceOf(point, other) }))
      .reduce((a, b) => (b.distance < a.distance ? b : a));
    return { nearest: { ...near, limit: COPY_DISTANCE, copy: near.distance < COPY_DISTANCE } };
  };
}
