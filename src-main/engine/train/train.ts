/**
 * Folder in, bundle out: prepares, trains encoder and decoder, carries a vocoder along (fine-tuned
 * if asked), fits the latent space, writes the bundle and something to listen to.
 */

import { VALIDATION_SHARE } from '../../../src-preload/contract/training-presets.ts';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { paramsFromModels } from '../../graph/params.ts';
import { vocoderLayout } from '../../nets/vocoder.ts';
import { writeFailure } from '../../base/write-file.ts';
import { CHECKPOINTS, EPOCH_LINES, readLines, type EpochLine } from '../../lab/epoch-lines.ts';
import { writeQuality } from '../../lab/quality-file.ts';
import { writeBundle, type BundleParts } from '../bundle.ts';
import type { Model } from '../models.ts';
import type { TrainProgress, TrainRequest, TrainResult } from '../protocol.ts';
import { openNetworks } from '../sessions.ts';
import { vocoderShape } from '../shapes.ts';
import { fitLatentSpace } from './axes-fit.ts';
import { userCard } from './card.ts';
import { categoryNames, fitTrainedCategories } from './category-training.ts';
import { writeListening } from './listening.ts';
import { decoderModel, encoderModel, vocoderModel } from './export.ts';
import { prepareSounds, readSounds, soundOf } from './folder.ts';
import { heldKicks } from './held-kicks.ts';
import { writeKnownKicks } from './known-kicks.ts';
import { licencesOf } from './licences.ts';
import { splitFamilies } from './kick-set.ts';
import type { RunOptions } from './loop.ts';
import { measureQuality } from './quality.ts';
import { startOf } from './start.ts';
import { openStrips, STRIP_KICKS } from './strips.ts';
import { trainVae } from './vae-training.ts';
import { trainVocoder } from './vocoder-training.ts';

/** Held-back sounds that the quality card compares with what the model makes of them. */
const COMPARED = 40;
const VOCODER_RATE = 2e-4;
const VOCODER_EPOCHS = 4;
const VOCODER_BATCH = 6;

/**
 * Runs a training to its end, or until `signal` aborts: then the checkpoints stay and the result
 * says `cancelled`.
 * @throws FOLDER_*, TRAIN_TOO_FEW, BUNDLE_*, WEIGHTS_FOREIGN, CHECKPOINT_CORRUPT, DISK_FULL, OUTPUT_UNWRITABLE
 */
