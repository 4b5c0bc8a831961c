import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { contract } from '../../src-preload/contract/verbs.ts';
import { writeTrainingSet, type TrainingKick } from '../lab/training-set.ts';
import { createFakeStudio, type FakeStudio } from './fixtures/fake-studio.ts';

const asked = contract.kicks.audition.input.parse({ base: { seed: 1, index: 1 } });
let fake: FakeStudio;
beforeEach(() => { fake = createFakeStudio(); });
afterEach(() => { rmSync(fake.dir, { recursive: true }); });

test('the nearest of the training set is told with its distance, and a copy is called one', async () => {
  const { kicks } = fake.studio;
  const kick = await kicks.audition(asked, {});
  expect(await kicks.nearest({ id: kick.id }, {})).toEqual({ nearest: null });

  const { decayMs, centroidHz, subShare, clickDb, noteHz, lengthMs } = kick.descriptors;
  const own: TrainingKick = { name: 'own.wav', latent: kick.latent, descriptors: { decayMs, centroidHz, subShare, clickDb, noteHz, lengthMs } };
  const far = (name: string, shift: number): TrainingKick => ({ ...own, name, latent: own.latent.map((z) => z + shift) });
  const factory = join(fake.dir, 'models', 'factory');
  await writeTrainingSet(factory, kick.bundleId, [far('far.wav', 3), far('nearer.wav', 1)]);
  const { nearest } = await kicks.nearest({ id: kick.id }, {});
  expect(nearest).toMatchObject({ name: 'nearer.wav', copy: false, limit: 1 });
  // One apart in each dimension, scaled so that all of them weigh as much as the five figures.
  expect(nearest?.distance).toBeCloseTo(Math.sqrt(5), 2);

  const other = createFakeStudio();
  const again = await other.studio.kicks.audition(asked, {});
  await writeTrainingSet(join(other.dir, 'models', 'factory'), again.bundleId, [far('far.wav', 3), own]);
  expect((await other.studio.kicks.nearest({ id: again.id }, {})).nearest).toMatchObject({ name: 'own.wav', copy: true });
  rmSync(other.dir, { recursive: true });
});
