/**
 * Kicks whose model was removed, over the true engine: they play, say what they need, and once its
 * `.kickmodel` file is imported they are the same kicks again, sample for sample.
 */

import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { HeardKick } from '../../src-preload/contract/kicks.ts';
import { contract } from '../../src-preload/contract/verbs.ts';
import { requestOf } from '../../src-renderer/session/request.ts';
import { writeBundle } from '../../src-main/engine/bundle.ts';
import { createEngine } from '../../src-main/engine/client.ts';
import { tinyParts, writeTinyBundle } from '../../src-main/engine/fixtures/tiny-bundle.ts';
import { forkChild } from '../../src-main/engine/fork.ts';
import { openSettings } from '../../src-main/studio/settings-file.ts';
import { createStudio, type Studio } from '../../src-main/studio/studio.ts';

const folder = mkdtempSync(join(tmpdir(), 'kicklab-missing-'));
const app = join(folder, 'models');
const user = join(folder, 'user-models');
const engine = createEngine({ spawn: forkChild({ env: { KICKLAB_PROVIDER: 'cpu' } }) });
let studio: Studio;

/** As after a restart: nothing is remembered but what stands on the disk. */
const start = (): Studio => createStudio({
  engine,
  startEngine: () => engine,
  modelRoots: { app, user },
  libraryDir: join(folder, 'library'),
  labDir: join(folder, 'lab'),
  settings: openSettings(join(folder, 'settings.json'), () => undefined),
  startedWith: { provider: null, library: false },
  noticesFile: '',
  desk: { reveal: () => Promise.resolve(), copyFiles: null },
  versions: {},
});

beforeAll(async () => {
  mkdirSync(user, { recursive: true });
  await writeTinyBundle(join(app, 'factory'));
  await writeBundle(join(user, 'mine'), { ...tinyParts(12), name: 'Mine' });
  studio = start();
});
afterAll(async () => {
  await engine.close();
  rmSync(folder, { recursive: true });
});

const audition = async (kick: HeardKick) => studio.kicks.audition(contract.kicks.audition.input.parse(requestOf(kick)), {});

test('a kick of a model that was removed plays and says what it needs, and is the same again once its file is imported', async () => {
  const { models, kicks, library } = studio;
  const made = await kicks.audition(contract.kicks.audition.input.parse({ model: 'Mine', base: { seed: 4, index: 1 }, sliders: { decay: 0.8 }, effects: [{ type: 'saturation', driveDb: 9 }] }), {});
  const { id } = await library.save({ id: made.id }, {});
  const dropped = { name: 'dropped.wav', bytes: (await kicks.wav({ id: made.id, format: 'wav32f' }, {})).bytes };
  const { file } = await models.export({ model: 'Mine', out: folder }, {});
  await models.remove({ model: 'Mine' }, {});
  await models.emptyTrash({}, {});

  const gone = await library.open({ id }, {});
  expect(gone).toMatchObject({ modelInstalled: false, bundleId: made.bundleId, bundleName: 'Mine' });
  expect(gone.samples).toEqual(made.samples);
  await expect(audition(gone)).rejects.toMatchObject({ code: 'MODEL_NOT_FOUND', hint: expect.stringContaining('import its .kickmodel file') as string });
  await expect(kicks.recall({ ...dropped, as: 'made' }, {})).rejects.toMatchObject({
    code: 'RECALL_MODEL_MISSING',
    message: `dropped.wav: was made with the model Mine (${made.bundleId}), which is not installed here`,
    hint: expect.stringMatching(/^Import its \.kickmodel file/) as string,
  });
  const asItIs = await kicks.recall({ ...dropped, as: 'file' }, {});
  expect(asItIs).toMatchObject({ modelInstalled: false, bundleId: made.bundleId, bundleName: 'Mine' });
  expect(asItIs.samples).toEqual(made.samples);

  studio = start();
  expect(await studio.models.import({ file }, {})).toMatchObject({ model: { id: made.bundleId, name: 'Mine' }, already: false });
  const back = await studio.library.open({ id }, {});
  expect(back.modelInstalled).toBe(true);
  for (const kick of [back, gone, asItIs, made]) expect((await audition(kick)).samples).toEqual(made.samples);
  expect((await studio.kicks.recall({ ...dropped, as: 'made' }, {})).match).toMatchObject({ equal: true });
});
