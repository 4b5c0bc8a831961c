/** Use-cases that start from recordings: their latent, their way through the model and back. */

import type { FailedItem } from '../../src-preload/contract/fields.ts';
import type { RebuiltItem } from '../../src-preload/contract/kicks.ts';
import { decodeBytes, decodeFile } from '../audio/decode.ts';
import { describe, readExtent } from '../audio/descriptors.ts';
import { writeFileAtomic } from '../base/write-file.ts';
import type { Encoded, Kick } from '../engine/protocol.ts';
import { runBatch } from './batch.ts';
import { resolveModel } from './models.ts';
import { ensureFolder, outputPaths, refuseOverwriting } from './output.ts';
import { callOptions, type Context, type Handlers, type StudioDeps } from './ports.ts';
import { exportWav } from './wav.ts';

type Deps = Pick<StudioDeps, 'engine' | 'modelRoots'>;
type Rebuilt = Pick<Kick, 'samples' | 'descriptors'> & { sampleRate: number };

export function createRebuild(deps: Deps): Pick<Handlers['kicks'], 'analyse' | 'encode' | 'reconstruct' | 'resynth'> {
  const { engine } = deps;
  return {
    analyse: async ({ name, bytes, ...request }, context) => {
      const model = await resolveModel(request.model, deps.modelRoots);
      const audio = await decodeBytes(bytes, name);
      const { latent, sliders, descriptors } = await engine.call('encode', { model, audio }, callOptions(context));
      return { latent, sliders, descriptors };
    },

    encode: async ({ files, ...request }, context) => {
      const { model } = await openModel(deps, request.model, context);
      const items = await runBatch(files, String, async (file) => {
        const { latent, sliders, descriptors } = await encodeFile(deps, model, file, context);
        return { file, latent, sliders, descriptors };
      }, context);
      return { items };
    },

    reconstruct: (request, context) =>
      rebuildAll(deps, request, context, async ({ model }, { latent }) => {
        const kick = await engine.call('generate', { model, base: { latent }, sliders: {}, forFile: true }, callOptions(context));
        return { samples: kick.samples, sampleRate: kick.sampleRate, descriptors: kick.descriptors, latent };
      }),

    resynth: (request, context) =>
      rebuildAll(deps, request, context, async ({ model, sampleRate }, { features, descriptors }) => {
        // Only the features go back to the engine, so that nothing else of the recording can leak through.
        const samples = await engine.call('resynth', { model, source: { features } }, callOptions(context));
        // The note is that of the pitch track, which the vocoder follows.
        return { samples, sampleRate, descriptors: { ...descriptors, ...describe(samples, sampleRate), ...readExtent(samples, sampleRate) } };
      }),
  };
}

/** Encodes each file, passes it through `through`, and writes the outcome under its base name. */
async function rebuildAll<T extends Rebuilt>(
  deps: Deps,
  { files, out, ...request }: { files: string[]; out: string; model?: string },
  context: Context,
  through: (open: OpenModel, encoded: Encoded) => Promise<T>,
): Promise<{ items: ((RebuiltItem & Omit<T, 'samples' | 'sampleRate'>) | FailedItem)[] }> {
  await ensureFolder(out);
  const open = await openModel(deps, request.model, context);
  const targets = outputPaths(files, out, '.wav');
  const jobs = files.map((file, i) => ({ file, target: targets[i] }));
  const items = await runBatch(jobs, (job) => job.file, async ({ file, target }) => {
    refuseOverwriting(files, target);
    const { samples, sampleRate, ...rest } = await through(open, await encodeFile(deps, open.model, file, context));
    await writeFileAtomic(target, exportWav({ samples, sampleRate }, { format: 'wav24' }).bytes, { flush: false });
    return { file, out: target, ...rest };
  }, context);
  return { items };
}

interface OpenModel {
  /** Its folder. */
  model: string;
  sampleRate: number;
}

/** Resolves and loads a model first, so that a bad one is told once and not of every file. */
async function openModel({ engine, modelRoots }: Deps, name: string | undefined, context: Context): Promise<OpenModel> {
  const model = await resolveModel(name, modelRoots);
  const { sampleRate } = await engine.call('load', { model }, callOptions(context));
  return { model, sampleRate };
}

async function encodeFile({ engine }: Deps, model: string, file: string, context: Context): Promise<Encoded> {
  return engine.call('encode', { model, audio: await decodeFile(file) }, callOptions(context));
}
