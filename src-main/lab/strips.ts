/**
 * What a training lets one hear while it runs: a few held-back kicks, each beside what the model
 * makes of it now, and a few kicks of fixed latents. One folder an epoch, of which the latest stays.
 */

import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { readWav, type PlanarAudio } from '../audio/wav-read.ts';
import { writeWav } from '../audio/wav-write.ts';
import { writeFailure } from '../base/write-file.ts';

/** Of a run's folder. */
const LISTENING = 'listening';
const NAMES = 'strip.json';

const strip = z.strictObject({
  epoch: z.int().positive(),
  /** Names of kicks, as their data set shows them. */
  kicks: z.array(z.string()),
  random: z.int().nonnegative(),
});

export interface Sound {
  /** As `soundName` has them. */
  name: string;
  samples: Float32Array;
}

/** What is heard of place `at` (from 0) of a strip. */
export const soundName = (what: 'original' | 'made' | 'random', at: number): string => `${what}-${String(at + 1)}`;

const folderOf = (epoch: number): string => `epoch-${String(epoch)}`;
const epochOf = (folder: string): number | null => {
  const number = /^epoch-(\d+)$/.exec(folder)?.[1];
  return number === undefined ? null : Number(number);
};

/**
 * Puts the strip of an epoch in the place of the one before it: whoever reads meanwhile gets all of the one or all of the other.
 * @throws DISK_FULL, OUTPUT_UNWRITABLE
 */
export async function writeStrip(out: string, told: z.infer<typeof strip>, sounds: readonly Sound[], sampleRate: number): Promise<void> {
  const root = join(out, LISTENING);
  const folder = folderOf(told.epoch);
  const temporary = join(root, `.${folder}`);
  try {
    await rm(temporary, { recursive: true, force: true });
    await mkdir(temporary, { recursive: true });
    for (const { name, samples } of sounds) {
      await writeFile(join(temporary, `${name}.wav`), writeWav([samples], sampleRate, { format: 'int16', ditherSeed: name }));
    }
    await writeFile(join(temporary, NAMES), JSON.stringify(told));
    // A run that was resumed may have made this epoch before.
    await rm(join(root, folder), { recursive: true, force: true });
    await rename(temporary, join(root, folder));
    for (const other of await readdir(root)) if (other !== folder) await rm(join(root, other), { recursive: true, force: true });
  } catch (cause) {
    throw writeFailure(root, cause);
  }
}

/** Folder of the latest strip of the run in `out`; null where there is none. */
async function latest(out: string): Promise<string | null> {
  const epochs = (await readdir(join(out, LISTENING)).catch(() => [])).map(epochOf).filter((epoch) => epoch !== null);
  return epochs.length === 0 ? null : join(out, LISTENING, folderOf(Math.max(...epochs)));
}

/** What the latest strip holds; null where there is none yet. */
export async function readStrip(out: string): Promise<z.infer<typeof strip> | null> {
  const dir = await latest(out);
  if (dir === null) return null;
  try {
    return strip.parse(JSON.parse(await readFile(join(dir, NAMES), 'utf8')));
  } catch {
    // Just being replaced.
    return null;
  }
}

/** A sound of the latest strip; null where there is none of this name. @throws AUDIO_* where the file is damaged */
export async function readStripSound(out: string, name: string): Promise<{ epoch: number; sound: PlanarAudio } | null> {
  const told = await readStrip(out);
  if (told === null) return null;
  const names = [
    ...told.kicks.flatMap((_, at) => [soundName('original', at), soundName('made', at)]),
    ...Array.from({ length: told.random }, (_, at) => soundName('random', at)),
  ];
  if (!names.includes(name)) return null;
  const file = join(out, LISTENING, folderOf(told.epoch), `${name}.wav`);
  const bytes = await readFile(file).catch(() => null);
  return bytes === null ? null : { epoch: told.epoch, sound: readWav(bytes, file) };
}
