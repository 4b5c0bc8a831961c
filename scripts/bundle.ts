/**
 * What is bundled (the page, the bridge, the desktop program): made again when anything it is made
 * from has changed, and left alone otherwise, so that a second start does not wait for a bundler.
 */

import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '..');
const SOURCES = ['src-renderer', 'src-preload', 'src-main', 'electron.config.ts', 'package-lock.json'];
const STAMP = join(root, 'out/.sources');

/** Digest of path, size and time of every source; contents are not read. */
function fingerprint(): string {
  const hash = createHash('sha256');
  const add = (path: string): void => {
    const { size, mtimeMs } = statSync(path);
    hash.update(`${path}\0${size}\0${mtimeMs}\n`);
  };
  for (const source of SOURCES.map((name) => join(root, name)).filter(existsSync)) {
    if (statSync(source).isFile()) add(source);
    else {
      for (const entry of readdirSync(source, { recursive: true, withFileTypes: true })) {
        if (entry.isFile() && !/\.test\.tsx?$/.test(entry.name)) add(join(entry.parentPath, entry.name));
      }
    }
  }
  return hash.digest('hex');
}

/** Builds into out/ unless it is current. @throws what the bundler throws */
export async function bundle(): Promise<void> {
  const sources = fingerprint();
  if (existsSync(STAMP) && readFileSync(STAMP, 'utf8') === sources) return;
  console.warn('Building the page ...');
  // A build that dies leaves no stamp.
  rmSync(STAMP, { force: true });
  const { build } = await import('electron-vite');
  await build({ root, configFile: join(root, 'electron.config.ts'), logLevel: 'warn', ignoreConfigWarning: true });
  writeFileSync(STAMP, sources);
}
