import { randomUUID } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { MAX_SENT_ARCHIVE_MEGABYTES, MAX_SOUND_MEGABYTES } from '../../src-preload/contract/limits.ts';
import { openUploads, type SentPart, type Uploads } from './uploads.ts';

let dir: string;
let now: number;
let uploads: Uploads;
const upload = randomUUID();
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'kicklab-uploads-'));
  now = Date.now();
  uploads = openUploads(dir, () => now);
});
afterEach(() => { rmSync(dir, { recursive: true }); });

const part = (text: string, more: Partial<SentPart> = {}): SentPart => ({ upload, path: 'Bank/808/a.wav', size: text.length, modifiedAt: 1_600_000_000_000, offset: 0, bytes: Buffer.from(text), ...more });
const into = (): string => join(dir, 'taken');

test('a file comes in parts, and is taken whole with its time', async () => {
  expect(await uploads.take(part('he', { size: 5 }))).toBe(2);
  expect(await uploads.take(part('llo', { size: 5, offset: 2 }))).toBe(5);
  await uploads.take(part('', { path: 'empty.wav' }));
  await uploads.claim(upload, into());
  expect(readFileSync(join(into(), 'Bank', '808', 'a.wav'), 'utf8')).toBe('hello');
  expect(statSync(join(into(), 'Bank', '808', 'a.wav')).mtimeMs).toBe(1_600_000_000_000);
  expect(readFileSync(join(into(), 'empty.wav'), 'utf8')).toBe('');
  expect(readdirSync(dir)).toEqual(['taken']);
});

test('what came in part is not taken, and can be begun anew or passed over', async () => {
  await uploads.take(part('he', { size: 5 }));
  await uploads.take(part('bye'));
  await uploads.take(part('half', { path: 'Bank/b.wav', size: 9 }));
  await uploads.claim(upload, into());
  expect(readdirSync(into(), { recursive: true }).sort()).toEqual(['Bank', 'Bank/808', 'Bank/808/a.wav']);
  expect(readFileSync(join(into(), 'Bank', '808', 'a.wav'), 'utf8')).toBe('bye');
});

test('parts that are asked for at once are taken in their order', async () => {
  await Promise.all([0, 1, 2, 3].map((offset) => uploads.take(part(String(offset), { size: 4, offset }))));
  await uploads.claim(upload, into());
  expect(readFileSync(join(into(), 'Bank', '808', 'a.wav'), 'utf8')).toBe('0123');
});

describe('refused is', () => {
  test.each([
    ['../a.wav', 'leaves its folder'], ['Bank/../../a.wav', 'leaves its folder'], ['/etc/a.wav', 'absolute'], ['C:/a.wav', 'not allowed'], ['a\\..\\b.wav', 'not allowed'],
    ['a\0.wav', 'not allowed'], ['Bank//a.wav', 'leaves its folder'], [`${'n'.repeat(252)}.wav`, 'too long'], [`${'n/'.repeat(600)}a.wav`, 'too long'], ['Bank./a.wav', 'dot or a space'],
    ['CON.wav', 'devices'], ['nul/a.wav', 'devices'], ['Bank/com1.takes.wav', 'devices'], ['.part/a.wav', 'hidden'], ['__MACOSX/a.wav', 'hidden'], ['Bank/notes.txt', 'neither a sound'], ['wav', 'neither a sound'],
  ])('a path like %j', async (path, reason) => {
    await expect(uploads.take(part('x', { path }))).rejects.toMatchObject({ code: 'SENT_FILE_REFUSED', message: expect.stringContaining(reason) as string });
    expect(readdirSync(dir)).toEqual([]);
  });

  test('what is larger than is taken, before it is sent', async () => {
    await expect(uploads.take(part('x', { size: MAX_SOUND_MEGABYTES * 2 ** 20 + 1 }))).rejects.toThrow(`larger than ${String(MAX_SOUND_MEGABYTES)} MB`);
    await uploads.take(part('x', { path: 'a.ZIP', size: MAX_SOUND_MEGABYTES * 2 ** 20 + 1 }));
    await expect(uploads.take(part('x', { path: 'a.zip', size: MAX_SENT_ARCHIVE_MEGABYTES * 2 ** 20 + 1 }))).rejects.toThrow(`larger than ${String(MAX_SENT_ARCHIVE_MEGABYTES)} MB`);
  });

  test('a part that does not follow, or is too much', async () => {
    await expect(uploads.take(part('x', { size: 5, offset: 2 }))).rejects.toThrow('out of order');
    await uploads.take(part('he', { size: 5 }));
    for (const wrong of [{ offset: 3 }, { offset: 2, path: 'other.wav' }]) await expect(uploads.take(part('x', { size: 5, ...wrong }))).rejects.toThrow('out of order');
    await expect(uploads.take(part('four', { size: 5, offset: 2 }))).rejects.toThrow('more of it came');
  });

  test('a second file of a path; the first stays', async () => {
    await uploads.take(part('one'));
    await expect(uploads.take(part('two'))).rejects.toThrow('another has its path');
    await uploads.claim(upload, into());
    expect(readFileSync(join(into(), 'Bank', '808', 'a.wav'), 'utf8')).toBe('one');
  });

  test('a path through a file', async () => {
    await uploads.take(part('one', { path: 'a.wav' }));
    await expect(uploads.take(part('two', { path: 'a.wav/b.wav' }))).rejects.toMatchObject({ code: 'OUTPUT_UNWRITABLE', message: expect.stringMatching(/^a\.wav\/b\.wav: /) as string });
  });
});

test('what is discarded is gone, and was never sent', async () => {
  await uploads.take(part('one'));
  await uploads.take(part('half', { path: 'b.wav', size: 9 }));
  await uploads.discard(upload);
  await uploads.discard(upload);
  expect(readdirSync(dir)).toEqual([]);
  await expect(uploads.claim(upload, into())).rejects.toMatchObject({ code: 'UPLOAD_UNKNOWN' });
});

test('what nobody took for a day is deleted with the next upload', async () => {
  await uploads.take(part('one'));
  now += 23 * 3600 * 1000;
  const second = randomUUID();
  await uploads.take(part('two', { upload: second }));
  expect(readdirSync(dir)).toHaveLength(2);
  now += 2 * 3600 * 1000;
  const third = randomUUID();
  await openUploads(dir, () => now).take(part('three', { upload: third }));
  expect(readdirSync(dir)).toContain(`.sent-${third}`);
  expect(readdirSync(dir)).not.toContain(`.sent-${upload}`);
});
