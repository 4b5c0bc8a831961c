/**
 * Data sets on the disk: a folder each, with `dataset.json`, what was unpacked from archives and what was sent. A
 * record is read anew each time, so that what another process changed counts too, and written whole.
 */

import { readdir, readFile, rename, rm, stat, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { KicklabError } from '../../src-preload/contract/errors.ts';
import type { FailedItem } from '../../src-preload/contract/fields.ts';
import { errorBodyOf } from '../../src-preload/contract/result.ts';
import { createTurns } from '../base/turns.ts';
import { writeFileAtomic } from '../base/write-file.ts';
import { datasetRecord, type DatasetRecord } from './record.ts';

export interface DatasetStore {
  /** The folder that archives of a data set are unpacked into; it may not be there yet. */
  unpackInto(id: string): string;
  /** The folder that holds what came with an upload into a data set; it may not be there yet. */
  keepIn(id: string, upload: string): string;
  /** Newest first, and those whose record is damaged. */
  list(): Promise<{ records: DatasetRecord[]; failed: FailedItem[] }>;
  /** @throws DATASET_UNKNOWN, DATASET_DAMAGED */
  read(id: string): Promise<DatasetRecord>;
  /** @throws DISK_FULL, OUTPUT_UNWRITABLE */
  add(record: DatasetRecord): Promise<void>;
  /**
   * Reads a record, has `edit` make it another, and writes that; changes of one data set are done one
   * after the other. @returns what `edit` gives besides. @throws what `read`, `edit` and `add` throw
   */
  change<T>(id: string, edit: (record: DatasetRecord) => { record: DatasetRecord; value: T }): Promise<T>;
  /** Puts a data set aside; after a day it is deleted. @throws DATASET_UNKNOWN */
  remove(id: string): Promise<void>;
  /** @throws DATASET_NOT_REMOVED */
  putBack(id: string): Promise<void>;
  /** Takes away what there is of a data set that did not come to be. */
  abandon(id: string): Promise<void>;
}

const RECORD = 'dataset.json';
const UNPACKED = 'unpacked';
const SENT = 'sent';
/** How the folders of data sets begin that were removed: nobody lists hidden ones. */
const REMOVED = '.removed-';
/** How long they can be put back, ms: their copies may be large. */
const KEPT_MS = 24 * 60 * 60 * 1000;

/** @param dir Folder of all data sets; made with the first. */
export function openDatasets(dir: string, now: () => number): DatasetStore {
  const inTurn = createTurns();
  const fileOf = (id: string): string => join(dir, id, RECORD);

  const read = async (id: string): Promise<DatasetRecord> => {
    const file = fileOf(id);
    const text = await readFile(file, 'utf8').catch((thrown: unknown) => {
      const { code, message } = thrown as NodeJS.ErrnoException;
      if (code === 'ENOENT') throw new KicklabError('DATASET_UNKNOWN', { id }, { cause: thrown });
      throw new KicklabError('DATASET_DAMAGED', { file, reason: message }, { cause: thrown });
    });
    try {
      return datasetRecord.parse(JSON.parse(text));
    } catch (thrown) {
      throw new KicklabError('DATASET_DAMAGED', { file, reason: 'its content is not understood' }, { cause: thrown });
    }
  };
  const add = (record: DatasetRecord): Promise<void> => writeFileAtomic(fileOf(record.id), `${JSON.stringify(record)}\n`);

  const clear = async (names: readonly string[]): Promise<void> => {
    for (const name of names.filter((each) => each.startsWith(REMOVED))) {
      // The folder's own time is that of its removal.
      const { mtimeMs } = await stat(join(dir, name)).catch(() => ({ mtimeMs: Infinity }));
      if (now() - mtimeMs > KEPT_MS) await rm(join(dir, name), { recursive: true, force: true });
    }
  };

  return {
    unpackInto: (id) => join(dir, id, UNPACKED),
    keepIn: (id, upload) => join(dir, id, SENT, upload),
    list: async () => {
      const entries = await readdir(dir, { withFileTypes: true }).catch(() => []);
      const records: DatasetRecord[] = [];
      const failed: FailedItem[] = [];
      await clear(entries.map(({ name }) => name));
      for (const { name } of entries.filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'))) {
        try {
          records.push(await read(name));
        } catch (thrown) {
          // One that is being made, or was just removed, has no record.
          if (!(thrown instanceof KicklabError) || (thrown as KicklabError).code !== 'DATASET_UNKNOWN') failed.push({ file: fileOf(name), error: errorBodyOf(thrown) });
        }
      }
      return { records: records.sort((one, other) => other.createdAt - one.createdAt || (one.name < other.name ? -1 : 1)), failed };
    },
    read,
    add,
    change: (id, edit) => inTurn(id, async () => {
      const { record, value } = edit(await read(id));
      await add(record);
      return value;
    }),
    remove: (id) => inTurn(id, async () => {
      const seconds = now() / 1000;
      try {
        await utimes(join(dir, id), seconds, seconds);
        await rename(join(dir, id), join(dir, REMOVED + id));
      } catch (thrown) {
        throw new KicklabError('DATASET_UNKNOWN', { id }, { cause: thrown });
      }
    }),
    putBack: (id) => inTurn(id, async () => {
      await rename(join(dir, REMOVED + id), join(dir, id)).catch((thrown: unknown) => {
        throw new KicklabError('DATASET_NOT_REMOVED', { id }, { cause: thrown });
      });
    }),
    abandon: (id) => rm(join(dir, id), { recursive: true, force: true }),
  };
}
