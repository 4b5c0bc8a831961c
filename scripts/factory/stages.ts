/** The training stages of the shipped model, on the set that `data.ts` made. */

import { join } from 'node:path';
import { KICK_SPEC } from '../../src-main/audio/spec.ts';
import { exists, readArrays } from '../../src-main/engine/train/arrays-file.ts';
import { createKickSet, epochOrder, joinKickSets, kickSetFromFile, splitFamilies, type KickSet } from '../../src-main/engine/train/kick-set.ts';
import { featuresAt } from '../../src-main/engine/train/axes-fit.ts';
import { decoderModel, encoderModel, vocoderModel } from '../../src-main/engine/train/export.ts';
import { makeInversionSet, trainInversion } from '../../src-main/engine/train/inversion-training.ts';
import { trainVae } from '../../src-main/engine/train/vae-training.ts';
import { trainVocoder } from '../../src-main/engine/train/vocoder-training.ts';
import { readBundle } from '../../src-main/engine/bundle.ts';
import { openNetwork } from '../../src-main/engine/runtime.ts';
import { openNetworks } from '../../src-main/engine/sessions.ts';
import { vaeShape, vocoderShape } from '../../src-main/engine/shapes.ts';
import { paramsFromModels } from '../../src-main/graph/params.ts';
import { vaeLayout } from '../../src-main/nets/vae.ts';
import { vocoderLayout } from '../../src-main/nets/vocoder.ts';
import { stateFromFile } from '../../src-main/engine/train/trainer.ts';
import type { Weights } from '../../src-main/engine/train/loop.ts';
import type { TrainProgress } from '../../src-main/engine/protocol.ts';

export interface Stage {
  work: string;
  seed: number;
  threads: number;
}
export type Report = (line: string) => void;

const LATENT = 32;
const BASE = 16;
const VALIDATION_SHARE = 0.08;
/** A decoded pitch track is near the sound's, but its phase drifts off within a few cycles. */
const DECODED_TRUST = 0.15;
/** Kicks the vocoder trains on; it needs fewer than the VAE, and its steps cost more. */
const VOCODER_KICKS = 6000;
/** Rendered kicks the encoder learns to find again, and as many recordings it must not lose. */
const INVERSION_KICKS = 2500;

export const shape = vaeShape(KICK_SPEC, LATENT, BASE);
export const sounds = vocoderShape(KICK_SPEC);

/** The procedural and the real part as one set. */
export async function loadSet(work: string, keepAudio: boolean): Promise<KickSet> {
  const parts: KickSet[] = [];
  for (const name of ['procedural.set', 'real.set']) {
    const path = join(work, name);
    const file = await readArrays(path);
    if (!keepAudio) file.arrays.delete('audio');
    const part = kickSetFromFile(file, String(file.header['digest']), path);
    if (part === null) throw new Error(`${path}: not a kick set`);
    parts.push(part);
  }
  return joinKickSets(parts);
}

export function splitOf(set: KickSet, seed: number): { train: number[]; validation: number[] } {
  return splitFamilies(set, VALIDATION_SHARE, seed);
}

function progressLine(report: Report, every: number): (p: TrainProgress) => void {
  return ({ phase, epoch, epochs, step, steps, etaSeconds, losses }) => {
    if (step % every !== 0) return;
    const shown = Object.entries(losses).map(([name, value]) => `${name} ${value.toFixed(3)}`).join(', ');
    const eta = etaSeconds === null ? '' : `, ${(etaSeconds / 60).toFixed(0)} min left`;
    report(`${phase} epoch ${String(epoch)}/${String(epochs)} step ${String(step)}/${String(steps)}${eta}: ${shown}`);
  };
}

/** Best weights of a finished stage. */
export async function bestWeights(dir: string, layout: ReturnType<typeof vaeLayout>): Promise<Weights> {
  const path = join(dir, 'best.ckpt');
  return stateFromFile(await readArrays(path), layout, path);
}

/** Weights of a bundle that is there already, to go on from. */
async function weightsOf(dir: string | undefined, layout: ReturnType<typeof vaeLayout>): Promise<Weights | null> {
  if (dir === undefined) return null;
  const { encoder, decoder, vocoder } = await readBundle(dir);
  return paramsFromModels(layout, [encoder, decoder, vocoder]);
}

export async function trainFactoryVae(stage: Stage & { epochs: number; from: string | undefined }, report: Report): Promise<void> {
  const set = await loadSet(stage.work, false);
  const { train, validation } = splitOf(set, stage.seed);
  report(`${String(train.length)} to train, ${String(validation.length)} held back`);
  const done = await trainVae({
    set, train, validation, shape, from: await weightsOf(stage.from, vaeLayout(shape)), epochs: stage.epochs, batch: 16, beta: 1e-3,
    rate: stage.from === undefined ? 3e-3 : 1.5e-3,
    seed: stage.seed, threads: stage.threads, dir: join(stage.work, 'vae'), resume: true,
    onProgress: progressLine(report, 100), signal: new AbortController().signal,
  });
  report(`best epoch ${String(done.bestEpoch)}, validation loss ${done.bestLoss.toFixed(4)}`);
}

