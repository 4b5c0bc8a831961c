/**
 * Staged files over the web host: one as it stands, several as an archive that is written while it
 * is sent. A browser fetches them where a drag is dropped, and sends no token with that: the id of
 * the set, which nobody can guess, says that the page named it.
 */

import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import type { ServerResponse } from 'node:http';
import { basename } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { STAGED_PATH } from '../../src-preload/contract/staged-path.ts';
import { archiveStream, type ArchiveEntry } from '../base/archive-write.ts';
import { SECURITY_HEADERS } from '../page/policy.ts';
import type { StagedFiles, StagedSet } from '../studio/files.ts';
import { freePath } from '../studio/output.ts';

/**
 * Answers for the set that a path names; what stands after its id is for people.
 * @throws STAGED_GONE; FILE_NOT_READABLE once the answer has begun, which ends the connection
 */
export async function sendStaged(staged: Pick<StagedFiles, 'look'>, path: string, method: string, response: ServerResponse): Promise<void> {
  const set = staged.look(path.slice(STAGED_PATH.length).split('/', 1)[0]);
  const [first, ...others] = set.paths;
  const headers = { ...SECURITY_HEADERS, 'Cache-Control': 'no-store', 'Content-Disposition': `attachment; filename*=UTF-8''${encodeURIComponent(set.name)}` };
  if (others.length === 0) response.writeHead(200, { ...headers, 'Content-Type': 'audio/wav', 'Content-Length': (await stat(first)).size });
  else response.writeHead(200, { ...headers, 'Content-Type': 'application/zip' });
  if (method === 'HEAD') {
    response.end();
    return;
  }
  try {
    await pipeline(others.length === 0 ? createReadStream(first) : archiveStream(entriesOf(set)), response);
  } catch (thrown) {
    // Who hangs up before the end does not want the rest.
    if ((thrown as NodeJS.ErrnoException).code !== 'ERR_STREAM_PREMATURE_CLOSE') throw thrown;
  }
}

/** Imported files of two folders may have one name. */
function* entriesOf({ paths }: StagedSet): Generator<ArchiveEntry> {
  const taken = new Set<string>();
  for (const file of paths) yield { path: freePath('', basename(file), taken), content: { file }, compress: false };
}
