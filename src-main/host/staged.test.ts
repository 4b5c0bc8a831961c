/** Staged files over the host: the bytes of one, an archive of several, and who may fetch them. */

import { readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { STAGED_PATH, stagedPath } from '../../src-preload/contract/staged-path.ts';
import { contract } from '../../src-preload/contract/verbs.ts';
import { openArchive } from '../base/archive-read.ts';
import { refusalOf, serveFake, type Served } from './fixtures/served.ts';

let served: Served;
/** Ids of saved kicks. */
const saved: string[] = [];
beforeAll(async () => {
  served = await serveFake();
  const { kicks, library } = served.fake.studio;
  for (const [i, name] of ['Küche 1', 'Deep', 'Deep'].entries()) {
    const { id } = await kicks.audition(contract.kicks.audition.input.parse({ base: { seed: i, index: 1 } }), {});
    saved.push((await library.save({ id, name }, {})).id);
  }
});
afterAll(() => served.close());

/** Stages kicks; gives where they are served, and where they stand. */
async function stage(...ids: string[]): Promise<{ url: string; paths: string[] }> {
  const { files } = served.fake.studio;
  const { id, name } = await files.stage({ kicks: ids.map((each) => ({ saved: each })) }, {});
  return { url: stagedPath(id, name), paths: (await files.paths({ id }, {})).paths };
}

test('one is served as it stands, as a download of its name', async () => {
  const { url, paths: [path] } = await stage(saved[0]);
  expect(url).toMatch(/^\/api\/staged\/[0-9a-f-]{36}\/K%C3%BCche%201\.wav$/);
  const { status, headers, body } = await served.send('GET', url);
  expect({ status, type: headers['content-type'], disposition: headers['content-disposition'] })
    .toEqual({ status: 200, type: 'audio/wav', disposition: "attachment; filename*=UTF-8''K%C3%BCche%201.wav" });
  expect(body.equals(readFileSync(path))).toBe(true);
  expect(await served.send('HEAD', url)).toMatchObject({ status: 200, headers: { 'content-length': String(body.length) } });
});

test('several are served as an archive of their files', async () => {
  const { url, paths } = await stage(...saved);
  const { headers, body } = await served.send('GET', url);
  expect(headers['content-type']).toBe('application/zip');
  const file = join(served.fake.dir, 'fetched.zip');
  writeFileSync(file, body);
  const archive = await openArchive(file, { entries: 10, bytes: 10 << 20 });
  expect(archive.files.map(({ path }) => path)).toEqual(['Küche 1.wav', 'Deep.wav', 'Deep-2.wav']);
  for (const path of paths) expect((await archive.read(basename(path), 1 << 20)).equals(readFileSync(path))).toBe(true);
  archive.close();
});

test('a browser fetches it where a drag is dropped: without a token, but not for another site', async () => {
  const { url } = await stage(saved[0]);
  expect((await served.send('GET', url, undefined, { 'Sec-Fetch-Site': 'none' })).status).toBe(200);
  const refusals = [{ Host: 'evil.example' }, { 'Sec-Fetch-Site': 'cross-site' }, { Origin: 'http://evil.example' }];
  for (const headers of refusals) expect((await served.send('GET', url, undefined, headers as unknown as Record<string, string>)).status).toBe(403);
});

test('leads to nothing that was not staged', async () => {
  for (const path of ['', 'x', '../host.ts', '..%2f..%2fetc%2fpasswd', `${saved[0]}/Deep.wav`, `${saved[0]}.wav`]) {
    const answer = await served.send('GET', STAGED_PATH + path);
    expect(refusalOf(answer)).toEqual([404, 'STAGED_GONE']);
  }
  expect((await served.send('POST', STAGED_PATH)).status).toBe(405);
  expect(served.faults).toEqual([]);
});
