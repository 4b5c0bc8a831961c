import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { contained, createPageFiles } from './files.ts';

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
  symlinkSync(join(dir, 'page-secret'), join(dir, 'page', 'linked'));
});
afterAll(() => {
  rmSync(dir, { recursive: true });
});

test('the page has in its head what it is told, its files are served as they are', async () => {
  const page = createPageFiles(join(dir, 'page'), { told: { token: 'T0ken' } });
  const index = await page.read('/');
  expect(Buffer.from(index.bytes).toString()).toContain('<head><meta name="kicklab-token" content="T0ken"><meta name="kicklab-style-nonce"');
  expect(index.headers['Content-Type']).toBe('text/html; charset=utf-8');
  const script = await page.read('/assets/a.js');
  expect(script).toMatchObject({ bytes: Buffer.from('1'), headers: { 'Content-Type': 'text/javascript; charset=utf-8', 'X-Content-Type-Options': 'nosniff' } });
  expect(script.headers['Content-Security-Policy']).not.toContain('nonce');
});

test('the page looks from its first frame on as is settled when it is loaded', async () => {
  let theme: 'light' | 'dark' | 'system' = 'light';
  const page = createPageFiles(join(dir, 'page'), { theme: () => theme });
  const start = async (): Promise<string> => Buffer.from((await page.read('/')).bytes).toString().split('<head>')[0];
  expect(await start()).toBe('<html data-theme="light">');
  theme = 'dark';
  expect(await start()).toBe('<html data-theme="dark">');
  theme = 'system';
  expect(await start()).toBe('<html>');
});

test('every load has a nonce of its own, the same in header and page', async () => {
  const page = createPageFiles(join(dir, 'page'));
  const nonces = await Promise.all([1, 2].map(async () => {
    const { bytes, headers } = await page.read('/');
    const [, told] = /<meta name="kicklab-style-nonce" content="([\w-]{22})">/.exec(Buffer.from(bytes).toString()) ?? [];
    expect(headers['Content-Security-Policy']).toContain(`style-src 'self' 'nonce-${told}';`);
    return told;
  }));
  expect(nonces[0]).not.toBe(nonces[1]);
});

test.each([
  '/../secret.json', '/assets/../../secret.json', '/%2e%2e/secret.json', '/..%2fsecret.json', '/%2e%2e%2fsecret.json', '/..%5csecret.json',
  '/..\\secret.json', '/assets/..%2f..%2fsecret.json', '//secret.json/../../secret.json', '/../page-secret/a.json', '/%00', '/a.js%00.html',
  '/%252e%252e/secret.json', '/%252e%252e%252fsecret.json', '/%255c..%255csecret.json', '//etc/passwd', '/file:///etc/passwd',
  '/%', '/%c0%ae%c0%ae/secret.json', '/C:/secret.json', '/.sources', '/link.json', '/linked/a.json', '/tool.exe', '/assets', '/assets/', '/absent.js', '/index.html/', '/.', '/..',
])('%s is nothing of the page', async (path) => {
  await expect(createPageFiles(join(dir, 'page')).read(path)).rejects.toMatchObject({ code: 'ROUTE_UNKNOWN' });
});

test('containment is decided on the path alone', () => {
  expect(contained('/srv/page', '/assets/a.js')).toBe(join('/srv/page', 'assets', 'a.js'));
  expect(contained('/srv/page', '/../page/a.js')).toBe(join('/srv/page', 'a.js'));
  expect(contained('/srv/page', '/../page-secret/a.js')).toBeNull();
  expect(contained('/srv/page', '/')).toBeNull();
});

test('a page that was not built is told as such', async () => {
  await expect(createPageFiles(join(dir, 'absent')).read('/')).rejects.toMatchObject({ code: 'PAGE_NOT_BUILT' });
});
