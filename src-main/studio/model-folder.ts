/** What folders of models are called. */

import { access } from 'node:fs/promises';
import { join } from 'node:path';

/** A name that every disk takes for a folder: letters of any script and digits, joined by dashes. */
export function folderName(name: string): string {
  const words = name.normalize('NFC').toLowerCase().match(/[\p{L}\p{M}\p{N}]+/gu) ?? ['model'];
  return words.join('-').slice(0, 60);
}

/** A folder below `root` of this name or one like it, where nothing stands yet. */
export async function freeFolder(root: string, name: string): Promise<string> {
  for (let n = 1; ; n += 1) {
    const dir = join(root, n === 1 ? name : `${name}-${String(n)}`);
    if (await access(dir).then(() => false, () => true)) return dir;
  }
}
