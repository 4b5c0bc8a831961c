/**
 * What was told once of a data set's licence goes all the way: into the model that is trained on it, its
 * card, the WAV files that it makes and the packs of them. The rest is real too, but for the model's size.
 */

import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { proceduralKick } from '../../src-main/audio/procedural/index.ts';
import { KICK_SPEC } from '../../src-main/audio/spec.ts';
import { writeWav } from '../../src-main/audio/wav-write.ts';
import { writeShortBundle } from '../../src-main/engine/fixtures/untrained-bundle.ts';
import { forkChild } from '../../src-main/engine/fork.ts';
import { openStudio } from '../../src-main/studio/open.ts';
import type { Studio } from '../../src-main/studio/studio.ts';
import { packManifest } from '../../src-preload/contract/pack-fields.ts';
import { contract } from '../../src-preload/contract/verbs.ts';

const KICKS = 20;
const LICENCE = { text: 'CC BY 4.0,\nsee the booklet', credits: 'Ada', source: 'https://kicks.example' };
/** As it stands wherever it comes to, ahead of what the start learnt from. */
const CREDITS = ['CC BY 4.0, see the booklet: Ada (https://kicks.example)', 'CC0-1.0'];

let dir: string;
let studio: Studio;
beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), 'kicklab-licences-'));
  mkdirSync(join(dir, 'kicks'));
  for (let i = 0; i < KICKS; i++) {
    const { samples } = proceduralKick(3, i, KICK_SPEC, 'short');
    writeFileSync(join(dir, 'kicks', `${String(i)}.wav`), writeWav([samples], KICK_SPEC.sampleRate, { format: 'int16', ditherSeed: i }));
  }
  await writeShortBundle(join(dir, 'start'));
  for (const [name, file] of [['LAB', 'lab'], ['MODELS', 'models'], ['SETTINGS', 'settings.json']]) vi.stubEnv(`KICKLAB_${name}`, join(dir, file));
  studio = openStudio({
    appDir: resolve(import.meta.dirname, '../..'), version: 'test', spawn: (env) => forkChild({ env }), provider: 'cpu', model: join(dir, 'mine'), libraryDir: join(dir, 'library'),
  });
});
afterAll(async () => {
  await studio.close();
  vi.unstubAllEnvs();
  rmSync(dir, { recursive: true });
});

test('the licence of a data set is in the model, its card, its sounds and its packs', async () => {
  const { datasets, kicks } = studio;
  const { dataset: { id } } = await datasets.create({ paths: [join(dir, 'kicks')] }, {});
  await datasets.describe({ id, licence: LICENCE }, {});
  const out = join(dir, 'mine');
  await studio.train(contract.training.start.input.parse({ dataset: id, out, from: join(dir, 'start'), preset: 'quick', epochs: 1, threads: 1 }), {});

  const { training, card } = await studio.models.card({}, {});
  expect(training.licences).toEqual(CREDITS);
  expect(card).toContain(CREDITS.map((credit) => `- ${credit}\n`).join(''));

  const { items: [{ file }] } = await kicks.generate(contract.kicks.generate.input.parse({ seed: 1, out: join(dir, 'made') }), {});
  const { items: [inspected] } = await kicks.inspect({ files: [file] }, {});
  expect(inspected).toMatchObject({ provenance: { model: { licences: CREDITS } }, info: { copyright: `The model mine learned from: ${CREDITS.join('; ')}` } });

  await studio.buildPack(contract.packs.start.input.parse({ count: 2, name: 'Pack', out: join(dir, 'pack') }), {});
  const inPack = (name: string): string => readFileSync(join(dir, 'pack', name), 'utf8');
  expect(inPack('LICENSE.txt')).toContain(CREDITS.map((credit) => `- ${credit}\n`).join(''));
  const { models, kicks: [kick] } = packManifest.parse(JSON.parse(inPack('manifest.json')));
  expect(models).toMatchObject([{ name: 'mine', credits: CREDITS }]);
  const { items: [packed] } = await kicks.inspect({ files: [join(dir, 'pack', kick.file)] }, {});
  expect(packed).toMatchObject({ provenance: { model: { licences: CREDITS } } });
});
