/** Use-cases that make kicks: one to be heard, many into a folder, a line between two. */

import type { EffectChain } from '../../src-preload/contract/effects.ts';
import type { FailedItem } from '../../src-preload/contract/fields.ts';
import type { MadeItem } from '../../src-preload/contract/kicks.ts';
import type { Components } from '../../src-preload/contract/shape.ts';
import type { SliderValues } from '../../src-preload/contract/sliders.ts';
import { writeFileAtomic } from '../base/write-file.ts';
import type { KickBase, Targets } from '../engine/protocol.ts';
import type { KickFacts } from '../library/library.ts';
import { runBatch } from './batch.ts';
import { modelName, resolveModel } from './models.ts';
import { ensureFolder, numberedPath } from './output.ts';
import { enginePitch, noteTold, type PitchAsked } from './pitch-asked.ts';
import { callOptions, type Context, type Handlers, type StudioDeps } from './ports.ts';
import { createRebuild } from './rebuild.ts';
import type { RecentKicks } from './recent.ts';
import { kickWav } from './wav.ts';

type Deps = Pick<StudioDeps, 'engine' | 'modelRoots'>;

export function createKicks(deps: Deps, recent: RecentKicks): Handlers['kicks'] {
  const { engine, modelRoots } = deps;
  /** By bundle, so that a slider move reads no manifest. */
  const names = new Map<string, string>();
  const nameOf = async (bundleId: string, dir: string): Promise<string> => {
    const name = names.get(bundleId) ?? (await modelName(dir)) ?? bundleId;
    names.set(bundleId, name);
    return name;
  };
  return {
    ...createRebuild(deps),

    audition: async ({ base, components, sliders, targets, effects, replaces, ...input }, context) => {
      const pitched = enginePitch(input);
      const model = await resolveModel(input.model, modelRoots);
      const { pitch, samples, timing, reached, tunedHz, ...kick } = await engine.call('generate', { model, base, components, sliders, targets, ...pitched, effects, forFile: false }, callOptions(context));
      // What targets led to is a base of its own: what was set before it is in there already.
      const set = Object.keys(targets).length > 0 ? { set: {}, components: [] } : { set: sliders, components };
      const { pitchCurve } = input;
      const heard = { ...kick, seed: 'seed' in base ? base.seed : null, ...set, note: noteTold(input, tunedHz), pitchCurve, effects };
      const facts = { ...heard, pitch, bundleName: await nameOf(kick.bundleId, model) };
      if (replaces !== undefined) recent.forget(replaces);
      return { ...heard, id: recent.keep({ facts, samples, fileName: fileName(heard) }), samples, reached, timing };
    },

    wav: ({ id, format }) => {
      const { samples, facts, fileName: name } = recent.take(id);
      return Promise.resolve({ name, bytes: kickWav(samples, facts.sampleRate, format) });
    },

    generate: (input, context) => {
      const { latent, seed, count, first = 1 } = input;
      const baseOf = (i: number): KickBase => (latent ? { latent } : { seed, index: first + i });
      return makeAll(deps, Array.from({ length: count }, (_, i) => baseOf(i)), input, context);
    },

    interpolate: async ({ a, b, steps, ...rest }, context) => {
      const model = await resolveModel(rest.model, modelRoots);
      const line = await engine.call('interpolate', { model, a, b, steps }, callOptions(context));
      return makeAll(deps, line.map((latent) => ({ latent })), { ...rest, components: [], sliders: {}, targets: {}, pitchCurve: [] }, context);
    },
  };
}

/** Makes a kick of each base into `out`, numbered from `first` on. Folder and model are tried before the first. */
async function makeAll(
  { engine, modelRoots }: Deps,
  bases: readonly KickBase[],
  { first = 1, components, sliders, targets, effects, out, ...request }: PitchAsked & { first?: number; model?: string; components: Components; sliders: SliderValues; targets: Targets; effects: EffectChain; out: string },
  context: Context,
): Promise<{ items: (MadeItem | FailedItem)[] }> {
  const pitched = enginePitch(request);
  const model = await resolveModel(request.model, modelRoots);
  await ensureFolder(out);
  await engine.call('load', { model }, callOptions(context));
  const jobs = bases.map((base, i) => ({ base, file: numberedPath(out, first + i, first + bases.length - 1) }));
  const items = await runBatch(jobs, (job) => job.file, async ({ base, file }): Promise<MadeItem> => {
    const kick = await engine.call('generate', { model, base, components, sliders, targets, ...pitched, effects, forFile: true }, callOptions(context));
    await writeFileAtomic(file, kickWav(kick.samples, kick.sampleRate, 'wav24'), { flush: false });
    const { latent, typicality, descriptors, reached, level } = kick;
    const note = noteTold(request, kick.tunedHz);
    return { file, latent, sliders: kick.sliders, ...(note === null ? {} : { note }), typicality, descriptors, reached, ...(level === null ? {} : { level }) };
  }, context);
  return { items };
}

/** A name that tells kicks apart in a folder: note, decay, and the seed where there is one. */
function fileName({ descriptors, seed }: Pick<KickFacts, 'descriptors' | 'seed'>): string {
  const parts = ['kick', descriptors.note, `${descriptors.decayMs.toFixed(0)}ms`, seed === null ? null : String(seed)];
  return `${parts.filter((part) => part !== null).join('-')}.wav`;
}
