import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readStrip, readStripSound, soundName, writeStrip } from './strips.ts';

let out: string;
beforeEach(() => { out = mkdtempSync(join(tmpdir(), 'kicklab-strips-')); });
afterEach(() => { rmSync(out, { recursive: true }); });

const write = (epoch: number, level: number): Promise<void> =>
  writeStrip(out, { epoch, kicks: ['Deep/one.wav'], random: 1 }, ['original-1', 'made-1', 'random-1'].map((name) => ({ name, samples: Float32Array.of(0, level) })), 44_100);

test('the latest strip alone stays, and its sounds come back under the same names', async () => {
  expect(await readStrip(out)).toBeNull();
  expect(await readStripSound(out, 'made-1')).toBeNull();
  await write(9, 0.25);
  await write(10, 0.5);
  await write(10, 0.75);
  expect(readdirSync(join(out, 'listening'))).toEqual(['epoch-10']);
  expect(await readStrip(out)).toEqual({ epoch: 10, kicks: ['Deep/one.wav'], random: 1 });
  expect(soundName('made', 0)).toBe('made-1');
  const found = await readStripSound(out, 'made-1');
  expect(found).toMatchObject({ epoch: 10, sound: { sampleRate: 44_100 } });
  expect(found?.sound.channels[0][1]).toBeCloseTo(0.75, 3);
});

test('no other file can be asked for as a sound of a strip', async () => {
  await write(1, 0.5);
  for (const name of ['made-2', 'random-2', '../epoch-1/made-1', 'strip']) expect(await readStripSound(out, name)).toBeNull();
});
