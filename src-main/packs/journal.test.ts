import { appendFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openJournal } from './journal.ts';

let dir: string;
beforeEach(() => { dir = mkdtempSync(join(tmpdir(), 'kicklab-journal-')); });
afterEach(() => { rmSync(dir, { recursive: true }); });

test('whole lines are there again, in their order, and one that was cut off is not', async () => {
  const file = join(dir, 'a.jsonl');
  const first = await openJournal<number>(file);
  expect(first.past).toEqual([]);
  await Promise.all([first.add(1), first.add(2), first.add(3)]);
  appendFileSync(file, '{"cut":');
  const second = await openJournal<number>(file);
  expect(second.past).toEqual([1, 2, 3]);
  await second.add(4);
  expect(readFileSync(file, 'utf8')).toBe('1\n2\n3\n4\n');
});

test('a journal that cannot be written says so each time', async () => {
  const journal = await openJournal(join(dir, 'absent', 'a.jsonl'));
  await expect(journal.add(1)).rejects.toMatchObject({ code: 'OUTPUT_UNWRITABLE' });
});
