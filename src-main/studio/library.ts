/**
 * Use-cases of the saved kicks: what was heard goes into the library and comes back as it was.
 * The library itself opens with the first of them, so that whoever only makes files makes none.
 */

import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { categoryOf } from '../audio/category.ts';
import { measureFile } from '../audio/measure.ts';
import { KicklabError } from '../../src-preload/contract/errors.ts';
import { DATABASE } from '../library/database.ts';
import type { Library } from '../library/library.ts';
import { thumbnailOf } from '../library/thumbnail.ts';
import type { Source } from './events.ts';
import { createLibraryHolder } from './library-holder.ts';
import { createLibraryFiles } from './library-jobs.ts';
import { createLibraryJobs } from './library-work.ts';
import { heardOf } from './made.ts';
import { listModels, presentId } from './models.ts';
import type { Handlers, StudioDeps } from './ports.ts';
import { recentWav, type RecentKicks } from './recent.ts';
import { savedSound, savedWav } from './saved.ts';

export interface LibraryUse {
  /** Its folder, which may become another. */
  dir: () => string;
  /** The library, opened with the first who asks. */
  open: () => Promise<Library>;
  /** How many kicks each bundle made, by its id; null where there is no library yet, or none that opens. */
  countKicks: () => Promise<ReadonlyMap<string, number> | null>;
  handlers: Handlers['library'];
  /** Tells changes once the library is open; before that nobody here has seen anything of it. */
  watch: Source<'libraryChanged'>;
  /** Tells how a long job stands. */
  watchWork: Source<'libraryWork'>;
  close(): Promise<void>;
}

export function createLibraryUse(
  deps: Pick<StudioDeps, 'libraryDir' | 'modelRoots' | 'startEngine' | 'settings' | 'startedWith'>,
  recent: RecentKicks,
): LibraryUse {
  const holder = createLibraryHolder(deps.libraryDir);
  const jobs = createLibraryJobs();
  const { open } = holder;
  const { modelRoots } = deps;
  const heard = async (id: string) => savedSound(await open(), id, modelRoots);

  return {
    dir: holder.dir,
    open,
    countKicks: async () => {
      if (!existsSync(join(holder.dir(), DATABASE))) return null;
      const library = await open().catch(() => null);
      return library === null ? null : new Map(library.facets().bundles.map(({ id, count }) => [id, count]));
    },
    handlers: {
      save: async ({ id, name }) => {
        const kick = recent.take(id);
        const { facts, origin: { model: { instrument } }, samples } = kick;
        const library = await open();
        const wav = recentWav({ ...kick, fileName: name ?? kick.fileName }, { format: 'wav32f' });
        return library.save({
          ...facts, name, instrument, wav, samples: samples.length, thumbnail: thumbnailOf(samples),
          // The categories are kinds of kick.
          category: (instrument ?? 'kick') === 'kick' ? categoryOf(facts.descriptors) : null,
        });
      },
      list: async (query) => (await open()).list(query),
      ids: async (query) => ({ items: (await open()).ids(query) }),
      facets: async () => (await open()).facets(),
      similar: async ({ like, by, limit }) =>
        (await open()).similar('file' in like ? { descriptors: (await measureFile(resolve(like.file))).descriptors } : like, by, limit),
      info: async ({ id }) => (await open()).info(id),
      open: async ({ id }) => {
        const { saved, made, samples, fileName } = await heard(id);
        if (made === null) throw new KicklabError('KICK_IMPORTED', { name: saved.name });
        const models = await listModels(modelRoots);
        const bundleId = presentId(models, made.facts.bundleId);
        return {
          ...heardOf({ ...made.facts, bundleId }, samples),
          id: recent.keep({ ...made, samples, fileName }),
          saved,
          modelInstalled: models.some(({ id: present }) => present === bundleId),
        };
      },
      hear: async ({ id }) => {
        const { sampleRate, samples } = await heard(id);
        return { sampleRate, samples };
      },
      wav: async ({ id, ...asked }) => {
        const kick = await heard(id);
        return { name: kick.fileName, bytes: savedWav(kick, asked).bytes };
      },
      rename: async ({ id, name }) => (await open()).rename(id, name),
      update: async ({ ids, ...changes }) => ({ updated: (await open()).update(ids, changes) }),
      addCollection: async ({ name, ids }) => (await open()).addCollection(name, ids),
      renameCollection: async ({ id, name }) => (await open()).renameCollection(id, name),
      fillCollection: async ({ id, add, remove }) => ({ changed: (await open()).fillCollection(id, add, remove) }),
      removeCollection: async ({ id }) => (await open()).removeCollection(id),
      remove: async ({ ids }) => ({ removed: (await open()).remove(ids) }),
      putBack: async ({ ids }) => ({ putBack: (await open()).putBack(ids) }),
      ...createLibraryFiles(deps, holder, jobs),
    },
    watch: holder.watch,
    watchWork: jobs.watch,
    close: holder.close,
  };
}
