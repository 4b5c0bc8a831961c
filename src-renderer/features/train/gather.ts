/** Which files were dropped or chosen, folders walked through: what a page may know of them is their names and their content. */

import { KicklabError } from '../../../src-preload/contract/errors.ts';
import { mayHoldSounds } from '../../../src-preload/contract/sound-files.ts';

/** A file to be sent. */
export interface Gathered {
  /** Below what was dropped or chosen, whose name is its first part; `/` between its parts. */
  path: string;
  file: File;
}

/**
 * The sounds and archives of a drop. Called while it is told of: afterwards the browser knows nothing of it.
 * @throws DATASET_EMPTY, FILE_NOT_READABLE
 */
export async function gatherDropped({ items }: Pick<DataTransfer, 'items'>): Promise<Gathered[]> {
  const entries = [...items].map((item) => item.webkitGetAsEntry()).filter((entry) => entry !== null);
  const roots = freeNames(entries.map(({ name }) => name));
  const found: Gathered[] = [];
  for (const [i, entry] of entries.entries()) await walk(entry, roots[i], found);
  return someOf(found, roots);
}

/** The same of files that were chosen, or of all that are in a chosen folder. @throws DATASET_EMPTY */
export function gatherChosen(files: readonly File[]): Promise<Gathered[]> {
  return new Promise((resolve) => {
    const roots = freeNames(files.map(({ name }) => name));
    resolve(someOf(files.map((file, i) => ({ path: file.webkitRelativePath === '' ? roots[i] : file.webkitRelativePath, file })), roots));
  });
}

/** Where what was chosen lies: each file, or the folder that they are all of. @param pathOf Where a file lies. */
export function pathsChosen(files: readonly File[], pathOf: (file: File) => string): string[] {
  const paths = files.map((file) => {
    const { webkitRelativePath: below } = file;
    const path = pathOf(file);
    return below === '' ? path : path.slice(0, path.length - below.length + below.indexOf('/'));
  });
  return [...new Set(paths)].filter((path) => path !== '');
}

async function walk(entry: FileSystemEntry, path: string, found: Gathered[]): Promise<void> {
  try {
    if (entry.isFile) {
      // Opening a file takes its time: what is of no use is not opened.
      if (mayHoldSounds(path)) found.push({ path, file: await new Promise<File>((resolve, reject) => { (entry as FileSystemFileEntry).file(resolve, reject); }) });
      return;
    }
    const reader = (entry as FileSystemDirectoryEntry).createReader();
    for (;;) {
      // A browser gives a hundred at a time, and none at the end.
      const some = await new Promise<FileSystemEntry[]>((resolve, reject) => { reader.readEntries(resolve, reject); });
      if (some.length === 0) return;
      for (const each of some) await walk(each, `${path}/${each.name}`, found);
    }
  } catch (thrown) {
    if (thrown instanceof KicklabError) throw thrown;
    throw new KicklabError('FILE_NOT_READABLE', { file: path, reason: thrown instanceof Error ? thrown.message : String(thrown) }, { cause: thrown });
  }
}

/** In the order of their paths. @throws DATASET_EMPTY where there are none */
function someOf(found: readonly Gathered[], roots: readonly string[]): Gathered[] {
  const wanted = found.filter(({ path }) => mayHoldSounds(path));
  if (wanted.length === 0) throw new KicklabError('DATASET_EMPTY', { paths: roots.slice(0, 3) });
  return wanted.sort((one, other) => (one.path < other.path ? -1 : 1));
}

/** Names of which each differs from the others, on every disk: those of different places may be the same. */
function freeNames(names: readonly string[]): string[] {
  const taken = new Set<string>();
  return names.map((name) => {
    const dot = name.lastIndexOf('.');
    const [stem, ending] = dot > 0 ? [name.slice(0, dot), name.slice(dot)] : [name, ''];
    let free = name;
    for (let n = 2; taken.has(free.toLowerCase()); n++) free = `${stem} ${String(n)}${ending}`;
    taken.add(free.toLowerCase());
    return free;
  });
}
