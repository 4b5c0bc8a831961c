/**
 * What is written is what was heard: 100 kicks with sliders and effects at random, through the
 * studio and its engine process, against the bytes of their files. And what is written comes back:
 * kicks with everything set at random, made again from their files alone.
 */

import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { crc32 } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { randomChain } from '../../src-main/audio/effects/fixtures/random-chain.ts';
import { chunksOf } from '../../src-main/audio/wav-chunks/riff.ts';
import { readWav } from '../../src-main/audio/wav-read.ts';
import { createRandom } from '../../src-main/base/random.ts';
import { writeTinyBundle } from '../../src-main/engine/fixtures/tiny-bundle.ts';
import { forkChild } from '../../src-main/engine/fork.ts';
import { openStudio } from '../../src-main/studio/open.ts';
import type { Studio } from '../../src-main/studio/studio.ts';
import { contract } from '../../src-preload/contract/verbs.ts';

const COUNT = 100;
/** Kicks that are made again; by hand RECALLS=100. */
const RECALLS = Number(process.env.RECALLS ?? 12);
const factory = resolve(import.meta.dirname, '../../models/factory');

/** The rounding that is stated (its zeros unsigned) for integer files: full scale 2^(bits - 1), triangular noise of two LSB, seeded by the sound. */
function dithered(samples: Float32Array, bits: number): Float32Array {
  const random = createRandom(crc32(new Uint8Array(samples.buffer, samples.byteOffset, samples.byteLength)), 'dither');
  const full = 2 ** (bits - 1);
  return samples.map((x) => {
    const noise = random.uniform() - random.uniform();
    return Math.max(-full, Math.min(full - 1, Math.round(x * full + noise))) / full + 0;
  });
}
const samplesOf = (bytes: Uint8Array): Float32Array => readWav(bytes, 'test.wav').channels[0];
const bitsOf = (x: Float32Array): Uint32Array => new Uint32Array(x.slice().buffer);

describe.each(['tiny', 'factory'])('the %s model', (name) => {
  let dir: string;
  let studio: Studio | undefined;
  beforeAll(async () => {
    if (name === 'factory' && !existsSync(factory)) return;
    dir = await mkdtemp(join(tmpdir(), 'kicklab-rendered-'));
    if (name === 'tiny') await writeTinyBundle(join(dir, 'model'));
    studio = openStudio({
      appDir: resolve(import.meta.dirname, '../..'),
      version: 'test',
      spawn: (env) => forkChild({ env }),
      provider: 'cpu',
      model: name === 'tiny' ? join(dir, 'model') : factory,
      libraryDir: join(dir, 'library'),
    });
  });
  afterAll(async () => {
    await studio?.close();
    if (studio !== undefined) await rm(dir, { recursive: true });
  });

  test(`${String(COUNT)} random settings: file and played buffer are equal`, async ({ skip }) => {
    if (studio === undefined) {
      skip('models/factory is not there');
      return;
    }
    const { kicks } = studio;
    for (let index = 1; index <= COUNT; index++) {
      const random = createRandom(index, 'settings');
      const sliders = { decay: random.uniform(), brightness: random.uniform() };
      const asked = { sliders, effects: randomChain(index) };
      const heard = await kicks.audition(contract.kicks.audition.input.parse({ base: { seed: 7, index }, ...asked }), {});
      const wav = async (format: 'wav16' | 'wav24' | 'wav32f') => samplesOf((await kicks.wav({ id: heard.id, format }, {})).bytes);
      expect(bitsOf(await wav('wav32f'))).toEqual(bitsOf(heard.samples));
      expect(await wav('wav24')).toEqual(dithered(heard.samples, 24));
      expect(await wav('wav16')).toEqual(dithered(heard.samples, 16));
      // The same settings rendered anew, to a file of the batch.
      const out = join(dir, 'out');
      const { items } = await kicks.generate(contract.kicks.generate.input.parse({ seed: 7, first: index, ...asked, out }), {});
      expect(samplesOf(readFileSync(items[0].file))).toEqual(dithered(heard.samples, 24));
    }
  }, 600_000);

  test(`${String(RECALLS)} kicks with everything set: made again from their files, sample for sample`, async ({ skip }) => {
    if (studio === undefined) {
      skip('models/factory is not there');
      return;
    }
    const { kicks } = studio;
    const audition = (input: object) => kicks.audition(contract.kicks.audition.input.parse(input), {});
    const { latentSize } = await studio.models.info({}, {});
    const told: number[] = [];
    for (let index = 1; index <= RECALLS; index++) {
      const random = createRandom(index, 'recall');
      const other = await audition({ base: { seed: 8, index } });
      const [base, more] = [
        [{ seed: 9, index }, { sliders: { decay: random.uniform(), click: random.uniform() } }],
        [{ near: other.latent, seed: index, amount: 0.5 }, { sliders: { subby: random.uniform() } }],
        [{ transfer: { kick: other.latent, transient: { latent: other.latent.map((x) => -x), amount: 0.7 }, pitch: { latent: other.latent.map((x) => x / 2), amount: 0.5 }, tail: { latent: other.base.map((x) => -x / 2) } } }, {}],
        [{ latent: other.base }, { targets: { decayMs: 150 + 300 * random.uniform() } }],
      ][index % 4];
      const asked = {
        base,
        ...more,
        ...(random.uniform() < 0.7 ? { components: [{ component: 1 + random.int(latentSize), deviations: random.between(-1.5, 1.5) }] } : {}),
        ...(random.uniform() < 0.5 ? { key: { tonic: 'F', scale: 'minor' } } : {}),
        pitchCurve: [{ ms: 0, cents: random.between(-300, 300) }, { ms: 60, cents: random.between(-50, 50) }],
        effects: randomChain(index),
      };
      const { timing, reached, ...heard } = await audition(asked);
      expect(timing.total).toBeGreaterThan(0);
      expect('targets' in more).toBe(Object.keys(reached).length > 0);
      const format = (['wav32f', 'wav24', 'wav16'] as const)[index % 3];
      const rate = ([44_100, 44_100, 48_000, 88_200, 96_000] as const)[index % 5];
      const { bytes } = await kicks.wav({ id: heard.id, format, rate }, {});
      const { match, modelInstalled, ...again } = await kicks.recall({ name: 'kick.wav', bytes, as: 'made' }, {});
      expect([index, match, modelInstalled]).toEqual([index, { equal: true, residualDb: null, resampled: rate !== 44_100 }, true]);
      expect(bitsOf(again.samples)).toEqual(bitsOf(heard.samples));
      expect({ ...again, samples: null }).toEqual({ ...heard, id: again.id, samples: null });
      told.push(toldBytes(bytes));
    }
    expect(Math.max(...told)).toBeLessThan(12_000);
    expect(Math.min(...told)).toBeGreaterThan(1000);
  }, 600_000);
});

/** How long our own chunk is. */
function toldBytes(bytes: Uint8Array): number {
  const chunk = [...chunksOf(bytes)].find(({ id }) => id === 'klab');
  return chunk === undefined ? Infinity : chunk.end - chunk.start;
}
