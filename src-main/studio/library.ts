/**
 * Use-cases of the saved kicks: what was heard goes into the library and comes back as it was.
 * The library itself opens with the first of them, so that whoever only makes files makes none.
 */

import { toMono } from '../audio/mono.ts';
import { readWav } from '../audio/wav-read.ts';
import { KicklabError } from '../../src-preload/contract/errors.ts';
import { openLibrary, type Library } from '../library/library.ts';
import { thumbnailOf } from '../library/thumbnail.ts';
import type { Source } from './events.ts';
import { listModels } from './models.ts';
import { fileNameOf } from './output.ts';
import type { Handlers, StudioDeps } from './ports.ts';
import type { RecentKicks } from './recent.ts';
import { exportWav } from './wav.ts';

export interface LibraryUse {
  /** The library, opened with the first who asks. */
  open: () => Promise<Library>;
  handlers: Handlers['library'];
  /** Tells changes once the library is open; before that nobody here has seen anything of it. */
  watch: Source<'libraryChanged'>;
  close(): Promise<void>;
}

export function createLibraryUse({ libraryDir, modelRoots }: Pick<StudioDeps, 'libraryDir' | 'modelRoots'>, recent: RecentKicks): LibraryUse {
  let opened: Promise<Library> | null = null;
  let watcher: (() => void) | null = null;
  let unwatch: (() => void) | null = null;
  const attach = (library: Library): void => {
    unwatch?.();
    unwatch = watcher === null ? null : library.watch(watcher);
  };
  const open = (): Promise<Library> => {
    opened ??= openLibrary(libraryDir).then((library) => {
      attach(library);
      return library;
    }).catch((thrown: unknown) => {
      // What was wrong may be mended meanwhile.
      opened = null;
      throw thrown;
    });
    return opened;
  };

  /** A kick with its samples, mixed to mono where its file is not. */
  const heard = async (id: string) => {
    const library = await open();
    const { saved, facts } = library.get(id);
    const { channels, sampleRate } = readWav(library.wav(id), saved.name);
    return { saved, facts, sampleRate, samples: toMono(channels).samples };
  };

  return {
    open,
    handlers: {
      save: async ({ id, name }) => {
        const { facts, samples } = recent.take(id);
        const library = await open();
        const wav = exportWav({ samples, sampleRate: facts.sampleRate }, { format: 'wav32f' }).bytes;
        return library.save({ ...facts, name, category: null, wav, samples: samples.length, thumbnail: thumbnailOf(samples) });
      },
      list: async (query) => (await open()).list(query),
      ids: async (query) => ({ items: (await open()).ids(query) }),
      facets: async () => (await open()).facets(),
      similar: async ({ like, by, limit }) => (await open()).similar(like, by, limit),
      info: async ({ id }) => (await open()).info(id),
      open: async ({ id }) => {
        const { saved, facts, samples } = await heard(id);
        if (facts === null) throw new KicklabError('KICK_IMPORTED', { name: saved.name });
        const models = await listModels(modelRoots);
        const { bundleId, seed, latent, base, components, set, sliders, note, pitchCurve, pitchTrack, exchanged, effects, descriptors, sampleRate } = facts;
        return {
          id: recent.keep({ facts, samples, fileName: fileNameOf(saved.name, '.wav') }),
          bundleId, seed, latent: [...latent], base: [...base], components, coordinates: null, set, sliders, note, pitchCurve, pitchTrack, exchanged, reach: null, typicality: null, effects, level: null, descriptors, sampleRate, samples,
          saved,
          modelInstalled: models.some((model) => model.id === bundleId),
        };
      },
      hear: async ({ id }) => {
        const { sampleRate, samples } = await heard(id);
        return { sampleRate, samples };
      },
      wav: async ({ id, format }) => {
        const { saved, sampleRate, samples } = await heard(id);
        return { name: fileNameOf(saved.name, '.wav'), bytes: exportWav({ samples, sampleRate }, { format }).bytes };
      },
      rename: async ({ id, name }) => (await open()).rename(id, name),
      update: async ({ ids, ...changes }) => ({ updated: (await open()).update(ids, changes) }),
      addCollection: async ({ name, ids }) => (await open()).addCollection(name, ids),
      renameCollection: async ({ id, name }) => (await open()).renameCollection(id, name),
      fillCollection: async ({ id, add, remove }) => ({ changed: (await open()).fillCollection(id, add, remove) }),
      removeCollection: async ({ id }) => (await open()).removeCollection(id),
      remove: async ({ ids }) => ({ removed: (await open()).remove(ids) }),
      putBack: async ({ ids }) => ({ putBack: (await open()).putBack(ids) }),
    },
    watch: (tell) => {
      watcher = () => { tell({}); };
      void opened?.then(attach, () => undefined);
      return () => {
        watcher = null;
        unwatch?.();
        unwatch = null;
      };
    },
    close: async () => {
      const library = await opened?.catch(() => null);
      opened = null;
      library?.close();
    },
  };
}
