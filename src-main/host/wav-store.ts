/** WAV files that were answered with a URL, kept in memory for a while. */

import { randomUUID } from 'node:crypto';
import { KicklabError } from '../../src-preload/contract/errors.ts';

export const WAV_PATH = '/api/wav/';

export interface WavStore {
  /** Keeps a file and returns its path on the host. */
  put(bytes: Uint8Array): string;
  /** @throws KICK_GONE */
  get(path: string): Uint8Array;
}

export interface WavStoreLimits {
  /** Bytes of all files together; the oldest go first. */
  bytes: number;
  ms: number;
}

/** A kick of 24 bits is at most 192 KiB: about 340 of them. */
const LIMITS: WavStoreLimits = { bytes: 64 << 20, ms: 30 * 60_000 };

export function createWavStore(limits: WavStoreLimits = LIMITS, now: () => number = Date.now): WavStore {
  const files = new Map<string, { bytes: Uint8Array; expires: number }>();
  let total = 0;
  const drop = (id: string, size: number): void => {
    files.delete(id);
    total -= size;
  };
  const trim = (): void => {
    // A Map lists its oldest entry first.
    for (const [id, { bytes, expires }] of files) {
      if (total <= limits.bytes && expires > now()) return;
      drop(id, bytes.length);
    }
  };
  return {
    put: (bytes) => {
      const id = randomUUID();
      files.set(id, { bytes, expires: now() + limits.ms });
      total += bytes.length;
      trim();
      return `${WAV_PATH}${id}.wav`;
    },
    get: (path) => {
      trim();
      const id = path.slice(WAV_PATH.length).replace(/\.wav$/, '');
      const file = files.get(id);
      if (file === undefined) throw new KicklabError('KICK_GONE', { id: id.slice(0, 100) });
      return file.bytes;
    },
  };
}
