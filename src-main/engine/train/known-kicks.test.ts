import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { proceduralKick } from '../../audio/procedural/index.ts';
import { extractFeatures } from '../../audio/features.ts';
import { readTrainingSet } from '../../lab/training-set.ts';
import { readBundle } from '../bundle.ts';
import { writeShortBundle } from '../fixtures/untrained-bundle.ts';
import type { Model } from '../models.ts';
import { openNetworks } from '../sessions.ts';
import { encodeFeatures, generate } from '../synthesis.ts';
import { createKickSet } from './kick-set.ts';
import { writeKnownKicks } from './known-kicks.ts';

test('each sound stands beside the bundle by name, where the model places it and as the model makes it, without its variations', async () => {
  const dir = mkdtempSync(join(tmpdir(), 'kicklab-known-'));
  const { signal } = new AbortController();
  try {
    await writeShortBundle(dir);
    const bundle = await readBundle(dir);
    const { manifest: { audio, id } } = bundle;
    const builder = createKickSet(audio, 6, false);
    for (let i = 0; i < 6; i++) builder.add({ features: extractFeatures(proceduralKick(3, i, audio, 'short').samples, audio), audio: null, weight: 1, family: String(i) });
    const of = { file: '', name: '', hit: null, label: null, fixes: [] };
    const kicks = [0, 2, 4].map((at) => ({ name: `${String(at)}.wav`, of, at }));
    const networks = await openNetworks(bundle, { provider: 'cpu', threads: 1 });
    const model: Model = { bundle, cpu: networks, audition: () => networks };
    const shares: number[] = [];
    const known = await writeKnownKicks(model, { set: builder.finish(), kicks }, (share) => { shares.push(share); }, signal);
    expect(known.map(({ name }) => name)).toEqual(['0.wav', '2.wav', '4.wav']);
    expect(shares).toEqual([1 / 3, 2 / 3, 1]);
    const { latent } = known[1];
    expect(latent).toEqual(await encodeFeatures(model, extractFeatures(proceduralKick(3, 2, audio, 'short').samples, audio)));
    const made = await generate(model, { base: { latent }, sliders: {}, forFile: true }, signal);
    expect(made.descriptors).toMatchObject(known[1].descriptors);
    const kept = (await readTrainingSet(dir, id)) ?? [];
    expect(kept.map(({ name }) => name)).toEqual(known.map(({ name }) => name));
    kept.forEach((kick, k) => { expect(kick.latent[0]).toBeCloseTo(known[k].latent[0], 3); });
    await expect(writeKnownKicks(model, { set: builder.finish(), kicks }, () => undefined, AbortSignal.abort())).rejects.toThrow('aborted');
    await networks.release();
  } finally {
    rmSync(dir, { recursive: true });
  }
});
