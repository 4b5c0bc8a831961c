import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { listAudioFiles } from './audio-files.ts';

test('audio files below a folder in one order; hidden ones, others and circles left out', async () => {
  const dir = mkdtempSync(join(tmpdir(), 'kicklab-files-'));
  try {
    mkdirSync(join(dir, 'b', 'c'), { recursive: true });
    mkdirSync(join(dir, '.git'));
    mkdirSync(join(dir, 'folder.wav'));
    for (const name of ['z.wav', 'B.AIFF', 'b/c/k.flac', 'b/a.mp3', 'notes.txt', '._z.wav', '.git/x.wav']) writeFileSync(join(dir, name), '');
    symlinkSync(join(dir, 'z.wav'), join(dir, 'link.wav'));
    symlinkSync(join(dir, 'nowhere'), join(dir, 'dangling.wav'));
    symlinkSync(dir, join(dir, 'b', 'circle'));
    expect(await listAudioFiles(dir)).toEqual(['B.AIFF', 'b/a.mp3', 'b/c/k.flac', 'link.wav', 'z.wav']);
    await expect(listAudioFiles(join(dir, 'absent'))).rejects.toMatchObject({ code: 'FOLDER_UNREADABLE', message: expect.stringContaining('absent') as string });
    await expect(listAudioFiles(join(dir, 'z.wav'))).rejects.toMatchObject({ code: 'FOLDER_UNREADABLE' });
  } finally {
    rmSync(dir, { recursive: true });
  }
});
