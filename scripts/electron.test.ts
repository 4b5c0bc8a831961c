/** Fetching Electron: that it is tried once, for a while, and says why not. Nothing is fetched here. */

import { existsSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { fetchElectron, type FetchOptions } from './electron.ts';

let folder: string;
let options: FetchOptions;
/** A line for each time that the script ran. */
let ran: () => number;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kicklab-electron-'));
  options = { script: join(folder, 'install.cjs'), memory: join(folder, 'cache', 'not-fetched.txt'), limitMs: 10_000 };
  ran = () => (existsSync(join(folder, 'ran')) ? readFileSync(join(folder, 'ran'), 'utf8').length : 0);
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

function script(body: string): void {
  writeFileSync(options.script, `require('node:fs').appendFileSync(${JSON.stringify(join(folder, 'ran'))}, 'x'); ${body}`);
}

it('says nothing when it came', async () => {
  script('');
  expect(await fetchElectron(options)).toBeNull();
  expect(existsSync(options.memory)).toBe(false);
});

it('says why it did not, and does not try again for a day', async () => {
  script("throw new TypeError('getaddrinfo ENOTFOUND nowhere');");
  expect(await fetchElectron(options)).toContain('ENOTFOUND nowhere');
  expect(await fetchElectron(options)).toMatch(/ENOTFOUND nowhere; it is tried again after a day/);
  expect(ran()).toBe(1);
  const yesterday = (Date.now() - 25 * 3600 * 1000) / 1000;
  utimesSync(options.memory, yesterday, yesterday);
  script('');
  expect(await fetchElectron(options)).toBeNull();
  expect(ran()).toBe(2);
  expect(existsSync(options.memory)).toBe(false);
});

it('waits no longer than its limit', async () => {
  script('setInterval(() => undefined, 1000);');
  expect(await fetchElectron({ ...options, limitMs: 300 })).toBe('not there within 0.3 s');
});
