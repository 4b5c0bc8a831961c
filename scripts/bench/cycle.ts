/** Does encoding a made kick find the latent it was made from? */

import type { Model } from '../../src-main/engine/models.ts';
import { encode, generate } from '../../src-main/engine/synthesis.ts';
import type { RealKick } from './real-kicks.ts';
import { figure, notMeasured, type Row, type Section } from './rows.ts';
import { mean, quantile } from '../../src-main/base/statistics.ts';

const COUNT = 50;
const SEED = 4242;

/**
 * Of these kicks: share whose re-encoded latent is nearest (Euclidean) to its own among them, and
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

/** The rows; `test`: null where there are no real kicks. */
export async function measureCycle(model: Model, test: readonly RealKick[] | null): Promise<Section> {
  const { signal } = new AbortController();
  const generated: number[][] = [];
  for (let index = 0; index < COUNT; index++) {
    generated.push((await generate(model, { base: { seed: SEED, index }, sliders: {}, forFile: true }, signal)).latent);
  }
  const rows: Row[] = cycleRows('random kicks', await cycleOf(model, generated));
  if (test === null) rows.push(notMeasured('real kicks of the test part, encoded', 'no real kicks'));
  else {
    const latents: number[][] = [];
    for (const { audio } of test) latents.push((await encode(model, audio, signal)).latent);
    rows.push(...cycleRows('real kicks of the test part, encoded', await cycleOf(model, latents)));
  }
  return {
    name: 'cycle',
    about: `Latent to sound to latent: ${String(COUNT)} random kicks, and the latents of the real kicks of the test part. Share whose own latent is ` +
      'the nearest of its set to what encoding finds; cosine of both about the set\'s mean.',
    rows,
  };
}

function cycleRows(name: string, { nearest, cosines }: { nearest: number; cosines: number[] }): Row[] {
  return [
    figure(`${name}: own latent nearest`, nearest, ''),
    figure(`${name}: cosine, mean`, mean(cosines), ''),
    figure(`${name}: cosine, 10th percentile`, quantile(cosines, 0.1), ''),
  ];
}
