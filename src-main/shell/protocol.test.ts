/** `app://kicklab` asked hostilely, over real files. */

import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createPageFiles, type PageFiles } from '../page/files.ts';
import { answer, declareScheme, mayNavigate } from './protocol.ts';

let folder: string;
let files: PageFiles;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'kicklab-protocol-'));
  const page = join(folder, 'page');
  mkdirSync(join(page, 'assets'), { recursive: true });
  writeFileSync(join(folder, 'secret.json'), '{"secret": true}');
  writeFileSync(join(page, 'index.html'), '<!doctype html><html><head></head><body></body></html>');
  writeFileSync(join(page, 'assets', 'a.js'), 'export {};');
  symlinkSync(join(folder, 'secret.json'), join(page, 'assets', 'link.json'));
  files = createPageFiles(page);
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

const get = (url: string, method = 'GET'): Promise<Response> => answer({ url, method }, files);

describe('app://kicklab', () => {
  it('serves the page with its policy and the nonce of its styles', async () => {
    const response = await get('app://kicklab/');
    const nonce = /<meta name="kicklab-style-nonce" content="([^"]+)">/.exec(await response.text())?.[1] ?? '';
    expect(response.status).toBe(200);
    expect(response.headers.get('Content-Type')).toBe('text/html; charset=utf-8');
    const policy = response.headers.get('Content-Security-Policy');
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("script-src 'self'");
    expect(nonce).not.toBe('');
    expect(policy).toContain(`'nonce-${nonce}'`);
  });

  it('tells the page no token: there is no host to call', async () => {
    expect(await (await get('app://kicklab/')).text()).not.toContain('kicklab-token');
  });

  it('serves files under it', async () => {
    const response = await get('app://kicklab/assets/a.js?v=1#x');
    expect([response.status, response.headers.get('Content-Type')]).toEqual([200, 'text/javascript; charset=utf-8']);
    expect(await response.text()).toBe('export {};');
  });

  it.each([
    'app://kicklab/../secret.json',
    'app://kicklab/%2e%2e/secret.json',
    'app://kicklab/..%2fsecret.json',
    'app://kicklab/..%5csecret.json',
    'app://kicklab/assets/..%2f..%2fsecret.json',
    'app://kicklab/%252e%252e/secret.json',
    'app://kicklab//etc/passwd',
    'app://kicklab/%2fetc%2fpasswd',
    'app://kicklab/C:%5csecret.json',
    'app://kicklab/secret.json%00.js',
    'app://kicklab/%zz',
    'app://kicklab/assets/link.json',
    'app://kicklab/assets',
    'app://kicklab/absent.js',
    'app://kicklab.evil/index.html',
    'app://evil/index.html',
    'app://kicklab:80/index.html',
    'app://someone@evil/index.html',
  ])('has nothing at %s', async (url) => {
    const response = await get(url);
    expect(response.status).toBe(404);
    expect(await response.text()).not.toContain('secret"');
  });

  it.each(['POST', 'PUT', 'DELETE', 'OPTIONS', 'HEAD'])('takes no %s', async (method) => {
    expect((await get('app://kicklab/', method)).status).toBe(405);
  });
});

it('declares a scheme that is as good as https, and no better', () => {
  declareScheme({
    registerSchemesAsPrivileged: (schemes) => {
      expect(schemes).toEqual([{ scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true, stream: true } }]);
    },
  });
});

describe('mayNavigate', () => {
  it.each(['app://kicklab/', 'app://kicklab/?a=1', 'app://kicklab/#top'])('lets the page be loaded again: %s', (url) => {
    expect(mayNavigate(url)).toBe(true);
  });
  it.each([
    'https://example.org/', 'app://kicklab.evil/', 'app://kicklab@evil/', 'app://evil/', 'app://kicklab/assets/a.js',
    'file:///etc/passwd', 'javascript:alert(1)', 'data:text/html,x', 'about:blank', 'devtools://devtools/', '',
  ])('and leads nowhere else: %s', (url) => {
    expect(mayNavigate(url)).toBe(false);
  });
});
