/** Use-cases that start from recordings: their latent, their way through the model and back. */

import { basename } from 'node:path';
import type { FailedItem } from '../../src-preload/contract/fields.ts';
import type { RebuiltItem } from '../../src-preload/contract/kicks.ts';
import { PROVENANCE_VERSION } from '../../src-preload/contract/provenance.ts';
import { decodeBytes, decodeFile } from '../audio/decode.ts';
import { describe, readExtent } from '../audio/descriptors.ts';
import { writeFileAtomic } from '../base/write-file.ts';
import type { Encoded } from '../engine/protocol.ts';
import { runBatch } from './batch.ts';
import { factsOfKick, originOfKick } from './made.ts';
import type { MakingDeps } from './make-files.ts';
import { resolveModel } from './models.ts';
import { ensureFolder, outputPaths, refuseOverwriting } from './output.ts';
import { callOptions, type Context, type Handlers } from './ports.ts';
import { kickProvenance, type Undelivered } from './provenance.ts';
import { exportWav, type Sound } from './wav.ts';

/** A sound with what its file says of it, and what is told of it at the door. */
interface Rebuilt<T extends Pick<RebuiltItem, 'descriptors'>> {
  sound: Sound;
  provenance: Undelivered;
  told: T;
}

export function createRebuild(deps: MakingDeps): Pick<Handlers['kicks'], 'analyse' | 'encode' | 'reconstruct' | 'resynth'> {
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
      rebuildAll(deps, request, context, async ({ model }, { latent }, recording) => {
        const asked = { base: { latent }, pitchCurve: [], effects: [] };
        const kick = await engine.call('generate', { model, base: { latent }, sliders: {}, forFile: true }, callOptions(context));
        const origin = { ...(await originOfKick(deps.origins, kick, asked, model)), recording };
        return { sound: kick, provenance: kickProvenance(factsOfKick(kick, asked, origin.model.name), origin), told: { descriptors: kick.descriptors, latent } };
      }),

    resynth: (request, context) =>
      rebuildAll(deps, request, context, async ({ model, id, sampleRate }, { features, descriptors: { noteHz, note, noteCents } }, recording) => {
        // Only the features go back to the engine, so that nothing else of the recording can leak through.
        const samples = await engine.call('resynth', { model, source: { features } }, callOptions(context));
        // The note is that of the pitch track, which the vocoder follows.
        const descriptors = { noteHz, note, noteCents, ...describe(samples, sampleRate), ...readExtent(samples, sampleRate) };
        const provenance: Undelivered = { kind: 'resynthesis', version: PROVENANCE_VERSION, ...(await deps.origins.of(id, model)), madeAt: null, recording, descriptors };
        return { sound: { samples, sampleRate }, provenance, told: { descriptors } };
      }),
  };
}

/** Encodes each file, passes it through `through`, and writes the outcome under its base name. */
async function rebuildAll<T extends Pick<RebuiltItem, 'descriptors'>>(
  deps: MakingDeps,
  { files, out, ...request }: { files: string[]; out: string; model?: string },
  context: Context,
  through: (open: OpenModel, encoded: Encoded, recording: string) => Promise<Rebuilt<T>>,
): Promise<{ items: ((T & { file: string; out: string }) | FailedItem)[] }> {
  await ensureFolder(out);
  const open = await openModel(deps, request.model, context);
  const targets = outputPaths(files, out, '.wav');
  const jobs = files.map((file, i) => ({ file, target: targets[i] }));
  const items = await runBatch(jobs, (job) => job.file, async ({ file, target }) => {
    refuseOverwriting(files, target);
    const { sound, provenance, told } = await through(open, await encodeFile(deps, open.model, file, context), basename(file));
    const about = { title: basename(target, '.wav'), provenance, scaledDb: 0 };
    await writeFileAtomic(target, exportWav(sound, { format: 'wav24' }, about).bytes, { flush: false });
    return { file, out: target, ...told };
  }, context);
  return { items };
}

interface OpenModel {
  /** Its folder. */
  model: string;
  id: string;
  sampleRate: number;
}

/** Resolves and loads a model first, so that a bad one is told once and not of every file. */
async function openModel({ engine, modelRoots }: MakingDeps, name: string | undefined, context: Context): Promise<OpenModel> {
  const model = await resolveModel(name, modelRoots);
  const { id, sampleRate } = await engine.call('load', { model }, callOptions(context));
  return { model, id, sampleRate };
}

async function encodeFile({ engine }: MakingDeps, model: string, file: string, context: Context): Promise<Encoded> {
  return engine.call('encode', { model, audio: await decodeFile(file) }, callOptions(context));
}
