import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { contained, createPage } from './static.ts';

let dir: string;
beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'kicklab-page-'));
  mkdirSync(join(dir, 'page', 'assets'), { recursive: true });
  mkdirSync(join(dir, 'page-secret'));
  writeFileSync(join(dir, 'secret.json'), '{}');
  writeFileSync(join(dir, 'page-secret', 'a.json'), '{}');
  writeFileSync(join(dir, 'page', '.sources'), '');
  writeFileSync(join(dir, 'page', 'index.html'), '<html><head></head></html>');
  writeFileSync(join(dir, 'page', 'assets', 'a.js'), '1');
  writeFileSync(join(dir, 'page', 'tool.exe'), '1');
  symlinkSync(join(dir, 'secret.json'), join(dir, 'page', 'link.json'));
});
afterAll(() => {
  rmSync(dir, { recursive: true });
});

test('the page has the token in its head; its files are served as they are', async () => {
  const page = createPage(join(dir, 'page'), 'T0ken');
  const index = await page.read('/');
  expect(Buffer.from(index.bytes).toString()).toContain('<head><meta name="kicklab-token" content="T0ken">');
  expect(index.type).toBe('text/html; charset=utf-8');
  expect(await page.read('/assets/a.js')).toMatchObject({ type: 'text/javascript; charset=utf-8' });
});

test.each([
  '/../secret.json', '/assets/../../secret.json', '/%2e%2e/secret.json', '/..%2fsecret.json', '/%2e%2e%2fsecret.json', '/..%5csecret.json',
  '/..\\secret.json', '/assets/..%2f..%2fsecret.json', '//secret.json/../../secret.json', '/../page-secret/a.json', '/%00', '/a.js%00.html',
  '/%', '/%c0%ae%c0%ae/secret.json', '/C:/secret.json', '/.sources', '/link.json', '/tool.exe', '/assets', '/assets/', '/absent.js', '/index.html/', '/.', '/..',
])('%s is nothing of the page', async (path) => {
  await expect(createPage(join(dir, 'page'), 't').read(path)).rejects.toMatchObject({ code: 'ROUTE_UNKNOWN' });
});

test('containment is decided on the path alone', () => {
  expect(contained('/srv/page', '/assets/a.js')).toBe(join('/srv/page', 'assets', 'a.js'));
  expect(contained('/srv/page', '/../page/a.js')).toBe(join('/srv/page', 'a.js'));
  expect(contained('/srv/page', '/../page-secret/a.js')).toBeNull();
  expect(contained('/srv/page', '/')).toBeNull();
});

test('a page that was not built is told as such', async () => {
  await expect(createPage(join(dir, 'absent'), 't').read('/')).rejects.toMatchObject({ code: 'PAGE_NOT_BUILT' });
});
