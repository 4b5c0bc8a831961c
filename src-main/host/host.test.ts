import { rmSync, mkdirSync, writeFileSync } from 'node:fs';
import { request, type IncomingHttpHeaders } from 'node:http';
import { connect, createServer } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { unpackFrame } from '../../src-preload/contract/frame.ts';
import { rest } from '../../src-preload/contract/rest.ts';
import { listVerbs } from '../../src-preload/contract/verbs.ts';
import { createFakeEngine } from '../studio/fixtures/fake-engine.ts';
import { createFakeStudio, type FakeStudio } from '../studio/fixtures/fake-studio.ts';
import { readTone } from '../studio/fixtures/wav.ts';
import { BODY_LIMIT } from './body.ts';
import { startHost, type Host } from './host.ts';

let fake: FakeStudio;
let host: Host;
let token: string;
const onFault = vi.fn();

const start = (more: object = {}) =>
  startHost({ studio: fake.studio, pageDir: join(fake.dir, 'page'), version: '1.2.3', port: 0, model: undefined, onFault, ...more });

beforeAll(async () => {
  fake = createFakeStudio();
  mkdirSync(join(fake.dir, 'page'));
  writeFileSync(join(fake.dir, 'page', 'index.html'), '<html><head></head></html>');
  host = await start();
  token = /content="([^"]+)"/.exec((await send('GET', '/')).body.toString())?.[1] ?? '';
});
afterAll(async () => {
  await host.close();
  rmSync(fake.dir, { recursive: true });
});

interface Answer {
  status: number;
  headers: IncomingHttpHeaders;
  body: Buffer;
}

/** Raw: `fetch` would not let a test lie about Host or Origin. */
function send(method: string, path: string, body?: string | Buffer, headers: Record<string, string> = {}, port = host.port): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const call = request({ host: '127.0.0.1', port, method, path, headers, agent: false }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => { resolve({ status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(chunks) }); });
    });
    call.on('error', reject);
    call.end(body);
  });
}
const json = (answer: Answer) => JSON.parse(answer.body.toString()) as Record<string, unknown> & { error?: { code: string; message: string; hint: string } };
const post = (path: string, value: unknown, headers: Record<string, string> = {}) =>
  send('POST', path, JSON.stringify(value), { 'Content-Type': 'application/json', ...headers });

describe('the public routes', () => {
  test('random: a WAV with a URL on this host; the same seed is the same kick', async () => {
    const first = json(await post('/api/random', { seed: 5 }));
    expect(rest.random.output.parse(first)).toEqual(first);
    const url = new URL(String(first.wavUrl));
    expect(url.origin).toBe(`http://127.0.0.1:${String(host.port)}`);
    const wav = await send('GET', url.pathname);
    expect(wav.headers['content-type']).toBe('audio/wav');
    expect(readTone(wav.body)).toMatchObject({ sampleRate: 44_100, channels: 1 });
    expect(wav.body.readUInt16LE(34)).toBe(24);
    const again = json(await post('/api/random', { seed: 5 }));
    expect(again.latent_used).toEqual(first.latent_used);
    expect((await send('GET', new URL(String(again.wavUrl)).pathname)).body.equals(wav.body)).toBe(true);
    expect(again.request_id).not.toBe(first.request_id);
    const [a, b] = [json(await post('/api/random', {})), json(await send('POST', '/api/random'))];
    expect(a.latent_used).not.toEqual(b.latent_used);
  });

  test('generate returns the latent it used, in every format', async () => {
    const latent_vector = Array.from({ length: 32 }, (_, i) => Math.sin(i));
    for (const [format, bits] of [['wav16', 16], ['wav24', 24], ['wav32f', 32]] as const) {
      const made = json(await post('/api/generate', { latent_vector, format }));
      expect((made.latent_used as number[])[20]).toBe(latent_vector[20]);
      expect((await send('GET', new URL(String(made.wavUrl)).pathname)).body.readUInt16LE(34)).toBe(bits);
    }
  });

  test('interpolate gives as many kicks as steps', async () => {
    const at = (x: number) => new Array<number>(32).fill(x);
    const made = json(await post('/api/interpolate', { latent_a: at(0), latent_b: at(1), steps: 3, format: 'wav16' }));
    expect(rest.interpolate.output.parse(made).items.map((item) => item.latent_used[20])).toEqual([0, 0.5, 1]);
  });
});

