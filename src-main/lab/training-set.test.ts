import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readTrainingSet, TRAINING_SET } from './training-set.ts';

let dir: string;
beforeEach(() => { dir = mkdtempSync(join(tmpdir(), 'kicklab-training-set-')); });
afterEach(() => { rmSync(dir, { recursive: true }); });

test('the recordings of the shipped model are told, one place each', async () => {
  const kicks = await readTrainingSet('models/factory', '8b0e245dfa67214c');
  expect(kicks).toHaveLength(116);
  expect(new Set(kicks?.map(({ name }) => name)).size).toBe(116);
  expect(kicks?.every(({ latent }) => latent.length === 32)).toBe(true);
});

test('a bundle without the file, with a broken one or with that of another bundle tells none', async () => {
  expect(await readTrainingSet(dir, 'a')).toBeNull();
  writeFileSync(join(dir, TRAINING_SET), '{');
  expect(await readTrainingSet(dir, 'a')).toBeNull();
  writeFileSync(join(dir, TRAINING_SET), '{"bundleId":"b","kicks":[]}');
  expect(await readTrainingSet(dir, 'a')).toBeNull();
  expect(await readTrainingSet(dir, 'b')).toEqual([]);
});
