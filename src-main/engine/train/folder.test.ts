import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { proceduralKick } from '../../audio/procedural/index.ts';
import { KICK_SPEC } from '../../audio/spec.ts';
import { writeWav } from '../../audio/wav-write.ts';
import { families, familyOf, prepareFolder } from './folder.ts';

const signal = new AbortController().signal;
const options = (dir: string, seed = 1) => ({ seed, keepAudio: false, cache: join(dir, '..', `${String(seed)}.set`) });

async function folderOf(count: number): Promise<string> {
  const dir = join(await mkdtemp(join(tmpdir(), 'kicklab-folder-')), '');
  for (let i = 0; i < count; i++) {
    const { samples } = proceduralKick(3, i, KICK_SPEC, 'short');
    await writeFile(join(dir, `kick ${String(i)}.wav`), writeWav([samples], 44_100, { format: 'int16', ditherSeed: i }));
  }
  return dir;
}

test('numbers and velocities do not make a family', () => {
  expect(familyOf('Deep/Kick_01.wav')).toBe(familyOf('Deep/Kick_17.wav'));
  expect(familyOf('kick v3 rr2.wav')).toBe(familyOf('kick v1 rr4.wav'));
  expect(familyOf('Deep/Kick_01.wav')).not.toBe(familyOf('Hard/Kick_01.wav'));
});

test('where names say nothing, each file is its own family', () => {
  expect(new Set(families(['1.wav', '2.wav', '3.wav', '4.wav', '5.wav'])).size).toBe(5);
});

test('a folder becomes a set, bad files are named, a second call takes the cache', { timeout: 180_000 }, async () => {
  const dir = await folderOf(20);
  await writeFile(join(dir, 'broken.wav'), 'this is no audio');
  const places = { seed: 1, keepAudio: false, cache: join(await mkdtemp(join(tmpdir(), 'kicklab-cache-')), 'kicks.set') };
  let calls = 0;
  const first = await prepareFolder(dir, KICK_SPEC, places, () => { calls++; }, signal);
  expect(first.used).toBe(20);
  expect(first.set.count).toBe(160);
  expect(first.rejected).toMatchObject([{ file: 'broken.wav', code: 'AUDIO_UNREADABLE' }]);
  expect(calls).toBeGreaterThan(20);
  // Aborted at once: only a set that needs no preparing can still come back.
  const second = await prepareFolder(dir, KICK_SPEC, places, () => undefined, AbortSignal.abort());
  expect(second).toEqual(first);
  // A changed file makes the cache stale.
  await writeFile(join(dir, 'kick 0.wav'), writeWav([proceduralKick(3, 99, KICK_SPEC, 'short').samples], 44_100, { format: 'int16', ditherSeed: 0 }));
  await expect(prepareFolder(dir, KICK_SPEC, places, () => undefined, AbortSignal.abort())).rejects.toThrow(/abort/i);
});

test('fewer than twenty usable kicks are refused with the count', async () => {
  const dir = await folderOf(3);
  await expect(prepareFolder(dir, KICK_SPEC, options(dir), () => undefined, signal)).rejects.toMatchObject({
    code: 'TRAIN_TOO_FEW',
    message: expect.stringContaining('3 usable') as string,
  });
});