describe('the contract', () => {
  test('an audition is a frame of float samples, its WAV the same samples', async () => {
    const answer = await post('/api/kicks/audition', { base: { seed: 1, index: 1 }, sliders: { decay: 0.9 } });
    expect(answer.headers['content-type']).toBe('application/vnd.kicklab.frame');
    const kick = unpackFrame(answer.body);
    expect(kick).toMatchObject({ sampleRate: 44_100, sliders: { decay: 0.9 } });
    const file = unpackFrame((await post('/api/kicks/wav', { id: kick.id, format: 'wav32f' })).body);
    expect(readTone(file.bytes as Uint8Array).samples).toEqual(kick.samples);
  });

  test('every verb has a route, and the OpenAPI document names them all', async () => {
    const document = json(await send('GET', '/api/openapi.json')) as unknown as { openapi: string; paths: Record<string, { post: { responses: Record<string, unknown> } }> };
    expect(document.openapi).toBe('3.1.0');
    const routes = [...Object.keys(rest), ...listVerbs().map(({ namespace, name }) => `${namespace}/${name}`)].map((r) => `/api/${r}`);
    expect(Object.keys(document.paths).sort()).toEqual(routes.sort());
    // References resolve within the document; schemas bring no definitions of their own.
    const references = JSON.stringify(document).match(/"\$(ref":"[^"]+|defs)"/g);
    expect([...new Set(references)]).toEqual(['"$ref":"#/components/schemas/Error"']);
    for (const route of routes) {
      const { status, body } = await post(route, { nonsense: 1 });
      expect([route, status, body.toString()]).toEqual([route, 400, expect.stringContaining('nonsense')]);
    }
  });

  test('a model named at the start serves requests that name none', async () => {
    const named = await start({ model: join(fake.dir, 'models', 'factory') });
    await send('POST', '/api/models/info', '{}', {}, named.port);
    expect(fake.engine.calls.at(-1)).toMatchObject({ verb: 'load', args: { model: join(fake.dir, 'models', 'factory') } });
    await named.close();
  });
});

describe('bad input', () => {
  test.each([
    ['/api/generate', { latent_vector: [1, 2] }, 400, 'LATENT_LENGTH'],
    ['/api/generate', { latent_vector: [1, null] }, 400, 'LATENT_NOT_FINITE'],
    ['/api/generate', { latent_vector: 'text' }, 400, 'INPUT_INVALID'],
    ['/api/generate', {}, 400, 'INPUT_INVALID'],
    ['/api/generate', { latent_vector: [1], format: 'mp3' }, 400, 'INPUT_INVALID'],
    ['/api/random', { seed: -1 }, 400, 'INPUT_INVALID'],
    ['/api/random', { seed: 1.5 }, 400, 'INPUT_INVALID'],
    ['/api/interpolate', { latent_a: [1], latent_b: [1], steps: 1 }, 400, 'INPUT_INVALID'],
    ['/api/kicks/wav', { id: 'other' }, 404, 'KICK_GONE'],
    ['/api/models/info', { model: 'absent' }, 404, 'MODEL_NOT_FOUND'],
    ['/api/training/start', { dir: '/absent', out: '/tmp/x' }, 404, 'FOLDER_UNREADABLE'],
    ['/api/kicks/__proto__', {}, 404, 'ROUTE_UNKNOWN'],
    ['/api/constructor/name', {}, 404, 'ROUTE_UNKNOWN'],
    ['/api/kicks/audition/x', {}, 404, 'ROUTE_UNKNOWN'],
    ['/api/', {}, 404, 'ROUTE_UNKNOWN'],
  ] as const)('%s %j -> %i %s', async (path, body, status, code) => {
    const answer = await post(path, body);
    expect([answer.status, json(answer).error]).toMatchObject([status, { code, hint: expect.any(String) as string, message: expect.any(String) as string }]);
  });

  test.each([['{', 400, 'BODY_NOT_JSON'], ['[1]', 400, 'BODY_NOT_JSON'], ['null', 400, 'BODY_NOT_JSON'], ['"x"', 400, 'BODY_NOT_JSON']] as const)('body %j', async (body, status, code) => {
    const answer = await send('POST', '/api/random', body);
    expect([answer.status, json(answer).error?.code]).toEqual([status, code]);
  });

  test('infinity in a latent, as JSON can spell it', async () => {
    const answer = await send('POST', '/api/generate', '{"latent_vector":[1e999]}');
    expect([answer.status, json(answer).error?.code]).toEqual([400, 'LATENT_NOT_FINITE']);
  });

  test('a body over the limit, declared or streamed', async () => {
    const large = Buffer.alloc(BODY_LIMIT + 1, ' ');
    const declared = await send('POST', '/api/random', large).catch((e: unknown) => e);
    // The host hangs up on what it does not read; either it was heard or the pipe broke.
    if (!(declared instanceof Error)) expect((declared as Answer).status).toBe(413);
    const streamed = await send('POST', '/api/random', large, { 'Transfer-Encoding': 'chunked' }).catch((e: unknown) => e);
    if (!(streamed instanceof Error)) expect((streamed as Answer).status).toBe(413);
    expect((await post('/api/random', {})).status).toBe(200);
    const claimed = await send('POST', '/api/random', undefined, { 'Content-Length': String(BODY_LIMIT + 1), Expect: '100-continue' }).catch((e: unknown) => e);
    expect((claimed as Answer).status).toBe(413);
  });

  test('a body of another type', async () => {
    const answer = await send('POST', '/api/random', '{}', { 'Content-Type': 'multipart/form-data; boundary=x' });
    expect([answer.status, json(answer).error?.code]).toEqual([415, 'BODY_TYPE']);
  });

  test.each([['GET', '/api/random', 'POST'], ['PUT', '/api/kicks/audition', 'POST'], ['OPTIONS', '/api/random', 'POST'], ['POST', '/', 'GET, HEAD'], ['DELETE', '/api/openapi.json', 'GET, HEAD']])('%s %s', async (method, path, allow) => {
    const answer = await send(method, path);
    expect([answer.status, answer.headers.allow]).toEqual([405, allow]);
  });

  test('a fault of ours is told without its insides, and reported', async () => {
    const broken = createFakeStudio({ engine: createFakeEngine({ generate: () => { throw new TypeError('x is undefined'); } }) });
    const other = await start({ studio: broken.studio });
    onFault.mockClear();
    const answer = await send('POST', '/api/random', '{}', {}, other.port);
    expect([answer.status, json(answer).error?.code]).toEqual([500, 'INTERNAL']);
    expect(answer.body.toString()).not.toContain('.ts:');
    expect(onFault).toHaveBeenCalledOnce();
    await other.close();
    rmSync(broken.dir, { recursive: true });
  });
});

