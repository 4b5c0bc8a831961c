/**
 * The sounds of what was sent: they lie in a folder of the data set's own and are the only copies
 * there are of them here, so that nothing is told of that folder but what a person called them.
 */

import { readdir, rm, rmdir } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { KicklabError } from '../../src-preload/contract/errors.ts';
import { failureOf } from '../../src-preload/contract/result.ts';
import { bring, type BringOptions, type Brought } from './bring.ts';

/**
 * As `bring`, of all that stands in `dir`. A source is told by its name, and what failed by its path
 * below `dir`; where single files lay is not known.
 * @throws as `bring`
 */
export async function bringSent(dir: string, options: BringOptions): Promise<Brought> {
  const within = (text: string): string => text.replaceAll(dir + sep, '');
  const tops = (await readdir(dir)).sort();
  const { sounds, failed } = await bring(tops.map((name) => join(dir, name)), options).catch((thrown: unknown) => {
    if (!(thrown instanceof KicklabError)) throw thrown;
    const failure = failureOf(thrown);
    throw KicklabError.revive({ ...failure, message: within(failure.message) });
  });
  return {
    sounds: sounds.map((sound) => ({ ...sound, source: within(sound.source), bank: sound.bank === null || sound.bank === dir ? null : within(sound.bank) })),
    failed: failed.map(({ file, error }) => ({ file: within(file), error: { ...error, message: within(error.message) } })),
  };
}

/** Deletes what lies in `dir` and is not among `kept`: archives that were unpacked, what could not be read, what was there already. */
export async function keepOnly(dir: string, kept: ReadonlySet<string>): Promise<void> {
  for (const entry of await readdir(dir, { withFileTypes: true })) {
    const path = join(dir, entry.name);
    if (entry.isDirectory()) await keepOnly(path, kept);
    else if (!kept.has(path)) await rm(path);
  }
  // One that holds something stays.
  await rmdir(dir).catch(() => undefined);
}
