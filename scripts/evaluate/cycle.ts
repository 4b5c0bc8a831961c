/** Does encoding a made kick find the latent it was made from? */

import type { Model } from '../../src-main/engine/models.ts';
import { encode, generate } from '../../src-main/engine/synthesis.ts';
import { realKicks } from './real-kicks.ts';
import { mean, quantile } from './statistics.ts';

const COUNT = 50;
const SEED = 4242;

/**
 * For 50 kicks: share whose re-encoded latent is nearest (Euclidean) to its own among the 50, and
 * the cosine between both after removing the mean latent.
 */
export async function cycleOf(model: Model, latents: readonly (readonly number[])[]): Promise<{ nearest: number; cosines: number[] }> {
  const { signal } = new AbortController();
  const found: number[][] = [];
  for (const latent of latents) {
    const kick = await generate(model, { base: { latent }, sliders: {}, forFile: true }, signal);
    const audio = { file: 'made', sampleRate: kick.sampleRate, channels: [kick.samples] };
    found.push((await encode(model, audio, signal)).latent);
  }
  const centre = latents[0].map((_, d) => mean(latents.map((latent) => latent[d])));
  const without = (latent: readonly number[]): number[] => latent.map((x, d) => x - centre[d]);
  const distance = (a: readonly number[], b: readonly number[]): number => a.reduce((s, x, d) => s + (x - b[d]) ** 2, 0);
  const cosine = (a: number[], b: number[]): number =>
    a.reduce((s, x, d) => s + x * b[d], 0) / Math.hypot(...a) / Math.hypot(...b);
  const nearest = found.filter((latent, i) => {
    const own = distance(latent, latents[i]);
    return latents.every((other, j) => j === i || distance(latent, other) > own);
  }).length;
  return { nearest: nearest / latents.length, cosines: found.map((latent, i) => cosine(without(latent), without(latents[i]))) };
}

export async function measureCycle(model: Model, data: string, say: (text: string) => void): Promise<void> {
  const { signal } = new AbortController();
  const generated: number[][] = [];
  for (let index = 0; index < COUNT; index++) {
    generated.push((await generate(model, { base: { seed: SEED, index }, sliders: {}, forFile: true }, signal)).latent);
  }
  const sets: [string, number[][]][] = [['generated', generated]];
  const spec = model.bundle.manifest.audio;
  const real = await Promise.all([realKicks(data, 'test', spec), realKicks(data, 'train', spec)]).catch(() => null);
  if (real === null) say(`cycle: real kicks not measured, there is no split.csv in ${data}`);
  else {
    const [test, train] = real;
    const every = Math.floor(train.length / (COUNT - test.length));
    const some = [...test, ...train.filter((_, i) => i % every === 0)].slice(0, COUNT);
    const latents: number[][] = [];
    for (const { audio } of some) latents.push((await encode(model, audio, signal)).latent);
    sets.push([`reconstructed real (${String(test.length)} of the test part)`, latents]);
  }
  for (const [name, latents] of sets) {
    const { nearest, cosines } = await cycleOf(model, latents);
    say(
      `cycle, ${name}: nearest among ${String(latents.length)} in ${(nearest * 100).toFixed(0)} %, ` +
        `cosine mean ${mean(cosines).toFixed(3)}, 10th percentile ${quantile(cosines, 0.1).toFixed(3)}`,
    );
  }
}
