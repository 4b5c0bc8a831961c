/** Bringing sounds into a data set, from where they lie or from what was sent. What becomes of them there is not known here. */

import { rm } from 'node:fs/promises';
import { bring, type BringOptions, type Brought } from '../datasets/bring.ts';
import type { DatasetRecord } from '../datasets/record.ts';
import { bringSent, keepOnly } from '../datasets/sent.ts';
import type { DatasetStore } from '../datasets/store.ts';
import type { Uploads } from '../datasets/uploads.ts';
import type { DatasetJobs } from './dataset-work.ts';
import type { Context } from './ports.ts';

/** What is brought in: what lies at paths, or what was sent under an id. */
export interface BroughtFrom {
  paths?: readonly string[];
  upload?: string;
}

interface Taken<T> {
  /** As it is written. */
  record: DatasetRecord;
  value: T;
}

/**
 * Finds the sounds and has `take` write them into the record of the data set. What was sent stands in
 * the folder of the data set then, but for what `take` left out; where it fails, nothing does.
 * @returns the value that `take` gives
 */
export type Bringing = <T>(id: string, from: BroughtFrom, context: Context, take: (brought: Brought) => Promise<Taken<T>>) => Promise<T>;

/** The result throws what `bring` and `take` do, UPLOAD_UNKNOWN, and DATASET_WORKING. */
export function createBringing({ store, uploads, work }: { store: DatasetStore; uploads: Uploads; work: DatasetJobs }): Bringing {
  return (id, { paths = [], upload }, { signal, onDone }, take) => work.run(id, 'find', async (tell) => {
    const options: BringOptions = {
      unpackInto: store.unpackInto(id),
      signal,
      tell: (phase, done, total) => {
        tell(phase, done, total);
        onDone?.(done, total);
      },
    };
    if (upload === undefined) return (await take(await bring(paths, options))).value;
    const kept = store.keepIn(id, upload);
    await uploads.claim(upload, kept);
    const { record, value } = await bringSent(kept, options).then(take).catch(async (thrown: unknown) => {
      await rm(kept, { recursive: true, force: true });
      throw thrown;
    });
    // What cannot be deleted now goes with the data set.
    await keepOnly(kept, new Set(record.items.map(({ file }) => file))).catch(() => undefined);
    return value;
  });
}
