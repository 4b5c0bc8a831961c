/** Finding the audio files of a folder. It opens none of them; whether they are sounds is decode's to say. */

import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { KicklabError } from '../../src-preload/contract/errors.ts';
import { isSoundName } from '../../src-preload/contract/sound-files.ts';

/**
 * Audio files in `dir` and below, sorted by path (`/` as the separator) so that every machine
 * sees one order. Hidden files are left out (macOS leaves `._kick.wav` beside `kick.wav`); links
 * to files are followed, links to folders are not, so that there is no circle.
 * @returns paths relative to `dir`. @throws FOLDER_UNREADABLE
 */
export function listAudioFiles(dir: string): Promise<string[]> {
  return listFiles(dir, isSoundName);
}

/** As `listAudioFiles`, of a folder that has to hold some. @throws FOLDER_UNREADABLE, FOLDER_EMPTY */
export async function someAudioFiles(dir: string): Promise<string[]> {
  const found = await listAudioFiles(dir);
  if (found.length === 0) throw new KicklabError('FOLDER_EMPTY', { dir });
  return found;
}

/** As `listAudioFiles` finds files, those whose name is `wanted`. */
export async function listFiles(dir: string, wanted: (name: string) => boolean): Promise<string[]> {
  const found: string[] = [];
  const walk = async (below: string): Promise<void> => {
    for (const entry of await readdir(join(dir, below), { withFileTypes: true })) {
      if (entry.name.startsWith('.')) continue;
      const path = below === '' ? entry.name : `${below}/${entry.name}`;
      if (entry.isDirectory()) await walk(path);
      else if (wanted(entry.name)) {
        const file = entry.isFile() || (entry.isSymbolicLink() && (await isFile(join(dir, path))));
        if (file) found.push(path);
      }
    }
  };
  try {
    await walk('');
  } catch (thrown) {
    throw new KicklabError('FOLDER_UNREADABLE', { dir, reason: reasonOf(thrown) }, { cause: thrown });
  }
  return found.sort((a, b) => (a < b ? -1 : 1));
}

async function isFile(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isFile();
  } catch {
    // A link that leads nowhere.
    return false;
  }
}

function reasonOf(thrown: unknown): string {
  const code = (thrown as NodeJS.ErrnoException).code;
  if (code === 'ENOENT') return 'it does not exist';
  if (code === 'ENOTDIR') return 'it is not a folder';
  if (code === 'EACCES' || code === 'EPERM') return 'permission denied';
  return String(thrown);
}