export async function train(
  request: TrainRequest,
  onProgress: (progress: TrainProgress) => void,
  signal: AbortSignal,
): Promise<TrainResult> {
  const { spec, shape, weights, rate, bundle: start, vocoder: vocoderBundle } = await startOf(request);
  const checkpoints = join(request.out, CHECKPOINTS);
  await mkdir(checkpoints, { recursive: true }).catch((cause: unknown) => {
    throw writeFailure(checkpoints, cause);
  });

  const report = (phase: TrainProgress['phase'], step: number, steps: number): void => {
    onProgress({ phase, epoch: 0, epochs: request.epochs, step, steps, etaSeconds: null, losses: {} });
  };
  const cancelled = (used: number, rejected: TrainResult['rejected']): TrainResult => ({
    dir: request.out, bundleId: null, bestEpoch: 0, stopped: 'cancelled', used, rejected,
  });
  let folder;
  try {
    folder = await prepareSounds(
      await readSounds(request.sounds),
      spec,
      {
        source: request.dir, seed: request.seed, copies: request.copies, amounts: request.augmentation,
        keepAudio: request.vocoder, cache: join(checkpoints, 'kicks.set'), resume: request.resume, prepared: request.prepared,
      },
      (done, total) => { report('prepare', done, total); },
      signal,
    );
  } catch (error) {
    if (signal.aborted) return cancelled(0, []);
    throw error;
  }
  const { set, used, rejected } = folder;
  const { train: indices, validation } = splitFamilies(set, VALIDATION_SHARE, request.seed);
  const common: Pick<RunOptions, 'set' | 'train' | 'validation' | 'seed' | 'threads' | 'resume' | 'signal' | 'onProgress'> = {
    set, train: indices, validation, seed: request.seed, threads: request.threads,
    resume: request.resume, signal, onProgress,
  };

  const names = categoryNames(set, indices);
  report('pca', 0, 1);
  const strips = await openStrips({
    out: request.out, shape, set, prior: start?.prior ?? null, seed: request.seed, vocoder: vocoderBundle, threads: request.threads, signal,
    kicks: await heldKicks(folder.kicks, validation, STRIP_KICKS, (kick) => soundOf(kick, spec)),
  });
  const vae = await trainVae({
    ...common,
    shape,
    epochs: request.epochs,
    batch: request.batch,
    beta: request.beta,
    rate,
    dir: checkpoints,
    from: weights,
    categories: names,
    onEpoch: async (epoch, at, seconds) => { await strips.renew(epoch, at, seconds); },
  }).then(async (trained) => {
    // What the model is made of is what stays to be heard.
    if (trained.finished) await strips.renew(trained.bestEpoch, trained, Infinity);
    return trained;
  }).finally(() => strips.release());
  if (!vae.finished) return cancelled(used, rejected);

  let vocoder = vocoderBundle.vocoder;
  if (request.vocoder) {
    const layout = vocoderLayout(vocoderShape(spec));
    const tuned = await trainVocoder({
      ...common,
      shape: vocoderShape(spec),
      epochs: VOCODER_EPOCHS,
      batch: VOCODER_BATCH,
      rate: VOCODER_RATE,
      dir: join(checkpoints, 'vocoder'),
      from: paramsFromModels(layout, [vocoder]),
    });
    if (!tuned.finished) return cancelled(used, rejected);
    vocoder = vocoderModel(vocoderShape(spec), tuned);
  }

  const encoder = encoderModel(shape, vae);
  const decoder = decoderModel(shape, vae);
  const networks = await openNetworks(
    { dir: request.out, manifest: { audio: spec, latentSize: shape.latent }, encoder, decoder, vocoder },
    { provider: 'cpu', threads: request.threads },
  );
  try {
    // Of another instrument, its sounds are none that this model should make.
    const alike = (start?.manifest.instrument ?? 'kick') === request.instrument;
    const { axes, prior } = await fitLatentSpace(
      networks, set, indices,
      { seed: request.seed, threads: request.threads, measured: request.measured, start: alike ? start : null },
      (share) => { report('finish', share, 1); }, signal,
    );
    const categories = await fitTrainedCategories(networks, set, indices, { names, embedding: vae.embedding, seed: request.seed }, signal);
    await writeListening(request.out, networks, set, { validation, prior, seed: request.seed });
    const settings = {
      epochs: request.epochs, batch: request.batch, beta: request.beta, base: shape.base,
      bestEpoch: vae.bestEpoch, bestLoss: vae.bestLoss, vocoderTuned: request.vocoder,
    };
    const counts = { used, rejected: rejected.length, items: set.count, validation: validation.length };
    const licences = licencesOf(request.licence, (start ?? vocoderBundle).manifest.training.licences);
    const facts = { name: request.name, instrument: request.instrument, counts, settings, from: start?.manifest.name ?? null, credits: licences };
    const parts: BundleParts = {
      name: request.name,
      instrument: request.instrument,
      audio: spec,
      latentSize: shape.latent,
      training: {
        datasetDigest: folder.digest, counts, licences,
        seed: request.seed, settings, from: start?.manifest.id ?? null,
      },
      encoder, decoder, vocoder, prior,
      axes: { ...axes, ...(categories.length === 0 ? {} : { categories }) },
      card: userCard({ ...facts, quality: null }),
    };
    const manifest = await writeBundle(request.out, parts);
    const model: Model = { bundle: { ...parts, dir: request.out, manifest }, cpu: networks, audition: () => networks };
    const known = await writeKnownKicks(model, folder, (share) => { report('describe', share, 1); }, signal);
    const quality = await measureQuality(model, {
      set, known, used, bestEpoch: vae.bestEpoch,
      held: await heldKicks(folder.kicks, validation, COMPARED, (kick) => soundOf(kick, spec)),
      lines: await readLines<EpochLine>(join(checkpoints, EPOCH_LINES)),
    }, (share) => { report('judge', share, 1); }, signal);
    await writeQuality(request.out, quality);
    // Whole already, and the same model: its card now tells what was measured.
    await writeBundle(request.out, { ...parts, card: userCard({ ...facts, quality }) });
    return { dir: request.out, bundleId: manifest.id, bestEpoch: vae.bestEpoch, stopped: 'done', used, rejected };
  } catch (error) {
    if (signal.aborted) return cancelled(used, rejected);
    throw error;
  } finally {
    await networks.release();
  }
}
