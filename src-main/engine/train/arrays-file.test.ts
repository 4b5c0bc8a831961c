import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readArrays, writeArrays } from './arrays-file.ts';

const example = () => ({
  header: { kind: 'example', step: 3 },
  arrays: new Map([['a', Float32Array.of(1, -2.5, 3)], ['empty', new Float32Array(0)]]),
});

test('gives back what was written', async () => {
  const path = join(await mkdtemp(join(tmpdir(), 'kicklab-')), 'x.ckpt');
  await writeArrays(path, example());
  const read = await readArrays(path);
  expect(read.header).toEqual({ kind: 'example', step: 3 });
  expect([...(read.arrays.get('a') ?? [])]).toEqual([1, -2.5, 3]);
  expect(read.arrays.get('empty')?.length).toBe(0);
});

test('every single altered byte and every cut is noticed', async () => {
  const path = join(await mkdtemp(join(tmpdir(), 'kicklab-')), 'x.ckpt');
  await writeArrays(path, example());
  const good = await readFile(path);
  for (let i = 0; i < good.length; i++) {
    const bad = Buffer.from(good);
    bad[i] ^= 0x10;
    await writeFile(path, bad);
    await expect(readArrays(path), `byte ${String(i)}`).rejects.toMatchObject({ code: 'CHECKPOINT_CORRUPT' });
  }
  await writeFile(path, good.subarray(0, good.length - 5));
  await expect(readArrays(path)).rejects.toMatchObject({ code: 'CHECKPOINT_CORRUPT' });
});
