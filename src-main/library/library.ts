/**
 * The library of kicks: `<dir>/library.db` and `<dir>/kicks/<id>.wav`. Any number of processes
 * may hold one at once, and each may die at any moment: a kick is whole or absent. It keeps a
 * sound as the bytes of a file, knows no audio format, and makes no kicks. Files that the user
 * imported stay where they are, and are never written to.
 *
 * Saving writes the file within the transaction that adds the row. So whoever holds the write
 * lock knows that nobody is in the middle of a save, and settles what a crash left.
 */

import { createCollecting, type Collecting } from './collections.ts';
import { createComparing, type Comparing } from './comparing.ts';
import { createContext } from './context.ts';
import { openDatabase } from './database.ts';
import { createEditing, type Editing } from './editing.ts';
import { coded, libraryFailure } from './errors.ts';
import { createFinding, type Finding } from './finding.ts';
import { createImporting, type Importing } from './importing.ts';
import { openIndices } from './indices.ts';
import { clearAway, createKeeping, type Keeping } from './keeping.ts';
import { openSounds, type Sounds } from './sounds.ts';
import { createWatch } from './watch.ts';

export type { NewKick } from './keeping.ts';
export type { KickFacts } from './makings.ts';

/** Every call may throw LIBRARY_BUSY, LIBRARY_UNUSABLE and, where it writes, DISK_FULL. */
export interface Library extends Keeping, Finding, Editing, Collecting, Importing, Comparing {
  /** Tells of each change, by this process at once and by others within about a second. */
  watch(listener: () => void): () => void;
  close(): void;
}

/**
 * Opens or makes the library in `dir`, and clears away what a crash or a deletion left.
 * @param now Milliseconds since 1970.
 * @throws NODE_TOO_OLD, LIBRARY_TOO_NEW, LIBRARY_BUSY, LIBRARY_UNUSABLE, DISK_FULL
 */
export async function openLibrary(dir: string, now: () => number = Date.now): Promise<Library> {
  try {
    const sounds = openSounds(dir);
    const database = await openDatabase(dir);
    try {
      return createLibrary(dir, database, sounds, now);
    } catch (thrown) {
      database.close();
      throw thrown;
    }
  } catch (thrown) {
    throw libraryFailure(dir, thrown);
  }
}

function createLibrary(dir: string, database: Awaited<ReturnType<typeof openDatabase>>, sounds: Sounds, now: () => number): Library {
  const watch = createWatch(() => database.pragma('data_version', { simple: true }) as number);
  const context = createContext({ dir, database, sounds, indices: openIndices(database), now, changed: watch.changed });
  clearAway(context);
  return {
    ...createKeeping(context),
    ...createFinding(context),
    ...createEditing(context),
    ...createCollecting(context),
    ...createImporting(context),
    ...createComparing(context),
    watch: (listener) => coded(dir, () => watch.watch(listener)),
    close: () => {
      watch.close();
      database.close();
    },
  };
}
