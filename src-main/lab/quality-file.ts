/** `quality.json` beside a bundle: what was measured of it after its training. A bundle without it is whole. */

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { qualityCard, type QualityCard } from '../../src-preload/contract/quality.ts';
import { writeFileAtomic } from '../base/write-file.ts';

const QUALITY = 'quality.json';

/** @throws DISK_FULL, OUTPUT_UNWRITABLE */
export async function writeQuality(dir: string, card: QualityCard): Promise<void> {
  await writeFileAtomic(join(dir, QUALITY), `${JSON.stringify(card, null, 1)}\n`);
}

/** What stands beside the bundle in `dir`; null where nothing does, or what is told is of another one. */
export async function readQuality(dir: string): Promise<QualityCard | null> {
  try {
    const [card, manifest] = await Promise.all([QUALITY, 'manifest.json'].map(async (name) => JSON.parse(await readFile(join(dir, name), 'utf8')) as unknown));
    const { data } = qualityCard.safeParse(card);
    return data !== undefined && data.bundleId === (manifest as { id?: unknown }).id ? data : null;
  } catch {
    return null;
  }
}
