/** What tells a file's content from any other. */

import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';

/** SHA-256 of a file, in hex, read part by part. @throws what the file system says, or that `signal` aborted */
export async function digestOf(file: string, signal?: AbortSignal): Promise<string> {
  const digest = createHash('sha256');
  await pipeline(createReadStream(file), digest, signal === undefined ? {} : { signal });
  return digest.digest('hex');
}
