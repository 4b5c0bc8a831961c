/** Sends files to the host, one after the other and each part by part. */

import { KicklabError, type ErrorBody, type ErrorCode } from '../../../src-preload/contract/errors.ts';
import type { FailedItem } from '../../../src-preload/contract/fields.ts';
import { SENT_PART_BYTES } from '../../../src-preload/contract/limits.ts';
import type { Result } from '../../../src-preload/contract/result.ts';
import type { Api, CallOptions } from '../../../src-preload/contract/verbs.ts';
import type { Gathered } from './gather.ts';

/** How far sending is: files, and bytes of them. */
export interface Sending {
  files: number;
  ofFiles: number;
  bytes: number;
  ofBytes: number;
}

export interface SendOptions extends CallOptions {
  upload: string;
  send: Api['datasets']['send'];
  onSent: (sending: Sending) => void;
}

/** What says something of one file alone. */
const OF_ONE: ReadonlySet<ErrorCode> = new Set<ErrorCode>(['SENT_FILE_REFUSED', 'FILE_NOT_READABLE']);

/** @returns the files that were not taken; a failure where no file was, or where the next would fail too */
export async function sendFiles(files: readonly Gathered[], { upload, send, onSent, ...call }: SendOptions): Promise<Result<FailedItem[]>> {
  const sending: Sending = { files: 0, ofFiles: files.length, bytes: 0, ofBytes: files.reduce((sum, { file }) => sum + file.size, 0) };
  const refused: FailedItem[] = [];
  onSent({ ...sending });
  for (const { path, file } of files) {
    const before = sending.bytes;
    const error = await sendFile({ path, file }, (input) => send({ upload, ...input }, call), (bytes) => {
      sending.bytes = before + bytes;
      onSent({ ...sending });
    });
    if (error !== null) {
      if (!OF_ONE.has(error.code)) return { ok: false, error };
      refused.push({ file: path, error });
    }
    sending.files += 1;
    sending.bytes = before + file.size;
    onSent({ ...sending });
  }
  return refused.length === files.length ? { ok: false, error: refused[0].error } : { ok: true, value: refused };
}

type Part = Omit<Parameters<Api['datasets']['send']>[0], 'upload'>;

/** @returns why it was not taken, or null */
async function sendFile({ path, file }: Gathered, send: (part: Part) => ReturnType<Api['datasets']['send']>, onBytes: (bytes: number) => void): Promise<ErrorBody | null> {
  // An empty one is sent too: that it is empty is told of it then.
  for (let offset = 0; offset === 0 || offset < file.size; offset += SENT_PART_BYTES) {
    let bytes: Uint8Array;
    try {
      bytes = new Uint8Array(await file.slice(offset, offset + SENT_PART_BYTES).arrayBuffer());
    } catch (thrown) {
      return new KicklabError('FILE_NOT_READABLE', { file: path, reason: thrown instanceof Error ? thrown.message : String(thrown) }).toBody();
    }
    const sent = await send({ path, size: file.size, modifiedAt: file.lastModified, offset, bytes });
    if (!sent.ok) return sent.error;
    onBytes(sent.value.received);
  }
  return null;
}