describe('hostile requests', () => {
  const ours = () => `http://127.0.0.1:${String(host.port)}`;
  test.each([
    ['a foreign Host', { Host: 'evil.example' }, 'HOST_REFUSED'],
    ['a rebound Host with our port', { Host: 'evil.example:5757' }, 'HOST_REFUSED'],
    ['a foreign Origin', { Origin: 'http://evil.example' }, 'ORIGIN_REFUSED'],
    ['the opaque Origin', { Origin: 'null' }, 'ORIGIN_REFUSED'],
    ['a cross-site fetch without Origin', { 'Sec-Fetch-Site': 'cross-site' }, 'CROSS_SITE_REFUSED'],
  ])('%s is refused on every route', async (_, headers, code) => {
    for (const [method, path] of [['POST', '/api/random'], ['POST', '/api/kicks/audition'], ['GET', '/'], ['GET', '/api/openapi.json'], ['GET', '/api/wav/x'], ['OPTIONS', '/api/random']]) {
      const answer = await send(method, path, undefined, headers);
      expect([path, answer.status, json(answer).error?.code]).toEqual([path, 403, code]);
      expect(answer.headers['access-control-allow-origin']).toBeUndefined();
    }
  });

  test('our own page needs its token', async () => {
    expect((await post('/api/random', {}, { Origin: ours() })).status).toBe(403);
    expect((await post('/api/random', {}, { Origin: ours(), 'X-Kicklab-Token': 'guess' })).status).toBe(403);
    expect((await post('/api/random', {}, { Origin: ours(), 'X-Kicklab-Token': token })).status).toBe(200);
    expect(token.length).toBeGreaterThan(40);
    const other = await start();
    const answer = await send('POST', '/api/random', '{}', { Origin: `http://127.0.0.1:${String(other.port)}`, 'X-Kicklab-Token': token }, other.port);
    expect(json(answer).error?.code).toBe('TOKEN_REFUSED');
    await other.close();
  });

  test('traversal, raw and encoded', async () => {
    for (const path of ['/../../package.json', '/%2e%2e/%2e%2e/etc/passwd', '/..%2f..%2fpackage.json', '//etc/passwd', '/api/wav/../../../etc/passwd']) {
      expect((await send('GET', path)).status).toBe(404);
    }
  });

  test('two Host headers, no Host, and no HTTP at all', async () => {
    const raw = (text: string) => new Promise<string>((resolve) => {
      const socket = connect(host.port, '127.0.0.1', () => socket.end(text));
      let got = '';
      socket.on('data', (data) => (got += data.toString()));
      socket.on('close', () => { resolve(got); });
      socket.on('error', () => { resolve(got); });
    });
    const good = `127.0.0.1:${String(host.port)}`;
    expect(await raw(`GET / HTTP/1.1\r\nHost: ${good}\r\nHost: evil.example\r\nConnection: close\r\n\r\n`)).not.toContain('kicklab-token" content');
    expect(await raw('GET / HTTP/1.1\r\nConnection: close\r\n\r\n')).toMatch(/^HTTP\/1.1 400/);
    expect(await raw('GET / HTTP/1.0\r\n\r\n')).toMatch(/^HTTP\/1.1 403/);
    expect(await raw(`GET http://evil.example/ HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n`)).toMatch(/^HTTP\/1.1 403/);
    await raw('\x16\x03\x01\x02\x00');
    expect((await post('/api/random', {})).status).toBe(200);
  });

  test('every answer carries the policy, refused ones too', async () => {
    for (const answer of [await send('GET', '/'), await post('/api/random', {}), await send('GET', '/', undefined, { Host: 'evil' })]) {
      expect(answer.headers['content-security-policy']).toContain("default-src 'none'");
      expect(answer.headers['x-content-type-options']).toBe('nosniff');
      expect(answer.headers['cache-control']).toBe('no-store');
    }
  });
});

