/** What is settled outlives a restart and a damaged file, and reaches other processes. */

import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { FIRST_SETTINGS } from '../../src-preload/contract/settings.ts';
import { openSettings } from './settings-file.ts';

const FIRST = { ...FIRST_SETTINGS, library: null, model: null };
let dir: string;
let file: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'kicklab-settings-'));
  file = join(dir, 'deeper', 'settings.json');
});
afterEach(() => {
  rmSync(dir, { recursive: true });
});

const put = (text: string): void => {
  mkdirSync(join(dir, 'deeper'));
  writeFileSync(file, text);
};

test('without a file what is usual holds, and none is made', () => {
  const settings = openSettings(file, () => undefined);
  expect(settings.read()).toEqual(FIRST);
  expect(settings.trouble()).toBeNull();
  expect(readdirSync(dir)).toEqual([]);
});

test('what is kept is read after a restart, and by another process that is open already', async () => {
  const other = openSettings(file, () => undefined);
  const settings = openSettings(file, () => undefined);
  const told = vi.fn();
  const stop = settings.watch(told);
  await Promise.all([settings.keep({ theme: 'light' }), settings.keep({ library: '/kicks' }), settings.keep({ exportRate: 48_000 })]);
  const expected = { ...FIRST, theme: 'light', library: '/kicks', exportRate: 48_000 };
  for (const reader of [settings, other, openSettings(file, () => undefined)]) expect(reader.read()).toEqual(expected);
  expect(told).toHaveBeenCalledTimes(3);
  stop();
  await settings.keep({ library: null });
  expect(told).toHaveBeenCalledTimes(3);
  expect(readdirSync(join(dir, 'deeper'))).toEqual(['settings.json']);
});

test.each(['', '{"theme": "li', '[1]', 'null'])('%j is set aside with a line that names it, and what is usual holds', async (text) => {
  put(text);
  const lines: string[] = [];
  const settings = openSettings(file, (line) => lines.push(line));
  expect(settings.read()).toEqual(FIRST);
  expect(settings.read()).toEqual(FIRST);
  expect(lines).toEqual([`${file}: is damaged, and what is usual holds; it was set aside as settings.json.damaged`]);
  expect(settings.trouble()).toBe(lines[0]);
  expect(readFileSync(`${file}.damaged`, 'utf8')).toBe(text);
  await settings.keep({ theme: 'system' });
  expect(settings.read().theme).toBe('system');
});

test('one entry that is not understood loses no other, and one of a newer version stays in the file', async () => {
  put(JSON.stringify({ provider: 'quantum', library: '/kicks', theme: 'light', later: 1 }));
  const lines: string[] = [];
  const settings = openSettings(file, (line) => lines.push(line));
  expect(settings.read()).toEqual({ ...FIRST, library: '/kicks', theme: 'light' });
  expect(lines).toEqual([expect.stringContaining('what it says of provider is not understood')]);
  expect(readFileSync(`${file}.damaged`, 'utf8')).toContain('quantum');
  await settings.keep({ provider: 'cpu' });
  expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual({ provider: 'cpu', library: '/kicks', theme: 'light', later: 1 });
  expect(settings.read()).not.toHaveProperty('later');
});

test('a file that cannot be read is told once and left alone', () => {
  mkdirSync(file, { recursive: true });
  const tell = vi.fn();
  const settings = openSettings(file, tell);
  settings.read();
  expect(settings.read()).toEqual(FIRST);
  expect(tell).toHaveBeenCalledOnce();
  expect(settings.trouble()).toContain('cannot be read');
});