/** A subset that keeps its audio; with a VAE's weights, every second kick comes once more, with the features that it decodes. */
async function vocoderSet(stage: Stage, vae: Weights | null): Promise<{ set: KickSet; trust: number[] }> {
  const all = await loadSet(stage.work, true);
  const { audio } = all;
  if (audio === null) throw new Error('the sets hold no audio');
  const { length } = all.spec;
  const everyone = Array.from({ length: all.count }, (_, i) => i);
  const chosen = epochOrder(all, everyone, 1, stage.seed, 0).slice(0, VOCODER_KICKS);
  const builder = createKickSet(all.spec, chosen.length * 2, true);
  const trust: number[] = [];
  let rebuild: ((i: number) => Promise<ReturnType<typeof featuresAt>>) | null = null;
  if (vae !== null) {
    const encoder = await openNetwork(encoderModel(shape, vae), { provider: 'cpu', threads: stage.threads });
    const decoder = await openNetwork(decoderModel(shape, vae), { provider: 'cpu', threads: stage.threads });
    rebuild = async (i) => {
      const { mu } = await encoder.run({ ...featuresAt(all, i) });
      const { mel, pitch, voicing } = await decoder.run({ latent: mu });
      return { mel, pitch, voicing };
    };
  }
  for (const [k, i] of chosen.entries()) {
    const item = { audio: audio.subarray(i * length, (i + 1) * length), weight: 1, family: all.family[i] };
    builder.add({ ...item, features: featuresAt(all, i) });
    trust.push(1);
    if (rebuild !== null && k % 2 === 0) {
      builder.add({ ...item, features: await rebuild(i) });
      trust.push(DECODED_TRUST);
    }
  }
  return { set: builder.finish(), trust };
}

/** The weights the bundle is made of: the VAE, with its encoder tuned where that stage was run. */
export async function finalVae(work: string): Promise<Weights> {
  const tuned = join(work, 'inversion');
  return bestWeights((await exists(join(tuned, 'best.ckpt'))) ? tuned : join(work, 'vae'), vaeLayout(shape));
}

/** The vocoder of the last stage that was run. */
export async function finalVocoder(work: string): Promise<Weights> {
  const tuned = join(work, 'vocoder-decoded');
  return bestWeights((await exists(join(tuned, 'best.ckpt'))) ? tuned : join(work, 'vocoder'), vocoderLayout(sounds));
}

/** Tunes the encoder to find rendered sounds again; needs both networks. */
export async function trainFactoryInversion(stage: Stage & { epochs: number }, report: Report): Promise<void> {
  const all = await loadSet(stage.work, false);
  const from = await bestWeights(join(stage.work, 'vae'), vaeLayout(shape));
  const networks = await openNetworks(
    {
      dir: stage.work,
      manifest: { audio: KICK_SPEC, latentSize: LATENT },
      encoder: encoderModel(shape, from),
      decoder: decoderModel(shape, from),
      vocoder: vocoderModel(sounds, await finalVocoder(stage.work)),
    },
    { provider: 'cpu', threads: stage.threads },
  );
  const { set, targets } = await makeInversionSet(networks, all, splitOf(all, stage.seed).train, INVERSION_KICKS, stage.seed, (done) => {
    if (done % 250 === 0) report(`rendered ${String(done)} of ${String(INVERSION_KICKS)}`);
  });
  await networks.release();
  const done = await trainInversion({
    set, targets, ...splitOf(set, stage.seed), shape, from, epochs: stage.epochs, batch: 16, rate: 1e-3,
    seed: stage.seed, threads: stage.threads, dir: join(stage.work, 'inversion'), resume: true,
    onProgress: progressLine(report, 100), signal: new AbortController().signal,
  });
  report(`best epoch ${String(done.bestEpoch)}, validation loss ${done.bestLoss.toFixed(4)}`);
}

/**
 * The vocoder's two stages: first from `from` (or fresh), then, `decoded`, on with the features
 * that the finished VAE decodes.
 */
export async function trainFactoryVocoder(
  stage: Stage & { epochs: number; from: string | undefined; decoded: boolean },
  report: Report,
): Promise<void> {
  const layout = vocoderLayout(sounds);
  const first = join(stage.work, 'vocoder');
  const vae = stage.decoded
    ? await bestWeights(join(stage.work, 'vae'), vaeLayout(shape))
    : await weightsOf(stage.from, vaeLayout(shape));
  const { set, trust } = await vocoderSet(stage, vae);
  const { train, validation } = splitOf(set, stage.seed);
  report(`${String(train.length)} to train, ${String(validation.length)} held back`);
  const done = await trainVocoder({
    set, train, validation: validation.slice(0, 240), trust, shape: sounds,
    from: stage.decoded ? await bestWeights(first, layout) : await weightsOf(stage.from, layout),
    epochs: stage.epochs, batch: 6, rate: stage.decoded ? 4e-4 : stage.from === undefined ? 1e-3 : 6e-4,
    seed: stage.seed, threads: stage.threads, dir: stage.decoded ? join(stage.work, 'vocoder-decoded') : first, resume: true,
    onProgress: progressLine(report, 50), signal: new AbortController().signal,
  });
  report(`best epoch ${String(done.bestEpoch)}, validation loss ${done.bestLoss.toFixed(4)}`);
}
