/** Use-cases that make kicks: one to be heard, many into a folder, a line between two. */

import { KicklabError } from '../../src-preload/contract/errors.ts';
import type { FailedItem, NoteAsked } from '../../src-preload/contract/fields.ts';
import type { MadeItem } from '../../src-preload/contract/kicks.ts';
import type { SliderValues } from '../../src-preload/contract/sliders.ts';
import { readPitch } from '../audio/note.ts';
import { writeFileAtomic } from '../base/write-file.ts';
import type { KickBase, Targets } from '../engine/protocol.ts';
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

    audition: async ({ base, sliders, targets, note, effects, replaces, ...input }, context) => {
      const tuned = noteHzOf(note);
      const model = await resolveModel(input.model, modelRoots);
      const { pitch, samples, timing, reached, ...kick } = await engine.call('generate', { model, base, sliders, targets, ...tuned, forFile: false }, callOptions(context));
      // What targets led to is a base of its own: sliders set before it are in there already.
      const set = Object.keys(targets).length > 0 ? {} : sliders;
      const heard = { ...kick, seed: 'seed' in base ? base.seed : null, set, note: note ?? null, effects, level: null };
      const facts = { ...heard, pitch, bundleName: await nameOf(kick.bundleId, model) };
      if (replaces !== undefined) recent.forget(replaces);
      return { ...heard, id: recent.keep({ facts, samples, fileName: fileName(heard) }), samples, reached, timing };
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
      return makeAll(deps, line.map((latent) => ({ latent })), { ...rest, sliders: {}, targets: {} }, context);
    },
  };
}

/** Makes a kick of each base into `out`, numbered. Folder and model are tried before the first. */
async function makeAll(
  { engine, modelRoots }: Deps,
  bases: readonly KickBase[],
  { sliders, targets, note, out, ...request }: { model?: string; sliders: SliderValues; targets: Targets; note?: NoteAsked; out: string },
  context: Context,
): Promise<{ items: (MadeItem | FailedItem)[] }> {
  const tuned = noteHzOf(note);
  const model = await resolveModel(request.model, modelRoots);
  await ensureFolder(out);
  await engine.call('load', { model }, callOptions(context));
  const jobs = bases.map((base, i) => ({ base, file: numberedPath(out, i + 1, bases.length) }));
  const items = await runBatch(jobs, (job) => job.file, async ({ base, file }): Promise<MadeItem> => {
    const kick = await engine.call('generate', { model, base, sliders, targets, ...tuned, forFile: true }, callOptions(context));
    await writeFileAtomic(file, kickWav(kick.samples, kick.sampleRate, 'wav24'), { flush: false });
    const { latent, typicality, descriptors, reached } = kick;
    return { file, latent, sliders: kick.sliders, ...(note === undefined ? {} : { note }), typicality, descriptors, reached };
  }, context);
  return { items };
}

/** What the engine is told of a note. @throws NOTE_UNKNOWN */
function noteHzOf(note: NoteAsked | undefined): { noteHz?: number } {
  if (note === undefined) return {};
  const noteHz = typeof note === 'number' ? note : readPitch(note);
  if (noteHz === undefined) throw new KicklabError('NOTE_UNKNOWN', { note: String(note) });
  return { noteHz };
}

/** A name that tells kicks apart in a folder: note, decay, and the seed where there is one. */
function fileName({ descriptors, seed }: Pick<KickFacts, 'descriptors' | 'seed'>): string {
  const parts = ['kick', descriptors.note, `${descriptors.decayMs.toFixed(0)}ms`, seed === null ? null : String(seed)];
  return `${parts.filter((part) => part !== null).join('-')}.wav`;
}
