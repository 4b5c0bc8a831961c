/**
 * `former.json` beside a shipped bundle: what earlier bundles said of themselves that sound the same
 * as it, so that kicks made with them open with it. A bundle without it is whole.
 */

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { writeFileAtomic } from '../base/write-file.ts';

const FORMER = 'former.json';

const formerFile = z.strictObject({
  bundleId: z.string(),
  /** Their manifests whole: their digests show that nothing that is heard has changed (engine/same-sound.ts). */
  former: z.array(z.looseObject({ id: z.string() })),
});
/** The manifest of an earlier bundle, of which no more is known here than its id. */
export type FormerManifest = z.infer<typeof formerFile>['former'][number];

/** What stands beside the bundle in `dir`; none where nothing does, or what is told is of another one. */
export async function readFormer(dir: string, bundleId: string): Promise<readonly FormerManifest[]> {
  try {
    const told = formerFile.parse(JSON.parse(await readFile(join(dir, FORMER), 'utf8')));
    return told.bundleId === bundleId ? told.former : [];
  } catch {
    return [];
  }
}

/** @throws DISK_FULL, OUTPUT_UNWRITABLE */
export async function writeFormer(dir: string, bundleId: string, former: readonly FormerManifest[]): Promise<void> {
  await writeFileAtomic(join(dir, FORMER), `${JSON.stringify({ bundleId, former }, null, 1)}\n`);
}
