/** Kicks into a folder, numbered: what every use-case that writes made kicks has in common. */

import type { FailedItem } from '../../src-preload/contract/fields.ts';
import type { MadeItem } from '../../src-preload/contract/kicks.ts';
import { writeFileAtomic } from '../base/write-file.ts';
import { runBatch } from './batch.ts';
import { aboutKick, factsOfKick, originOfKick, type KickAsked } from './made.ts';
import { resolveModel } from './models.ts';
import { ensureFolder, numberedPath } from './output.ts';
import type { Origins } from './origins.ts';
import { enginePitch } from './pitch-asked.ts';
import { callOptions, type Context, type StudioDeps } from './ports.ts';
import { exportWav } from './wav.ts';

/** What it takes to make kicks and write them. */
export type MakingDeps = Pick<StudioDeps, 'engine' | 'modelRoots'> & { origins: Origins };

/**
 * Makes each kick on the CPU and writes it as 24-bit WAV, numbered from `first` on. Folder, model
 * and notes are tried before the first.
 * @throws NOTE_UNKNOWN, OUTPUT_UNWRITABLE, what `resolveModel` throws
 */
export async function makeFiles(
  { engine, modelRoots, origins }: MakingDeps,
  kicks: readonly KickAsked[],
  { first = 1, out, ...request }: { first?: number; out: string; model?: string },
  context: Context,
): Promise<{ items: (MadeItem | FailedItem)[] }> {
  const jobs = kicks.map((asked, i) => ({ asked, pitched: enginePitch(asked), file: numberedPath(out, first + i, first + kicks.length - 1) }));
  const model = await resolveModel(request.model, modelRoots);
  await ensureFolder(out);
  await engine.call('load', { model }, callOptions(context));
  const items = await runBatch(jobs, ({ file }) => file, async ({ asked, pitched, file }): Promise<MadeItem> => {
    const { base, components = [], sliders = {}, targets = {}, effects } = asked;
    const kick = await engine.call('generate', { model, base, components, sliders, targets, ...pitched, effects, forFile: true }, callOptions(context));
    const origin = await originOfKick(origins, kick, asked, model);
    const facts = factsOfKick(kick, asked, origin.model.name);
    await writeFileAtomic(file, exportWav(kick, { format: 'wav24' }, aboutKick(facts, origin, file)).bytes, { flush: false });
    const { latent, typicality, descriptors, reached, level } = kick;
    const { note } = facts;
    return { file, latent, sliders: kick.sliders, ...(note === null ? {} : { note }), typicality, descriptors, reached, ...(level === null ? {} : { level }) };
  }, context);
  return { items };
}