describe('start and stop', () => {
  test('an asked port that is taken fails and is named; without asking, the next free one serves', async () => {
    const blocker = createServer();
    const taken = await new Promise<number>((resolve) => blocker.listen(0, '127.0.0.1', () => { resolve((blocker.address() as { port: number }).port); }));
    await expect(start({ port: taken })).rejects.toMatchObject({ code: 'PORT_TAKEN', message: expect.stringContaining(String(taken)) as string });
    blocker.close();
    const [a, b] = [await start({ port: undefined }), await start({ port: undefined })];
    expect(a.port).toBeGreaterThanOrEqual(5757);
    expect(b.port).toBeGreaterThan(a.port);
    await Promise.all([a.close(), b.close()]);
  });

  test('stopping lets a request at work end, idle connections do not hold it up', async () => {
    let release = (): void => undefined;
    const held = new Promise<void>((resolve) => { release = resolve; });
    const slow = createFakeEngine();
    const studio = createFakeStudio({ engine: createFakeEngine({ interpolate: async (args) => { await held; return slow.call('interpolate', args); } }) });
    const other = await start({ studio: studio.studio });
    const idle = connect(other.port, '127.0.0.1');
    const at = new Array<number>(32).fill(0);
    const pending = send('POST', '/api/interpolate', JSON.stringify({ latent_a: at, latent_b: at, steps: 2 }), {}, other.port);
    await expect.poll(() => studio.engine.calls.length).toBe(1);
    const started = performance.now();
    const closed = other.close();
    release();
    expect((await pending).status).toBe(200);
    await closed;
    expect(performance.now() - started).toBeLessThan(1500);
    idle.destroy();
    await expect(send('GET', '/', undefined, {}, other.port)).rejects.toThrow('ECONNREFUSED');
    rmSync(studio.dir, { recursive: true });
  });

  test('a caller that hangs up cancels its work', async () => {
    let aborted = false;
    const studio = createFakeStudio({
      engine: createFakeEngine({
        interpolate: (_, { signal }) => new Promise((_resolve, reject) => {
          signal?.addEventListener('abort', () => { aborted = true; reject(new Error('gone')); });
        }),
      }),
    });
    const other = await start({ studio: studio.studio });
    const at = new Array<number>(32).fill(0);
    const call = request({ host: '127.0.0.1', port: other.port, method: 'POST', path: '/api/interpolate' });
    call.on('error', () => undefined);
    call.end(JSON.stringify({ latent_a: at, latent_b: at, steps: 2 }));
    await expect.poll(() => studio.engine.calls.length).toBe(1);
    call.destroy();
    await expect.poll(() => aborted).toBe(true);
    await other.close();
    rmSync(studio.dir, { recursive: true });
  });
});
