/** What nobody honest sends: each is refused with a code, and the host lives on. */

import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { BODY_LIMIT } from './body.ts';
import { jsonOf, refusalOf, serveFake, type Served } from './fixtures/served.ts';

let served: Served;
beforeAll(async () => {
  served = await serveFake();
  const { dir } = served.fake;
  writeFileSync(join(dir, 'secret.json'), '"secret"');
  mkdirSync(join(dir, 'page-secret'));
  writeFileSync(join(dir, 'page-secret', 'a.json'), '"secret"');
  symlinkSync(join(dir, 'secret.json'), join(dir, 'page', 'link.json'));
  symlinkSync(join(dir, 'page-secret'), join(dir, 'page', 'linked'));
});
afterAll(() => served.close());
afterEach(async () => {
  expect((await served.post('/api/random', { seed: 1 })).status).toBe(200);
  expect(served.faults).toEqual([]);
  expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
});

const ROUTES = [
  ['POST', '/api/random'],
  ['POST', '/api/kicks/audition'],
  ['POST', '/api/kicks/analyse'],
  ['GET', '/'],
  ['GET', '/api/openapi.json'],
  ['GET', '/api/events'],
  ['GET', '/api/wav/x'],
  ['OPTIONS', '/api/random'],
] as const;

describe('callers', () => {
  test.each([
    ['a foreign Host', { Host: 'evil.example' }, 'HOST_REFUSED'],
    ['a rebound Host with our port', { Host: 'evil.example:5757' }, 'HOST_REFUSED'],
    ['a foreign Origin', { Origin: 'http://evil.example' }, 'ORIGIN_REFUSED'],
    ['the opaque Origin', { Origin: 'null' }, 'ORIGIN_REFUSED'],
    ['a cross-site fetch without Origin', { 'Sec-Fetch-Site': 'cross-site' }, 'CROSS_SITE_REFUSED'],
    ['a fetch of another port without Origin', { 'Sec-Fetch-Site': 'same-site' }, 'CROSS_SITE_REFUSED'],
  ])('%s is refused on every route', async (_, headers, code) => {
    for (const [method, path] of ROUTES) {
      const answer = await served.send(method, path, undefined, headers);
      expect([path, ...refusalOf(answer)]).toEqual([path, 403, code]);
      expect(answer.headers['access-control-allow-origin']).toBeUndefined();
    }
  });

  test('our own page needs its token, on every route of the api', async () => {
    const Origin = `http://127.0.0.1:${String(served.host.port)}`;
    for (const headers of [{ Origin }, { Origin, 'X-Kicklab-Token': 'guess' }, { Origin, 'X-Kicklab-Token': '' }]) {
      for (const [method, path] of ROUTES.filter(([, route]) => route !== '/')) {
        expect([path, ...refusalOf(await served.send(method, path, undefined, headers))]).toEqual([path, 403, 'TOKEN_REFUSED']);
      }
    }
    expect((await served.post('/api/random', {}, { Origin, 'X-Kicklab-Token': served.token })).status).toBe(200);
    expect(served.token.length).toBeGreaterThan(40);
  });

  test('the token of another start does not do', async () => {
    const other = await serveFake();
    const answer = await other.post('/api/random', {}, { Origin: `http://127.0.0.1:${String(other.host.port)}`, 'X-Kicklab-Token': served.token });
    expect(refusalOf(answer)).toEqual([403, 'TOKEN_REFUSED']);
    await other.close();
  });

  test('every answer carries the policy, refused ones too, and only a page the nonce of its styles', async () => {
    const page = await served.send('GET', '/');
    const [, nonce] = /name="kicklab-style-nonce" content="([^"]+)"/.exec(page.body.toString()) ?? [];
    expect(page.headers['content-security-policy']).toContain(`style-src 'self' 'nonce-${nonce}'; worker-src 'self';`);
    for (const answer of [page, await served.post('/api/random', {}), await served.send('GET', '/', undefined, { Host: 'evil' }), await served.send('OPTIONS', '/')]) {
      expect(answer.headers['content-security-policy']).toContain("default-src 'none'");
      expect(answer.headers['x-content-type-options']).toBe('nosniff');
      if (answer !== page) expect(answer.headers['content-security-policy']).not.toContain('nonce');
    }
    expect(page.headers['cache-control']).toBe('no-store');
  });
});

describe('paths', () => {
  test.each([
    '/../../package.json', '/%2e%2e/%2e%2e/etc/passwd', '/..%2fsecret.json', '/%252e%252e/secret.json', '/..%252fsecret.json', '/..\\secret.json', '/..%5csecret.json',
    '//etc/passwd', '/etc/passwd', '/file:///etc/passwd', '/C:/Windows/win.ini', '/../page-secret/a.json', '/link.json', '/linked/a.json', '/%00', '/%', '/.sources',
    '/api/../secret.json', '/api/kicks/__proto__', '/api/constructor/name', '/api/__proto__', '/api', '/api/', `/${'a'.repeat(8000)}`,
  ])('%s leads nowhere', async (path) => {
    expect(refusalOf(await served.send('GET', path))).toEqual([404, 'ROUTE_UNKNOWN']);
  });

  test.each(['/api/wav/../../../etc/passwd', '/api/wav/..%2f..%2fetc%2fpasswd', '/api/wav/__proto__.wav', '/api/wav/'])('%s is no kick', async (path) => {
    expect(refusalOf(await served.send('GET', path))).toEqual([404, 'KICK_GONE']);
  });
});

