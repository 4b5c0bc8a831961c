/**
 * Sounds as they were prepared, one file each in a folder that all runs share, found by what they were
 * made from: a run prepares only what is new to it. A file that is damaged is made again, and what was
 * not used for longest goes when the folder grows too large.
 */

import { createHash } from 'node:crypto';
import { mkdir, readdir, rm, stat, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { writeFailure } from '../../base/write-file.ts';
import { pitchPoints, type AudioSpec, type Features } from '../../audio/spec.ts';
import { readArrays, writeArrays, type ArraysFile } from './arrays-file.ts';

/** A sound for the networks. */
export interface PreparedSound {
  features: Features;
  /** [spec.length]; null where they were not asked for. */
  samples: Float32Array | null;
}

export interface PreparedSounds {
  /**
   * The sound that was made from `origin` (its JSON tells it apart from all others), or else what `make`
   * gives, which is kept.
   * @param withSamples Whether the samples are wanted too; a variation is kept without them otherwise.
   * @throws DISK_FULL, OUTPUT_UNWRITABLE, what `make` throws
   */
  take(origin: unknown, withSamples: boolean, make: () => Promise<Required<PreparedSound> & { samples: Float32Array }>): Promise<PreparedSound>;
  /** Deletes what was not used for longest where there is too much. */
  tidy(): Promise<void>;
}

/** Part of what a sound is found by: raise it when preparation or augmentation changes. */
const PREPARATION = 2;
/** About 10 000 sounds with their samples, or 30 000 variations. */
const MOST_BYTES = 4 * 2 ** 30;
const ENDING = '.prepared';

/** @param dir Made when the first sound is kept. */
export function openPrepared(dir: string, spec: AudioSpec): PreparedSounds {
  const fileOf = (origin: unknown): string => {
    const key = createHash('sha256').update(JSON.stringify({ PREPARATION, spec, origin })).digest('hex');
    return join(dir, key.slice(0, 2), `${key}${ENDING}`);
  };
  return {
    take: async (origin, withSamples, make) => {
      const file = fileOf(origin);
      // A file that is not there, damaged, or cut short by a crash counts as none.
      const kept = await readArrays(file).then((arrays) => soundIn(arrays, spec, withSamples), () => null);
      if (kept !== null) {
        const now = new Date();
        await utimes(file, now, now).catch(() => undefined);
        return kept;
      }
      const { features, samples } = await make();
      const arrays = new Map(Object.entries({ ...features, ...(withSamples ? { samples } : {}) }));
      await mkdir(join(file, '..'), { recursive: true }).catch((thrown: unknown) => { throw writeFailure(file, thrown); });
      await writeArrays(file, { header: { kind: 'prepared' }, arrays }, { flush: false });
      return { features, samples: withSamples ? samples : null };
    },
    tidy: () => tidy(dir),
  };
}

function soundIn({ header, arrays }: ArraysFile, spec: AudioSpec, withSamples: boolean): PreparedSound | null {
  const take = (name: string, length: number): Float32Array | null => {
    const data = arrays.get(name);
    return data?.length === length ? data : null;
  };
  const points = pitchPoints(spec);
  const mel = take('mel', spec.mels * spec.frames);
  const pitch = take('pitch', points);
  const voicing = take('voicing', points);
  const samples = withSamples ? take('samples', spec.length) : null;
  if (header['kind'] !== 'prepared' || mel === null || pitch === null || voicing === null || (withSamples && samples === null)) return null;
  return { features: { mel, pitch, voicing }, samples };
}

async function tidy(dir: string): Promise<void> {
  const names = (await readdir(dir, { recursive: true }).catch(() => [])).filter((name) => name.endsWith(ENDING));
  const files: { path: string; bytes: number; usedAt: number }[] = [];
  for (const name of names) {
    const path = join(dir, name);
    // Another run may have deleted it meanwhile.
    const stats = await stat(path).catch(() => null);
    if (stats !== null) files.push({ path, bytes: stats.size, usedAt: stats.mtimeMs });
  }
  let total = files.reduce((sum, { bytes }) => sum + bytes, 0);
  files.sort((one, other) => one.usedAt - other.usedAt);
  for (const { path, bytes } of files) {
    if (total <= MOST_BYTES) return;
    await rm(path, { force: true });
    total -= bytes;
  }
}
