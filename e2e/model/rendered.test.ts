/**
 * What is written is what was heard: 100 kicks with sliders and effects at random, through the
 * studio and its engine process, against the bytes of their files.
 */

import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { crc32 } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { randomChain } from '../../src-main/audio/effects/fixtures/random-chain.ts';
import { readWav } from '../../src-main/audio/wav-read.ts';
import { createRandom } from '../../src-main/base/random.ts';
import { writeTinyBundle } from '../../src-main/engine/fixtures/tiny-bundle.ts';
import { forkChild } from '../../src-main/engine/fork.ts';
import { openStudio } from '../../src-main/studio/open.ts';
import type { Studio } from '../../src-main/studio/studio.ts';
import { contract } from '../../src-preload/contract/verbs.ts';

const COUNT = 100;
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
});
