/** Use-cases that make kicks: one to be heard, many into a folder, a line between two. */

import type { FailedItem } from '../../src-preload/contract/fields.ts';
import type { MadeItem } from '../../src-preload/contract/kicks.ts';
import type { SliderValues } from '../../src-preload/contract/sliders.ts';
import { writeFileAtomic } from '../base/write-file.ts';
import type { KickBase } from '../engine/protocol.ts';
import type { KickFacts } from '../library/library.ts';
import { runBatch } from './batch.ts';
import { modelName, resolveModel } from './models.ts';
import { ensureFolder, numberedPath } from './output.ts';
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

    audition: async ({ base, sliders, replaces, ...input }, context) => {
      const model = await resolveModel(input.model, modelRoots);
      const { pitch, samples, timing, ...kick } = await engine.call('generate', { model, base, sliders, forFile: false }, callOptions(context));
      const heard = { ...kick, seed: 'seed' in base ? base.seed : null, set: sliders };
      const facts = { ...heard, pitch, bundleName: await nameOf(kick.bundleId, model) };
      if (replaces !== undefined) recent.forget(replaces);
      return { ...heard, id: recent.keep({ facts, samples, fileName: fileName(heard) }), samples, timing };
    },

    wav: ({ id, format }) => {
      const { samples, facts, fileName: name } = recent.take(id);
      return Promise.resolve({ name, bytes: kickWav(samples, facts.sampleRate, format) });
    },

    generate: (input, context) => {
      const { latent, seed, count } = input;
      const baseOf = (i: number): KickBase => (latent ? { latent } : { seed, index: i + 1 });
      return makeAll(deps, Array.from({ length: count }, (_, i) => baseOf(i)), input, context);
    },

    interpolate: async ({ a, b, steps, ...rest }, context) => {
      const model = await resolveModel(rest.model, modelRoots);
      const line = await engine.call('interpolate', { model, a, b, steps }, callOptions(context));
      return makeAll(deps, line.map((latent) => ({ latent })), { ...rest, sliders: {} }, context);
    },
  };
}

/** Makes a kick of each base into `out`, numbered. Folder and model are tried before the first. */
async function makeAll(
  { engine, modelRoots }: Deps,
  bases: readonly KickBase[],
  { sliders, out, ...request }: { model?: string; sliders: SliderValues; out: string },
  context: Context,
): Promise<{ items: (MadeItem | FailedItem)[] }> {
  const model = await resolveModel(request.model, modelRoots);
  await ensureFolder(out);
  await engine.call('load', { model }, callOptions(context));
  const jobs = bases.map((base, i) => ({ base, file: numberedPath(out, i + 1, bases.length) }));
  const items = await runBatch(jobs, (job) => job.file, async ({ base, file }): Promise<MadeItem> => {
    const kick = await engine.call('generate', { model, base, sliders, forFile: true }, callOptions(context));
    await writeFileAtomic(file, kickWav(kick.samples, kick.sampleRate, 'wav24'), { flush: false });
    return { file, latent: kick.latent, sliders: kick.sliders, descriptors: kick.descriptors };
  }, context);
  return { items };
}

/** A name that tells kicks apart in a folder: note, decay, and the seed where there is one. */
function fileName({ descriptors, seed }: Pick<KickFacts, 'descriptors' | 'seed'>): string {
  const parts = ['kick', descriptors.note, `${descriptors.decayMs.toFixed(0)}ms`, seed === null ? null : String(seed)];
  return `${parts.filter((part) => part !== null).join('-')}.wav`;
}