describe('bodies', () => {
  const large = Buffer.alloc(BODY_LIMIT + 1, ' ');

  test('over the limit: declared, streamed, claimed, or asked first', async () => {
    const tooLarge = [413, 'BODY_TOO_LARGE'];
    expect(refusalOf(await served.send('POST', '/api/random', large))).toEqual(tooLarge);
    expect(refusalOf(await served.send('POST', '/api/random', large, { 'Transfer-Encoding': 'chunked' }))).toEqual(tooLarge);
    const head = `POST /api/random HTTP/1.1\r\nHost: 127.0.0.1:${String(served.host.port)}\r\nContent-Length: 99999999999\r\n`;
    expect(await served.raw(`${head}\r\n{}`)).toMatch(/^HTTP\/1.1 413 [^]*BODY_TOO_LARGE/);
    expect(await served.raw(`${head}Expect: 100-continue\r\n\r\n`)).toMatch(/^HTTP\/1.1 413 /);
  });

  test('who asks first is asked for a body that is taken', async () => {
    const answer = await served.raw(
      `POST /api/random HTTP/1.1\r\nHost: 127.0.0.1:${String(served.host.port)}\r\nExpect: 100-continue\r\nConnection: close\r\nContent-Length: 2\r\n\r\n{}`, false);
    expect(answer).toMatch(/^HTTP\/1.1 100 Continue\r\n\r\nHTTP\/1.1 200 OK/);
  });

  test('cut off', async () => {
    const head = `POST /api/random HTTP/1.1\r\nHost: 127.0.0.1:${String(served.host.port)}\r\n`;
    expect(await served.raw(`${head}Content-Length: 100\r\n\r\n{"seed":`)).toMatch(/^HTTP\/1.1 400 [^]*REQUEST_UNREADABLE/);
    expect(await served.raw(`${head}Transfer-Encoding: chunked\r\n\r\nzz\r\n`)).toMatch(/^HTTP\/1.1 400 [^]*REQUEST_UNREADABLE/);
    expect(await served.raw(`${head}Transfer-Encoding: chunked\r\nContent-Length: 2\r\n\r\n{}`)).toMatch(/^HTTP\/1.1 400 [^]*REQUEST_UNREADABLE/);
  });

  test.each([
    ['/api/random', '{"__proto__":{"polluted":1}}'],
    ['/api/random', '{"constructor":{"prototype":{"polluted":1}}}'],
    ['/api/kicks/audition', '{"base":{"seed":1,"index":1},"__proto__":{"polluted":1}}'],
    ['/api/kicks/audition', '{"base":{"seed":1,"index":1,"__proto__":{"polluted":1}}}'],
    ['/api/kicks/audition', '{"base":{"seed":1,"index":1},"sliders":{"__proto__":{"polluted":1}}}'],
    ['/api/kicks/audition', '{"__proto__":{"base":{"seed":1,"index":1}}}'],
    ['/api/kicks/audition', '{"base":{"seed":1,"index":1},"toString":1}'],
  ])('keys of the prototype: %s %s', async (path, body) => {
    expect(refusalOf(await served.send('POST', path, body))).toEqual([400, 'INPUT_INVALID']);
  });

  test('nesting without end', async () => {
    expect(refusalOf(await served.send('POST', '/api/random', '['.repeat(500_000)))[1]).toBe('BODY_NOT_JSON');
    const deep = `{"seed":${'['.repeat(100_000)}${']'.repeat(100_000)}}`;
    expect(refusalOf(await served.send('POST', '/api/random', deep))).toEqual([400, expect.stringMatching(/INPUT_INVALID|BODY_NOT_JSON/)]);
  });
});

describe('no request at all', () => {
  test('two Host headers, none, or one in the path', async () => {
    const good = `127.0.0.1:${String(served.host.port)}`;
    expect(await served.raw(`GET / HTTP/1.1\r\nHost: ${good}\r\nHost: evil.example\r\nConnection: close\r\n\r\n`)).not.toContain('kicklab-token" content');
    for (const text of ['GET / HTTP/1.1\r\nConnection: close\r\n\r\n', 'GET / HTTP/1.0\r\n\r\n', 'GET http://evil.example/ HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n']) {
      expect(await served.raw(text)).toMatch(/^HTTP\/1.1 403 [^]*HOST_REFUSED/);
    }
  });

  test('headers that are too long', async () => {
    const answer = await served.send('GET', '/', undefined, { 'X-Long': 'x'.repeat(100_000) });
    expect(refusalOf(answer)).toEqual([431, 'REQUEST_UNREADABLE']);
    expect(jsonOf(answer).error?.message).toContain('too long');
  });

  test.each(['\x16\x03\x01\x02\x00', 'GET\r\n\r\n', 'GET / HTTP/9.9\r\n\r\n', 'GET / HTTP/1.1\r\nHo st: x\r\n\r\n', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'])('%j', async (text) => {
    expect(await served.raw(text)).toMatch(/^HTTP\/1.1 400 [^]*REQUEST_UNREADABLE/);
  });

  test('a tunnel, and a change of protocol', async () => {
    const host = `Host: 127.0.0.1:${String(served.host.port)}`;
    expect(await served.raw(`CONNECT evil.example:443 HTTP/1.1\r\n${host}\r\n\r\n`)).toBe('');
    const upgrade = await served.raw(`GET /api/random HTTP/1.1\r\n${host}\r\nConnection: Upgrade, close\r\nUpgrade: websocket\r\n\r\n`);
    expect(upgrade).toMatch(/^HTTP\/1.1 405 /);
  });
});
