/** The page's socket against a host that stops, comes back, refuses and breaks off. */

import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { startHost, type Host } from '../../src-main/host/host.ts';
import { createFakeEngine } from '../../src-main/studio/fixtures/fake-engine.ts';
import { createFakeStudio, type FakeStudio } from '../../src-main/studio/fixtures/fake-studio.ts';
import { KicklabError } from '../../src-preload/contract/errors.ts';
import { MESSAGE_LIMIT } from '../../src-preload/contract/socket.ts';
import type { Api } from '../../src-preload/contract/verbs.ts';
import { createWebConnection } from '../../src-renderer/transport/web.ts';

const HELD = { base: { seed: 9001, index: 1 } };
const READY = { base: { seed: 1, index: 1 } };

let fake: FakeStudio;
let host: Host;
let api: Api;
/** Signals of the held kicks. */
let held: AbortSignal[];

const serve = (port: number): Promise<Host> =>
  startHost({ studio: fake.studio, pageDir: join(fake.dir, 'page'), version: '0.0.0', port, onFault: (thrown) => { throw thrown; } });
const connectTo = (port: number, token = 'a-token'): Api => createWebConnection({ origin: `http://127.0.0.1:${String(port)}`, token }).api;

beforeEach(async () => {
  held = [];
  const ready = createFakeEngine();
  fake = createFakeStudio({
    engine: createFakeEngine({
      generate: async (args, { signal }) => {
        if ('seed' in args.base && args.base.seed === HELD.base.seed && signal !== undefined) {
          held.push(signal);
          await new Promise<never>((_, reject) => {
            signal.addEventListener('abort', () => { reject(new KicklabError('CANCELLED', { what: 'generate' })); });
          });
        }
        return ready.call('generate', args);
      },
    }),
  });
  mkdirSync(join(fake.dir, 'page'));
  writeFileSync(join(fake.dir, 'page', 'index.html'), '<html><head></head></html>');
  host = await serve(0);
  api = connectTo(host.port);
});
afterEach(async () => {
  await host.close();
  await fake.studio.close();
  rmSync(fake.dir, { recursive: true });
});

const failed = (code: string, message?: RegExp) => ({
  ok: false,
  error: { code, hint: expect.any(String) as string, message: message === undefined ? (expect.any(String) as string) : (expect.stringMatching(message) as string) },
});

test('calls at work when the host stops end in words; the next ones find it again', async () => {
  const lost = [api.kicks.audition(HELD), api.kicks.audition(HELD)];
  await expect.poll(() => held.length).toBe(2);
  await host.close();
  for (const call of lost) expect(await call).toEqual(failed('HOST_UNREACHABLE', /the connection was lost/));
  await expect.poll(() => held.every(({ aborted }) => aborted)).toBe(true);
  expect(await api.models.list({})).toEqual(failed('HOST_UNREACHABLE'));
  expect(await api.models.list({})).toEqual(failed('HOST_UNREACHABLE'));
  host = await serve(host.port);
  expect(await api.models.list({})).toMatchObject({ ok: true });
});

test('many calls at once before the socket stands are all answered, each with its own', async () => {
  const seeds = Array.from({ length: 50 }, (_, i) => i + 1);
  const all = await Promise.all(seeds.map((seed) => api.kicks.audition({ base: { seed, index: 1 } })));
  const again = await Promise.all(seeds.map((seed) => api.kicks.audition({ base: { seed, index: 1 } })));
  const latents = (results: typeof all) => results.map((result) => (result.ok ? result.value.latent : null));
  expect(latents(again)).toEqual(latents(all));
  expect(new Set(latents(all).map(String)).size).toBe(50);
});

test('the samples are a view of the message that brought them, no copy', async () => {
  const result = await api.kicks.audition(READY);
  if (!result.ok) throw new Error(result.error.message);
  const { samples } = result.value;
  expect(samples).toBeInstanceOf(Float32Array);
  expect(samples.byteOffset).toBeGreaterThan(0);
  expect(samples.byteOffset + samples.byteLength).toBe(samples.buffer.byteLength);
});

test('a call that is aborted while the socket opens, or was lost with it, opens no other', async () => {
  const abort = new AbortController();
  const early = api.kicks.audition(HELD, { signal: abort.signal });
  abort.abort();
  expect(await early).toEqual(failed('CANCELLED'));
  await expect.poll(() => held.every(({ aborted }) => aborted)).toBe(true);
  const late = new AbortController();
  const lost = api.kicks.audition(HELD, { signal: late.signal });
  await expect.poll(() => held.some(({ aborted }) => !aborted)).toBe(true);
  await host.close();
  expect(await lost).toEqual(failed('HOST_UNREACHABLE'));
  late.abort();
  host = await serve(host.port);
  expect(await api.models.list({})).toMatchObject({ ok: true });
});

test('a page that sends too much is told so, and its other calls go on', async () => {
  const other = new AbortController();
  const call = api.kicks.audition(HELD, { signal: other.signal });
  await expect.poll(() => held.length).toBe(1);
  expect(await api.kicks.analyse({ name: 'a.wav', bytes: new Uint8Array(MESSAGE_LIMIT) })).toEqual(failed('BODY_TOO_LARGE'));
  expect(await api.models.info({ model: 'x'.repeat(1 << 20) })).toEqual(failed('BODY_TOO_LARGE'));
  expect(await api.models.list({})).toMatchObject({ ok: true });
  expect(held[0].aborted).toBe(false);
  other.abort();
  await call;
});

test('what no message can hold is a failure, not a rejection', async () => {
  const circle: { self?: unknown } = {};
  circle.self = circle;
  expect(await (api.models.list as (input: unknown) => Promise<unknown>)(circle)).toEqual(failed('INTERNAL', /circular/));
  expect(await api.models.list({})).toMatchObject({ ok: true });
});

test.each([
  ['says why', 403, JSON.stringify({ error: new KicklabError('TOKEN_REFUSED', { origin: 'here' }).toBody() }), 'TOKEN_REFUSED'],
  ['speaks of something else', 404, '<p>Not here</p>', 'HOST_UNREACHABLE'],
] as const)('a host that refuses the socket and %s', async (_, status, body, code) => {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(`${request.method ?? ''} ${request.url ?? ''} ${String(request.headers['x-kicklab-token'])}`);
    response.writeHead(status).end(body);
  });
  server.on('upgrade', (_request, socket) => { socket.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\n\r\n'); });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const refused = connectTo((server.address() as AddressInfo).port, 'old-token');
  expect(await Promise.all([refused.models.list({}), refused.models.list({})])).toEqual([failed(code), failed(code)]);
  expect(asked).toEqual(['POST /api/socket old-token']);
  await new Promise<void>((resolve) => {
    server.close(() => { resolve(); });
    server.closeAllConnections();
  });
});
