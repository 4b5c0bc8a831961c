import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';

import { clusterAnalysis } from '../../src-preload/contract/clusters.ts';
import { createRandom } from '../base/random.ts';
import { createFakeEngine, LATENT_SIZE } from './fixtures/fake-engine.ts';
import { createFakeStudio } from './fixtures/fake-studio.ts';
import { writeTone } from './fixtures/wav.ts';

const { studio, dir, engine } = createFakeStudio();
const { explore } = studio;
afterAll(async () => {
  await studio.close();
  rmSync(dir, { recursive: true });
});

/** Eleven long ones with a positive first number, and one short with a negative one, whose name would break a table. */
function writeTrainingSet(): void {
  const random = createRandom('studio clusters');
  const kicks = Array.from({ length: 12 }, (_, i) => ({
    name: i === 5 ? 'odd\tone\n.wav' : `kick ${String(i)}.wav`,
    latent: Array.from({ length: LATENT_SIZE }, (__, d) => (d === 0 ? (i === 5 ? -2 : 2) : random.normal())),
    descriptors: { decayMs: i === 5 ? 60 : 900 + i, centroidHz: 110, subShare: 0.9, clickDb: -20, noteHz: i === 5 ? null : 50, lengthMs: i === 5 ? 110 : 1200 },
  }));
  writeFileSync(join(dir, 'models', 'factory', 'training-set.json'), JSON.stringify({ bundleId: 'fake0123456789ab', kicks }));
}

test('a model that tells of no training set, or a folder of too few sounds, is refused in words', async () => {
  await expect(explore.clusters({ seed: 1 }, {})).rejects.toMatchObject({ code: 'TRAINING_SET_UNKNOWN' });
  const few = join(dir, 'few');
  mkdirSync(few);
  await expect(explore.clusters({ dir: few, seed: 1 }, {})).rejects.toMatchObject({ code: 'FOLDER_EMPTY' });
  writeTone(join(few, 'a.wav'), 50);
  await expect(explore.clusters({ dir: few, seed: 1 }, {})).rejects.toMatchObject({ code: 'CLUSTERS_TOO_FEW' });
});

test('clusters of the training set are told with names, figures, members and the nearest recording', async () => {
  writeTrainingSet();
  const told = await explore.clusters({ seed: 1 }, {});
  expect(told).toMatchObject({ bundleId: 'fake0123456789ab', dir: null, count: 12, k: 2, files: [], failed: [] });
  const [long, odd] = told.clusters;
  expect(long).toMatchObject({ size: 11, nearest: 'kick 0.wav', average: null, file: null });
  expect(long.descriptors.decayMs.mean).toBeCloseTo((11 * 900 + 61) / 11, 9);
  expect(long.descriptors.noteHz).toEqual({ mean: 50, sd: 0 });
  expect(odd).toMatchObject({ size: 1, descriptors: { noteHz: null, decayMs: { mean: 60, sd: 0 } } });
  expect(odd.name.split(', ')).toContain('tight');
  expect(odd.members).toEqual([{ name: 'odd\tone\n.wav', probability: 1 }]);
  expect(told.kicks[5]).toMatchObject({ cluster: 1, probabilities: [0, 1] });
  // The page asks with every map: what was found once is not looked for again.
  const before = engine.calls.filter(({ verb }) => verb === 'cluster').length;
  await explore.clusters({ seed: 1 }, {});
  expect(engine.calls.filter(({ verb }) => verb === 'cluster')).toHaveLength(before);
});

test('many kicks are told apart beside the engine that makes sounds', async () => {
  const trainer = createFakeEngine();
  const { studio: other, dir: there, engine: busy } = createFakeStudio({ trainer });
  const kicks = Array.from({ length: 300 }, (_, i) => ({
    name: `${String(i)}.wav`,
    latent: new Array<number>(LATENT_SIZE).fill(i % 2 === 0 ? 1 : -1),
    descriptors: { decayMs: 300, centroidHz: 110, subShare: 0.9, clickDb: -20, noteHz: null, lengthMs: 500 },
  }));
  writeFileSync(join(there, 'models', 'factory', 'training-set.json'), JSON.stringify({ bundleId: 'fake0123456789ab', kicks }));
  expect((await other.explore.clusters({ seed: 1 }, {})).count).toBe(300);
  expect(trainer.calls.map(({ verb }) => verb)).toEqual(['cluster']);
  expect(trainer.closed).toBe(true);
  expect(busy.calls.some(({ verb }) => verb === 'cluster')).toBe(false);
  await other.close();
  rmSync(there, { recursive: true });
});

test('the analysis, the averages made of latents and the projector\'s tables are written', async () => {
  writeTrainingSet();
  const out = join(dir, 'out', 'clusters');
  const { files, ...told } = await explore.clusters({ seed: 1, out }, {});
  expect(files.every((file) => existsSync(file))).toBe(true);
  const written = clusterAnalysis.parse(JSON.parse(readFileSync(join(out, 'cluster_analysis.json'), 'utf8')));
  expect(written).toEqual(told);
  const asked = engine.calls.filter(({ verb }) => verb === 'generate').map(({ args }) => args as { base: { latent: number[] }; forFile: boolean });
  expect(asked.map(({ base }) => base.latent)).toEqual(written.clusters.map(({ latent }) => latent));
  expect(asked.every(({ forFile }) => forFile)).toBe(true);
  expect(written.clusters.map(({ file }) => file)).toEqual(files.filter((file) => file.endsWith('.wav')));
  const rows = (name: string): string[][] => readFileSync(join(out, name), 'utf8').trimEnd().split('\n').map((line) => line.split('\t'));
  const tensors = rows('tensors.tsv');
  expect(tensors).toHaveLength(12);
  expect(tensors.every((row) => row.length === LATENT_SIZE)).toBe(true);
  const [titles, ...metadata] = rows('metadata.tsv');
  expect(metadata).toHaveLength(12);
  expect(metadata.every((row) => row.length === titles.length)).toBe(true);
  expect(metadata[5].slice(0, 3)).toEqual(['odd one .wav', '2', written.clusters[1].name]);
  expect(readFileSync(join(out, 'projector_config.pbtxt'), 'utf8')).toContain('tensor_path: "tensors.tsv"');
});

test('sounds of a folder are placed by the model, and those that cannot be read are told', async () => {
  const sounds = join(dir, 'sounds');
  mkdirSync(join(sounds, 'below'), { recursive: true });
  for (let hz = 40; hz < 80; hz += 5) writeTone(join(sounds, 'below', `${String(hz)}.wav`), hz);
  writeFileSync(join(sounds, 'broken.wav'), 'no sound');
  const told = await explore.clusters({ dir: sounds, seed: 1 }, {});
  expect(told.count).toBe(8);
  expect(told.kicks[0].name).toBe('below/40.wav');
  expect(told.failed).toMatchObject([{ file: join(sounds, 'broken.wav'), error: { code: 'AUDIO_UNREADABLE' } }]);
});
