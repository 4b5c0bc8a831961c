import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, test, vi } from 'vitest';
import { plainDesk, revealCommand } from './desk.ts';

test('each platform has its own way to show a file', () => {
  expect(revealCommand('linux', '/music/a b/kick.wav')).toEqual(['xdg-open', '/music/a b']);
  expect(revealCommand('darwin', '/music/kick.wav')).toEqual(['open', '-R', '/music/kick.wav']);
  expect(revealCommand('win32', 'C:\\my music\\kick.wav')).toEqual(['explorer.exe', '/select,"C:\\my music\\kick.wav"']);
});

describe.runIf(process.platform === 'linux')('where xdg-open does it', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'kicklab-desk-'));
    vi.stubEnv('PATH', folder);
  });
  afterEach(() => {
    vi.unstubAllEnvs();
    rmSync(folder, { recursive: true });
  });
  const opener = (script: string): void => {
    writeFileSync(join(folder, 'xdg-open'), `#!/bin/sh\n${script}\n`);
    chmodSync(join(folder, 'xdg-open'), 0o755);
  };

  it('shows each folder once', async () => {
    opener(`echo "$1" >> ${join(folder, 'shown')}`);
    await plainDesk.reveal(['/music/a/1.wav', '/music/b/2.wav', '/music/a/3.wav']);
    expect(readFileSync(join(folder, 'shown'), 'utf8').trim().split('\n').sort()).toEqual(['/music/a', '/music/b']);
  });

  it('says that it cannot, and why', async () => {
    await expect(plainDesk.reveal(['/music/a/1.wav'])).rejects.toMatchObject({ code: 'REVEAL_FAILED', message: expect.stringContaining('ENOENT') as string });
    opener('exit 3');
    await expect(plainDesk.reveal(['/music/a/1.wav'])).rejects.toMatchObject({ code: 'REVEAL_FAILED', message: expect.stringContaining('xdg-open ended with 3') as string });
  });
});
