/**
 * One file of named Float32 arrays with a JSON header: checkpoints and prepared data sets.
 * Written to a temporary name, synced and renamed, so that a reader sees a whole file or none;
 * a SHA-256 over everything before it ends the file.
 */

import { createHash } from 'node:crypto';
import { access, open, rename, rm } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { z } from 'zod';
import { writeFailure, type WriteOptions } from '../../base/write-file.ts';
import { KicklabError } from '../../../src-preload/contract/errors.ts';

const MAGIC = 'KLARRAY1';
/** Bytes an I/O call moves; far below the 2 GiB that one call can. */
const CHUNK = 64 << 20;

const headSchema = z.object({
  header: z.record(z.string(), z.unknown()),
  index: z.array(z.object({ name: z.string(), length: z.int().nonnegative() })),
});

export interface ArraysFile {
  header: Record<string, unknown>;
  arrays: Map<string, Float32Array>;
}

export async function exists(path: string): Promise<boolean> {
  return access(path).then(() => true, () => false);
}

const bytesOf = (data: Float32Array): Uint8Array => new Uint8Array(data.buffer, data.byteOffset, data.byteLength);

/** Writes atomically. @throws DISK_FULL, OUTPUT_UNWRITABLE */
export async function writeArrays(path: string, file: ArraysFile, { flush = true }: WriteOptions = {}): Promise<void> {
  const index = [...file.arrays].map(([name, data]) => ({ name, length: data.length }));
  const head = Buffer.from(JSON.stringify({ header: file.header, index }), 'utf8');
  const prefix = Buffer.alloc(12);
  prefix.write(MAGIC, 0, 'ascii');
  prefix.writeUInt32LE(head.length, 8);
  const temporary = `${path}.${String(process.pid)}.tmp`;
  const handle = await open(temporary, 'w');
  try {
    const hash = createHash('sha256');
    const put = async (bytes: Uint8Array): Promise<void> => {
      for (let at = 0; at < bytes.length; at += CHUNK) {
        const part = bytes.subarray(at, at + CHUNK);
        hash.update(part);
        await writeAll(handle, part);
      }
    };
    await put(prefix);
    await put(head);
    for (const data of file.arrays.values()) await put(bytesOf(data));
    await writeAll(handle, hash.digest());
    if (flush) await handle.sync();
  } catch (error) {
    await handle.close();
    await rm(temporary, { force: true });
    throw writeFailure(path, error);
  }
  await handle.close();
  await rename(temporary, path);
}

async function writeAll(handle: FileHandle, bytes: Uint8Array): Promise<void> {
  let done = 0;
  while (done < bytes.length) done += (await handle.write(bytes, done, bytes.length - done)).bytesWritten;
}

async function readAll(handle: FileHandle, bytes: Uint8Array, path: string): Promise<void> {
  let done = 0;
  while (done < bytes.length) {
    const { bytesRead } = await handle.read(bytes, done, Math.min(CHUNK, bytes.length - done));
    if (bytesRead === 0) throw new KicklabError('CHECKPOINT_CORRUPT', { file: path, reason: 'it ends too early' });
    done += bytesRead;
  }
}

/** Reads and verifies. Errors: CHECKPOINT_CORRUPT for a foreign, cut or altered file. */
export async function readArrays(path: string): Promise<ArraysFile> {
  const handle = await open(path, 'r');
  try {
    const hash = createHash('sha256');
    const take = async (size: number): Promise<Uint8Array> => {
      const bytes = new Uint8Array(size);
      await readAll(handle, bytes, path);
      for (let at = 0; at < size; at += CHUNK) hash.update(bytes.subarray(at, at + CHUNK));
      return bytes;
    };
    const prefix = Buffer.from(await take(12));
    if (prefix.toString('ascii', 0, 8) !== MAGIC) {
      throw new KicklabError('CHECKPOINT_CORRUPT', { file: path, reason: 'it is not a Kicklab array file' });
    }
    const { size } = await handle.stat();
    const headLength = prefix.readUInt32LE(8);
    if (headLength > size) throw new KicklabError('CHECKPOINT_CORRUPT', { file: path, reason: 'its header is cut off' });
    const head = headSchema.parse(JSON.parse(Buffer.from(await take(headLength)).toString('utf8')));
    const expected = 12 + headLength + 4 * head.index.reduce((sum, a) => sum + a.length, 0) + 32;
    if (expected !== size) throw new KicklabError('CHECKPOINT_CORRUPT', { file: path, reason: 'its size is wrong' });
    const arrays = new Map<string, Float32Array>();
    for (const { name, length } of head.index) {
      const bytes = await take(length * 4);
      arrays.set(name, new Float32Array(bytes.buffer, bytes.byteOffset, length));
    }
    const stored = new Uint8Array(32);
    await readAll(handle, stored, path);
    if (!hash.digest().equals(stored)) {
      throw new KicklabError('CHECKPOINT_CORRUPT', { file: path, reason: 'its checksum does not match' });
    }
    return { header: head.header, arrays };
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof z.ZodError) {
      throw new KicklabError('CHECKPOINT_CORRUPT', { file: path, reason: 'its header is damaged' }, { cause: error });
    }
    throw error;
  } finally {
    await handle.close();
  }
}
