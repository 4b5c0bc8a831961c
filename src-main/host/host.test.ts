import { request } from 'node:http';
import { connect, createServer } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sharedEvents } from '../../src-preload/contract/events.ts';
import { FRAME_TYPE, packFrame, unpackFrame } from '../../src-preload/contract/frame.ts';
import { rest } from '../../src-preload/contract/rest.ts';
import { listVerbs } from '../../src-preload/contract/verbs.ts';
import { createFakeEngine } from '../studio/fixtures/fake-engine.ts';
import { createFakeStudio } from '../studio/fixtures/fake-studio.ts';
import { readTone } from '../studio/fixtures/wav.ts';
import { jsonOf as json, refusalOf, serveFake, type Served } from './fixtures/served.ts';
import { startHost } from './host.ts';

let served: Served;
const send: Served['send'] = (...args) => served.send(...args);
const post: Served['post'] = (...args) => served.post(...args);

beforeAll(async () => { served = await serveFake(); });
afterAll(() => served.close());

interface Described {
  requestBody: { content: Record<string, unknown> };
  responses: Record<string, { content: Record<string, { schema: { properties: object } }> }>;
}
interface OpenApi {
  openapi: string;
  paths: Record<string, { post?: Described; get?: Described }>;
}

describe('the public routes', () => {
  test('random: a WAV with a URL on this host; the same seed is the same kick', async () => {
    const first = json(await post('/api/random', { seed: 5 }));
    expect(rest.random.output.parse(first)).toEqual(first);
    const url = new URL(String(first.wavUrl));
    expect(url.origin).toBe(`http://127.0.0.1:${String(served.host.port)}`);
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
    const document = json(await send('GET', '/api/openapi.json')) as unknown as OpenApi;
    expect(document.openapi).toBe('3.1.0');
    const routes = [...Object.keys(rest), ...listVerbs().map(({ namespace, name }) => `${namespace}/${name}`)].map((r) => `/api/${r}`);
    expect(Object.keys(document.paths).sort()).toEqual([...routes, '/api/events'].sort());
    // References resolve within the document; schemas bring no definitions of their own.
    const references = JSON.stringify(document).match(/"\$(ref":"[^"]+|defs)"/g);
    expect([...new Set(references)]).toEqual(['"$ref":"#/components/schemas/Error"']);
    for (const [route, { post: described }] of Object.entries(document.paths)) {
      if (described === undefined) continue;
      const [type] = Object.keys(described.requestBody.content);
      const body = type === FRAME_TYPE ? Buffer.concat(packFrame({ nonsense: 1, bytes: new Uint8Array() }, { field: 'bytes', type: 'u8' })) : '{"nonsense":1}';
      const answer = await send('POST', route, body, { 'Content-Type': type });
      expect([route, answer.status, answer.body.toString()]).toEqual([route, 400, expect.stringContaining('nonsense')]);
    }
  });

  test('the OpenAPI document describes uploads and events', async () => {
    const { paths } = json(await send('GET', '/api/openapi.json')) as unknown as OpenApi;
    expect(paths['/api/kicks/analyse'].post?.requestBody).toMatchObject({
      description: expect.stringContaining('uint32 LE') as string,
      content: { [FRAME_TYPE]: { schema: { properties: { name: { type: 'string' }, bytes: { type: 'string', format: 'binary' } } } } },
    });
    const [success] = Object.values(paths['/api/events'].get?.responses ?? {});
    expect(Object.keys(success.content['text/event-stream'].schema.properties)).toEqual(Object.keys(sharedEvents));
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

  test.each(['multipart/form-data; boundary=x', 'application/vnd.kicklab.frame', 'image/png'])('a body of type %s', async (type) => {
    expect(refusalOf(await send('POST', '/api/random', '{}', { 'Content-Type': type }))).toEqual([415, 'BODY_TYPE']);
  });

  test.each([
    ['GET', '/api/random', 405, 'POST, OPTIONS'],
    ['HEAD', '/api/random', 405, 'POST, OPTIONS'],
    ['PUT', '/api/kicks/audition', 405, 'POST, OPTIONS'],
    ['OPTIONS', '/api/random', 204, 'POST, OPTIONS'],
    ['OPTIONS', '/', 204, 'GET, HEAD, OPTIONS'],
    ['OPTIONS', '/api/events', 204, 'GET, OPTIONS'],
    ['HEAD', '/api/events', 405, 'GET, OPTIONS'],
    ['POST', '/', 405, 'GET, HEAD, OPTIONS'],
    ['DELETE', '/api/openapi.json', 405, 'GET, HEAD, OPTIONS'],
  ])('%s %s -> %i', async (method, path, status, allow) => {
    const answer = await send(method, path);
    expect([answer.status, answer.headers.allow]).toEqual([status, allow]);
    if (status === 405 && method !== 'HEAD') expect(json(answer).error?.code).toBe('METHOD_REFUSED');
  });

  test('HEAD tells what GET would, without sending it', async () => {
    for (const path of ['/', '/api/openapi.json']) {
      const [get, head] = [await send('GET', path), await send('HEAD', path)];
      expect([head.status, head.body.length, head.headers['content-length']]).toEqual([200, 0, get.headers['content-length']]);
    }
  });

  test('a fault of ours is told without its insides, and reported', async () => {
    const other = await serveFake({}, createFakeStudio({ engine: createFakeEngine({ generate: () => { throw new TypeError('x is undefined'); } }) }));
    const answer = await other.post('/api/random', {});
    expect(refusalOf(answer)).toEqual([500, 'INTERNAL']);
    expect(answer.body.toString()).not.toContain('.ts:');
    expect(other.faults).toHaveLength(1);
    await other.close();
  });
});

describe('start and stop', () => {
  test('an asked port that is taken fails and is named; without asking, the next free one serves', async () => {
    const blocker = createServer();
    const taken = await new Promise<number>((resolve) => blocker.listen(0, '127.0.0.1', () => { resolve((blocker.address() as { port: number }).port); }));
    const { studio, dir } = served.fake;
    const start = (port: number | undefined) => startHost({ studio, pageDir: dir, version: '1', port, onFault: () => undefined });
    await expect(start(taken)).rejects.toMatchObject({ code: 'PORT_TAKEN', message: expect.stringContaining(String(taken)) as string });
    blocker.close();
    const [a, b] = [await start(undefined), await start(undefined)];
    expect(a.port).toBeGreaterThanOrEqual(5757);
    expect(b.port).toBeGreaterThan(a.port);
    await Promise.all([a.close(), b.close()]);
  });

  test('stopping lets a request at work end, idle connections do not hold it up', async () => {
    let release = (): void => undefined;
    const held = new Promise<void>((resolve) => { release = resolve; });
    const slow = createFakeEngine();
    const fake = createFakeStudio({ engine: createFakeEngine({ interpolate: async (args) => { await held; return slow.call('interpolate', args); } }) });
    const other = await serveFake({}, fake);
    const idle = connect(other.host.port, '127.0.0.1');
    const at = new Array<number>(32).fill(0);
    const pending = other.post('/api/interpolate', { latent_a: at, latent_b: at, steps: 2 });
    await expect.poll(() => fake.engine.calls.length).toBe(1);
    const started = performance.now();
    const closed = other.close();
    release();
    expect((await pending).status).toBe(200);
    await closed;
    expect(performance.now() - started).toBeLessThan(1500);
    idle.destroy();
    await expect(other.send('GET', '/')).rejects.toThrow('ECONNREFUSED');
  });

  test('a caller that hangs up cancels its work', async () => {
    let aborted = false;
    const fake = createFakeStudio({
      engine: createFakeEngine({
        interpolate: (_, { signal }) => new Promise((_resolve, reject) => {
          signal?.addEventListener('abort', () => { aborted = true; reject(new Error('gone')); });
        }),
      }),
    });
    const other = await serveFake({}, fake);
    const at = new Array<number>(32).fill(0);
    const call = request({ host: '127.0.0.1', port: other.host.port, method: 'POST', path: '/api/interpolate' });
    call.on('error', () => undefined);
    call.end(JSON.stringify({ latent_a: at, latent_b: at, steps: 2 }));
    await expect.poll(() => fake.engine.calls.length).toBe(1);
    call.destroy();
    await expect.poll(() => aborted).toBe(true);
    await other.close();
  });
});
