/** Use-cases of the library and the disk: what takes its time, one at a time. What each does stands in the library's room. */

import { relative, resolve } from 'node:path';
import { KicklabError } from '../../src-preload/contract/errors.ts';
import type { libraryFiles } from '../../src-preload/contract/library-files.ts';
import { backupLibrary, restoreLibrary } from '../library/backup.ts';
import { checkLibrary, type JobOptions } from '../library/checking.ts';
import { moveLibrary } from '../library/moving.ts';
import type { LibraryHolder } from './library-holder.ts';
import { findDuplicates } from './library-duplicates.ts';
import { importPaths } from './library-import.ts';
import type { LibraryJobs } from './library-work.ts';
import type { Context, Handlers, StudioDeps } from './ports.ts';

export function createLibraryFiles(
  { startEngine, settings, startedWith }: Pick<StudioDeps, 'startEngine' | 'settings' | 'startedWith'>,
  holder: LibraryHolder,
  jobs: LibraryJobs,
): Pick<Handlers['library'], keyof typeof libraryFiles> {
  return {
    import: ({ paths }, context) => jobs.run('import', async (tell) =>
      importPaths(await holder.open(), paths, { libraryDir: holder.dir(), startWorker: startEngine, tell }, context)),

    duplicates: (_, context) => jobs.run('duplicates', async (tell) => {
      const { tell: told } = optionsOf(tell, context);
      return { items: await findDuplicates(await holder.open(), { startWorker: startEngine, tell: told }, context) };
    }),

    check: ({ repair }, context) => jobs.run('check', (tell) => {
      const check = (dir: string) => checkLibrary(dir, { ...optionsOf(tell, context), repair });
      return repair ? holder.whileClosed(check) : holder.open().then(() => check(holder.dir()), () => holder.whileClosed(check));
    }),

    backup: ({ file }, context) => jobs.run('backup', async (tell) => {
      await holder.open();
      const target = resolve(file);
      if (!relative(holder.dir(), target).startsWith('..')) throw new KicklabError('LIBRARY_OWN_FILES', { dir: target });
      return { file: target, ...(await backupLibrary(holder.dir(), target, optionsOf(tell, context))) };
    }),

    restore: ({ file }, context) => jobs.run('restore', (tell) =>
      holder.whileClosed((dir) => restoreLibrary(resolve(file), dir, optionsOf(tell, context)))),

    move: ({ dir: given }, context) => jobs.run('move', (tell) => holder.whileClosed(async (dir, move) => {
      const to = resolve(given);
      const files = await moveLibrary(dir, to, async () => {
        // What this start was told goes before what is settled, and is not ours to change.
        if (!startedWith.library) await settings.keep({ library: to });
        move(to);
      }, optionsOf(tell, context));
      return { dir: to, files };
    })),
  };
}

function optionsOf(tell: JobOptions['tell'], { signal, onDone }: Context): JobOptions {
  return {
    now: Date.now(),
    signal,
    tell: (done, total) => {
      tell(done, total);
      onDone?.(done, total);
    },
  };
}
