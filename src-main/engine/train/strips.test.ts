import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { proceduralKick } from '../../audio/procedural/index.ts';
import { extractFeatures } from '../../audio/features.ts';
import { KICK_SPEC } from '../../audio/spec.ts';
import { initParams } from '../../graph/params.ts';
import { readStrip } from '../../lab/strips.ts';
import { vaeLayout } from '../../nets/vae.ts';
import { KicklabError } from '../../../src-preload/contract/errors.ts';
import { readBundle } from '../bundle.ts';
import { vaeShape } from '../shapes.ts';
import { heldKicks } from './held-kicks.ts';
import { createKickSet } from './kick-set.ts';
import type { Weights } from './loop.ts';
import { openStrips } from './strips.ts';

test('strips are made of the weights of the moment, first at once and then as often as their share of the time allows', { timeout: 60_000 }, async () => {
  const out = mkdtempSync(join(tmpdir(), 'kicklab-strips-'));
  const { samples } = proceduralKick(3, 1, KICK_SPEC, 'short');
  const builder = createKickSet(KICK_SPEC, 1, false);
  builder.add({ features: extractFeatures(samples, KICK_SPEC), audio: samples, weight: 1, family: 'one' });
  const shape = vaeShape(KICK_SPEC, 8, 4);
  const layout = vaeLayout(shape);
  const bias = layout.trained.find(({ spec }) => spec.name === 'decoder.skip.bias');
  /** Weights that put out one level everywhere, about. */
  const weights = (level: number): Weights => {
    const { values, state } = initParams(layout, 1);
    values.fill(level, bias?.offset, (bias?.offset ?? 0) + (bias?.size ?? 0));
    return { values, state };
  };
  const strips = await openStrips({
    out, shape, set: builder.finish(), kicks: [{ name: 'one.wav', at: 0, sound: samples }], prior: null, seed: 1,
    vocoder: await readBundle('models/factory'), threads: 1, signal: new AbortController().signal,
  });
  const made = (epoch: number): Buffer => readFileSync(join(out, 'listening', `epoch-${String(epoch)}`, 'made-1.wav'));
  try {
    expect(await strips.renew(1, weights(0.5), 0)).toBe(true);
    expect(await readStrip(out)).toEqual({ epoch: 1, kicks: ['one.wav'], random: 5 });
    const first = made(1);
    expect(await strips.renew(2, weights(0.8), 1e-6)).toBe(false);
    expect(await strips.renew(3, weights(0.8), 1e6)).toBe(true);
    expect(await readStrip(out)).toMatchObject({ epoch: 3 });
    expect(made(3).equals(first)).toBe(false);
    // The best epoch is heard again at the end, whatever that costs.
    expect(await strips.renew(1, weights(0.5), Infinity)).toBe(true);
    expect(await readStrip(out)).toMatchObject({ epoch: 1 });
    expect(made(1).equals(first)).toBe(true);
  } finally {
    await strips.release();
    rmSync(out, { recursive: true });
  }
});

test('held-back kicks are taken evenly, without variations and without those whose file has gone', async () => {
  const kicks = Array.from({ length: 8 }, (_, n) => ({ name: `${String(n)}.wav`, at: 2 * n }));
  const found = await heldKicks(kicks, [0, 1, 4, 5, 8, 9, 12, 13], 2, ({ name }) =>
    (name === '0.wav' ? Promise.reject(new KicklabError('AUDIO_UNREADABLE', { file: name, reason: 'gone' })) : Promise.resolve(new Float32Array(1))));
  expect(found.map(({ name }) => name)).toEqual(['4.wav']);
});
