/** Use-cases that make kicks: one to be heard, many into a folder, a line between two. */

import type { FailedItem } from '../../src-preload/contract/fields.ts';
import type { MadeItem } from '../../src-preload/contract/kicks.ts';
import type { SliderValues } from '../../src-preload/contract/sliders.ts';
import type { Kick, KickBase } from '../engine/protocol.ts';
import { runBatch } from './batch.ts';
import { resolveModel } from './models.ts';
import { ensureFolder, numberedPath, writeWhole } from './output.ts';
import { callOptions, type Context, type Handlers, type StudioDeps } from './ports.ts';
import { createRebuild } from './rebuild.ts';
import { createRecentKicks } from './recent.ts';
import { kickWav } from './wav.ts';

type Deps = Pick<StudioDeps, 'engine' | 'modelRoots'>;

export function createKicks(deps: Deps): Handlers['kicks'] {
  const { engine, modelRoots } = deps;
  const recent = createRecentKicks();
  return {
    ...createRebuild(deps),

    audition: async ({ base, sliders, ...input }, context) => {
      const model = await resolveModel(input.model, modelRoots);
      const kick = await engine.call('generate', { model, base, sliders, forFile: false }, callOptions(context));
      return { ...kick, id: recent.keep({ ...kick, name: fileName(base, kick) }) };
    },

    wav: ({ id, format }) => {
      const { samples, sampleRate, name } = recent.take(id);
      return Promise.resolve({ name, bytes: kickWav(samples, sampleRate, format) });
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
    await writeWhole(file, kickWav(kick.samples, kick.sampleRate, 'wav24'));
    return { file, latent: kick.latent, sliders: kick.sliders, descriptors: kick.descriptors };
  }, context);
  return { items };
}

/** A name that tells kicks apart in a folder: note, decay, and the seed where there is one. */
function fileName(base: KickBase, { descriptors }: Kick): string {
  const parts = ['kick', descriptors.note, `${descriptors.decayMs.toFixed(0)}ms`, 'seed' in base ? String(base.seed) : null];
  return `${parts.filter((part) => part !== null).join('-')}.wav`;
}
