/** Who gets a WebSocket, how many there may be, and how they end. */

import { rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { SOCKET_PATH, SOCKET_PROTOCOL } from '../../src-preload/contract/socket.ts';
import { createFakeEngine } from '../studio/fixtures/fake-engine.ts';
import { createFakeStudio } from '../studio/fixtures/fake-studio.ts';
import { openClient, refusedHandshake, type Handshake } from './fixtures/client.ts';
import { refusalOf, serveFake, type Served } from './fixtures/served.ts';
import { createSockets, MOST_SOCKETS } from './sockets.ts';

const LIST = { id: 1, namespace: 'models', name: 'list', input: {} };
const AUDITION = { namespace: 'kicks', name: 'audition', input: { base: { seed: 1, index: 1 } } };

describe('the handshake', () => {
  let served: Served;
  let port: number;
  let origin: string;
  beforeAll(async () => {
    served = await serveFake();
    ({ port } = served.host);
    origin = `http://127.0.0.1:${String(port)}`;
  });
  afterAll(() => served.close());
  afterEach(() => { expect(served.faults).toEqual([]); });

  const refused = async (handshake: Handshake) => refusalOf(await refusedHandshake(port, handshake));

  test('our page gets one with its token, which is not repeated to it', async () => {
    const { socket, answers, say, closed } = await openClient(port, { origin, protocols: [SOCKET_PROTOCOL, served.token] });
    expect([socket.protocol, socket.extensions]).toEqual([SOCKET_PROTOCOL, '']);
    say(LIST);
    await expect.poll(() => answers).toMatchObject([{ id: 1, result: { ok: true } }]);
    socket.close();
    await closed;
  });

  test('a program of this machine gets one without', async () => {
    const { socket, closed } = await openClient(port);
    socket.close();
    await closed;
  });

  test.each<[string, (own: string, token: string) => Handshake, string]>([
    ['a foreign Origin', (_, token) => ({ origin: 'http://evil.example', protocols: [SOCKET_PROTOCOL, token] }), 'ORIGIN_REFUSED'],
    ['another port of this machine', (_, token) => ({ origin: 'http://127.0.0.1:1', protocols: [SOCKET_PROTOCOL, token] }), 'ORIGIN_REFUSED'],
    ['the opaque Origin', (_, token) => ({ origin: 'null', protocols: [SOCKET_PROTOCOL, token] }), 'ORIGIN_REFUSED'],
    ['our Origin without a token', (own) => ({ origin: own }), 'TOKEN_REFUSED'],
    ['a wrong token', (own) => ({ origin: own, protocols: [SOCKET_PROTOCOL, 'guess'] }), 'TOKEN_REFUSED'],
    ['the token in the first place', (own, token) => ({ origin: own, protocols: [token, SOCKET_PROTOCOL] }), 'TOKEN_REFUSED'],
    ['the token in another place', (own, token) => ({ origin: own, protocols: [SOCKET_PROTOCOL, 'guess', token] }), 'TOKEN_REFUSED'],
    ['the token in the header of requests', (own, token) => ({ origin: own, headers: { 'X-Kicklab-Token': token } }), 'TOKEN_REFUSED'],
    ['a foreign Host', (own, token) => ({ origin: own, protocols: [SOCKET_PROTOCOL, token], headers: { Host: 'evil.example' } }), 'HOST_REFUSED'],
    ['a page of another site', () => ({ headers: { 'Sec-Fetch-Site': 'cross-site' } }), 'CROSS_SITE_REFUSED'],
    ['a page of another port', () => ({ headers: { 'Sec-Fetch-Site': 'same-site' } }), 'CROSS_SITE_REFUSED'],
  ])('%s is refused', async (_, handshake, code) => {
    const answer = await refusedHandshake(port, handshake(origin, served.token));
    expect(refusalOf(answer)).toEqual([403, code]);
    expect(answer.headers).toMatchObject({ 'content-type': 'application/json; charset=utf-8', 'x-content-type-options': 'nosniff', connection: 'close' });
    expect(JSON.stringify([answer.headers, answer.body.toString()])).not.toContain(served.token);
  });

  test('the token of another start does not do', async () => {
    const other = await serveFake();
    expect(await refused({ origin, protocols: [SOCKET_PROTOCOL, other.token] })).toEqual([403, 'TOKEN_REFUSED']);
    await other.close();
  });

  test.each([[[]], [['kicklab.2']], [['chat', SOCKET_PROTOCOL]]])('protocols %j are not ours', async (protocols) => {
    expect(await refused({ protocols })).toEqual([400, 'UPGRADE_EXPECTED']);
  });

  test.each(['/api/sockets', '/api/socket/', '/API/socket', '/api/openapi.json', '/api/kicks/audition', '/'])('%s is no socket', async (path) => {
    await refusedHandshake(port, { path });
    expect(await refused({ path, origin: 'http://evil.example' })).toEqual([403, 'ORIGIN_REFUSED']);
  });

  test.each([
    ['no key', 'Sec-WebSocket-Version: 13'],
    ['a short key', 'Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAA'],
    ['another version', 'Sec-WebSocket-Version: 7\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA=='],
    ['twice the same protocol', `Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\nSec-WebSocket-Protocol: ${SOCKET_PROTOCOL}`],
  ])('%s', async (_, lines) => {
    const head = `GET ${SOCKET_PATH} HTTP/1.1\r\nHost: 127.0.0.1:${String(port)}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Protocol: ${SOCKET_PROTOCOL}`;
    expect(await served.raw(`${head}\r\n${lines}\r\n\r\n`, false)).toMatch(/^HTTP\/1.1 400 Bad Request\r\n[^]*REQUEST_UNREADABLE/);
  });

  test('a refused one that goes on sending is cut', async () => {
    const head = `GET ${SOCKET_PATH} HTTP/1.1\r\nHost: evil.example\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n`;
    expect(await served.raw(head + 'x'.repeat(1 << 20), false)).toMatch(/^(HTTP\/1.1 403 [^]*HOST_REFUSED.*)?$/);
  });

  test('a plain request hears what is wanted, and a page why it got none', async () => {
    expect(refusalOf(await served.send('GET', SOCKET_PATH))).toEqual([400, 'UPGRADE_EXPECTED']);
    expect(refusalOf(await served.send('GET', SOCKET_PATH, undefined, { Connection: 'Upgrade', Upgrade: 'h2c' }))).toEqual([400, 'UPGRADE_EXPECTED']);
    expect(refusalOf(await served.send('POST', SOCKET_PATH, undefined, { Origin: origin, 'X-Kicklab-Token': 'old' }))).toEqual([403, 'TOKEN_REFUSED']);
    expect(refusalOf(await served.send('POST', SOCKET_PATH, undefined, { Origin: origin, 'X-Kicklab-Token': served.token }))).toEqual([400, 'UPGRADE_EXPECTED']);
  });

  test('another change of protocol is passed over: the request is answered as it is', async () => {
    const answer = await served.post('/api/random', { seed: 1 }, { Connection: 'Upgrade, HTTP2-Settings', Upgrade: 'h2c', 'HTTP2-Settings': '' });
    expect(answer.status).toBe(200);
  });

  test('sockets are bounded, and one that leaves makes room', async () => {
    const clients = await Promise.all(Array.from({ length: MOST_SOCKETS }, () => openClient(port)));
    expect(await refused({})).toEqual([503, 'SOCKETS_FULL']);
    expect(refusalOf(await served.send('POST', SOCKET_PATH))).toEqual([503, 'SOCKETS_FULL']);
    clients[0].socket.terminate();
    await expect.poll(() => openClient(port).then(() => true, () => false)).toBe(true);
    for (const { socket } of clients) socket.terminate();
  });
});

test('a socket that answers no ping is cut, one that does is kept', async () => {
  const { studio, dir } = createFakeStudio();
  const sockets = createSockets(studio, () => undefined, 30);
  const server = createServer();
  server.on('upgrade', (request, connection, head) => { sockets.open(request, connection, head); });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const [mute, live] = [await openClient(port, { autoPong: false }), await openClient(port)];
  let pings = 0;
  live.socket.on('ping', () => { pings += 1; });
  // Without a closing handshake.
  expect(await mute.closed).toBe(1006);
  await expect.poll(() => pings).toBeGreaterThan(3);
  sockets.close();
  expect(await live.closed).toBe(1001);
  // One that comes too late.
  expect(await (await openClient(port)).closed).toBe(1001);
  await new Promise((resolve) => server.close(resolve));
  rmSync(dir, { recursive: true });
});

describe('stopping the host', () => {
  test('ends idle sockets at once, and the others when their calls at work have ended', async () => {
    let release = (): void => undefined;
    const held = new Promise<void>((resolve) => { release = resolve; });
    const ready = createFakeEngine();
    const fake = createFakeStudio({ engine: createFakeEngine({ generate: async (args) => { await held; return ready.call('generate', args); } }) });
    const served = await serveFake({}, fake);
    const [idle, busy] = [await openClient(served.host.port), await openClient(served.host.port)];
    busy.say({ id: 1, ...AUDITION });
    busy.say({ id: 2, ...AUDITION });
    await expect.poll(() => fake.engine.calls.length).toBe(2);
    const closed = served.close();
    expect(await idle.closed).toBe(1001);
    // Nothing more is taken.
    busy.say({ ...LIST, id: 3 });
    release();
    expect(await busy.closed).toBe(1001);
    // Calls at work together end in any order.
    expect(busy.answers.toSorted((a, b) => a.id - b.id)).toMatchObject([{ id: 1, result: { ok: true } }, { id: 2, result: { ok: true } }]);
    await closed;
  });

  test('cuts a socket whose call never ends, and cancels it', async () => {
    let aborted = false;
    const fake = createFakeStudio({
      engine: createFakeEngine({
        generate: (_, { signal }) => new Promise((_resolve, reject) => {
          signal?.addEventListener('abort', () => { aborted = true; reject(new Error('gone')); });
        }),
      }),
    });
    const served = await serveFake({}, fake);
    const client = await openClient(served.host.port);
    client.say({ id: 1, ...AUDITION });
    await expect.poll(() => fake.engine.calls.length).toBe(1);
    const started = performance.now();
    await served.close();
    expect(performance.now() - started).toBeLessThan(3000);
    expect(await client.closed).toBe(1006);
    await expect.poll(() => aborted).toBe(true);
  });
});
