/** Use-cases of kicks as files for other programs: where each stands, and handing it over. */

import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { basename } from 'node:path';
import { KicklabError } from '../../src-preload/contract/errors.ts';
import { sharedInstrument, wordsOf } from '../../src-preload/contract/instrument-words.ts';
import type { StagedKick } from '../../src-preload/contract/files.ts';
import type { Library } from '../library/library.ts';
import { createDragged } from './dragged.ts';
import { listModels } from './models.ts';
import type { Handlers, StudioDeps } from './ports.ts';
import { recentWav, type RecentKicks } from './recent.ts';
import { savedSound, savedWav } from './saved.ts';
import type { WavAsked } from './wav.ts';

/** Files that were staged together. */
export interface StagedSet {
  /** Of the file, or of an archive of them. */
  name: string;
  paths: readonly string[];
}

/** What the doors hand over of their own accord: a drag, a download. */
export interface StagedFiles {
  /** @throws STAGED_GONE */
  look(id: string): StagedSet;
  /** The same; from now on the files are somebody's. Does not wait, for a drag cannot. @throws STAGED_GONE */
  take(id: string): StagedSet;
}

export interface FilesUse {
  handlers: Handlers['files'];
  staged: StagedFiles;
  /** Removes what nobody took. */
  close(): void;
}

/** The samples bit for bit. */
const AS_HEARD: WavAsked = { format: 'wav32f' };
/** Sets that are known; a page holds a few at a time. */
const KEPT = 512;

export function createFiles({ libraryDir, modelRoots, desk }: Pick<StudioDeps, 'modelRoots' | 'desk'> & { libraryDir: () => string }, recent: RecentKicks, openLibrary: () => Promise<Library>): FilesUse {
  const dragged = createDragged(libraryDir);
  const sets = new Map<string, StagedSet>();
  /** Ids of sets by their paths: what is staged again keeps its id. */
  const ids = new Map<string, string>();

  const keep = (set: StagedSet): string => {
    const key = set.paths.join('\n');
    const id = ids.get(key) ?? randomUUID();
    forget(id);
    ids.set(key, id);
    sets.set(id, set);
    const [oldest] = sets.keys();
    if (sets.size > KEPT) forget(oldest);
    return id;
  };
  const forget = (id: string): void => {
    const set = sets.get(id);
    if (set === undefined) return;
    sets.delete(id);
    ids.delete(set.paths.join('\n'));
  };

  const look = (id: string): StagedSet => {
    const set = sets.get(id);
    if (set?.paths.every((path) => existsSync(path)) === true) return set;
    forget(id);
    throw new KicklabError('STAGED_GONE', { id: id.slice(0, 100) });
  };
  const take = (id: string): StagedSet => {
    const set = look(id);
    dragged.take(set.paths);
    return set;
  };

  const pathOf = async (kick: StagedKick): Promise<string> => {
    if ('heard' in kick) {
      const heard = recent.take(kick.heard);
      const { facts: { sampleRate }, samples, fileName } = heard;
      return dragged.stand({ fileName, samples, sampleRate, wav: () => recentWav(heard, AS_HEARD) });
    }
    const library = await openLibrary();
    const { saved: { name, file } } = library.get(kick.saved);
    if (file === null) {
      const sound = await savedSound(library, kick.saved, modelRoots);
      return dragged.stand({ ...sound, wav: () => savedWav(sound, AS_HEARD).bytes });
    }
    if (!existsSync(file)) throw new KicklabError('SAVED_FILE_MISSING', { name, file, reason: 'it does not exist' });
    return file;
  };

  /** What sounds are called that may be of any model here. */
  const together = async (): Promise<string> => wordsOf(sharedInstrument(await listModels(modelRoots))).many;

  return {
    handlers: {
      stage: async ({ kicks }) => {
        const paths = new Set<string>();
        // One after the other, so that names are given in the order of the kicks.
        for (const kick of kicks) paths.add(await pathOf(kick));
        const [first] = paths;
        const set = { name: paths.size === 1 ? basename(first) : `${String(paths.size)} ${await together()}.zip`, paths: [...paths] };
        return { id: keep(set), name: set.name, count: paths.size, copyable: desk.copyFiles !== null };
      },
      paths: ({ id }) => Promise.resolve().then(() => ({ paths: [...take(id).paths] })),
      reveal: async ({ id }) => {
        const { paths } = take(id);
        await desk.reveal(paths);
        return { paths: [...paths] };
      },
      copy: ({ id }) => Promise.resolve().then(() => {
        const { paths } = take(id);
        if (desk.copyFiles === null) throw new KicklabError('FILES_NOT_COPYABLE', { file: paths[0] });
        desk.copyFiles(paths);
        return { paths: [...paths] };
      }),
    },
    staged: { look, take },
    close: () => { dragged.close(); },
  };
}
