import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { CLEAN, project } from '../audio/projection.ts';
import { KICK_SPEC, pitchPoints, type Features } from '../audio/spec.ts';
import { createRandom } from '../base/random.ts';
import { readBundle, type Bundle } from './bundle.ts';
import { tinyParts } from './fixtures/tiny-bundle.ts';
import { writeUntrainedBundle } from './fixtures/untrained-bundle.ts';
import { openNetwork } from './runtime.ts';
import { openNetworks, type Networks } from './sessions.ts';
import { openShortVocoders, shortestFor } from './vocoder-lengths.ts';

const CPU = { provider: 'cpu', threads: 1 } as const;
const { mels, frames, onset, hop } = KICK_SPEC;

/** Something loud for `active` frames, swept down, and then nothing. */
function lasting(active: number): Features {
  const random = createRandom('lasting', active);
  const mel = new Float32Array(mels * frames);
  for (let j = 0; j < mels; j++) {
    for (let t = onset / hop; t < active; t++) mel[j * frames + t] = Math.max(0, 0.9 - 0.004 * j - 0.001 * t + 0.05 * random.normal());
  }
  const points = pitchPoints(KICK_SPEC);
  return {
    mel,
    pitch: Float32Array.from({ length: points }, (_, i) => 2 * Math.exp(-i / 30) - 0.2),
    voicing: new Float32Array(points).fill(0.8),
  };
}

describe('shorter copies of the vocoder', () => {
  const dir = mkdtempSync(join(tmpdir(), 'kicklab-lengths-'));
  let bundle: Bundle;
  let networks: Networks;
  beforeAll(async () => {
    await writeUntrainedBundle(dir);
    bundle = await readBundle(dir);
    networks = await openNetworks(bundle, CPU);
  });
  afterAll(async () => {
    await networks.release();
    rmSync(dir, { recursive: true });
  });

  test.each([60, 86, 87, 120, 146, 147, 200])('a sound of %i frames comes out as the whole network makes it, byte for byte', async (active) => {
    const features = lasting(active);
    const whole = await openNetwork(bundle.vocoder, CPU);
    const [, count, width] = whole.inputs.get('noise') ?? [];
    const noise = createRandom('vocoder noise').fillNormal(new Float32Array(count * width));
    const { audio } = await whole.run({ ...features, noise });
    await whole.release();
    const expected = project(audio, features.mel, KICK_SPEC, CLEAN);
    const found = project(await networks.vocode(features), features.mel, KICK_SPEC, CLEAN);
    expect(expected.some((x) => Math.abs(x) > 1e-3)).toBe(true);
    expect(Buffer.from(found.buffer).equals(Buffer.from(expected.buffer))).toBe(true);
  });

  test('the shortest that holds the sound and what the network sees beside it is taken', async () => {
    const copies = await openShortVocoders(bundle.vocoder, KICK_SPEC, CPU);
    const framesFor = (active: number): number | undefined => shortestFor(copies, lasting(active).mel, KICK_SPEC)?.frames;
    expect(copies.map((copy) => copy.frames)).toEqual([106, 166]);
    expect([framesFor(86), framesFor(87), framesFor(146), framesFor(147)]).toEqual([106, 166, 166, undefined]);
    for (const { network } of copies) await network.release();
  });

  test('a vocoder that this version would not export is left whole', async () => {
    expect(await openShortVocoders(tinyParts().vocoder, KICK_SPEC, CPU)).toEqual([]);
    const other = Uint8Array.from(bundle.vocoder);
    other[other.length - 1] ^= 1;
    expect(await openShortVocoders(other, KICK_SPEC, CPU)).toEqual([]);
  });
});
