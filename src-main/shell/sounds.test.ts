/** Sound files as they are handed to the page, and those that cannot be. */

import { mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { MAX_SOUND_MEGABYTES } from '../../src-preload/contract/limits.ts';
import { readSound } from './sounds.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'kicklab-sounds-'));
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

it('gives the bytes of the file and its name without its folder', async () => {
  const file = join(folder, 'Kick 1.wav');
  const bytes = Uint8Array.from({ length: 1000 }, (_, i) => i % 251);
  writeFileSync(file, bytes);
  const sound = await readSound(file);
  expect(sound).toEqual({ name: 'Kick 1.wav', bytes });
  // Nothing of other files rides along in the buffer.
  expect(sound.bytes.buffer.byteLength).toBe(bytes.length);
});

it('says which file is not there, is none, or is too large', async () => {
  const absent = join(folder, 'absent.wav');
  await expect(readSound(absent)).rejects.toMatchObject({ code: 'FILE_NOT_FOUND', message: expect.stringContaining(absent) as string });
  await expect(readSound(folder)).rejects.toMatchObject({ code: 'FILE_NOT_READABLE' });
  const large = join(folder, 'large.wav');
  writeFileSync(large, '');
  // Of holes: it takes no room on the disk.
  truncateSync(large, MAX_SOUND_MEGABYTES * 2 ** 20 + 1);
  await expect(readSound(large)).rejects.toMatchObject({ code: 'AUDIO_TOO_LARGE' });
});
