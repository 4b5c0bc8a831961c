/** What the socket of a page is answered, and that nothing it says hurts the host. */

import { connect } from 'node:net';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { KicklabError } from '../../src-preload/contract/errors.ts';
import { packFrame } from '../../src-preload/contract/frame.ts';
import { MESSAGE_LIMIT, packCall, SOCKET_PATH, SOCKET_PROTOCOL, TEXT_LIMIT } from '../../src-preload/contract/socket.ts';
import type { Parsed } from '../../src-preload/contract/verbs.ts';
import { createFakeEngine } from '../studio/fixtures/fake-engine.ts';
import { createFakeStudio } from '../studio/fixtures/fake-studio.ts';
import { openClient, type Client } from './fixtures/client.ts';
import { serveFake, type Served } from './fixtures/served.ts';
import { MOST_CALLS } from './socket-session.ts';

/** Seeds of kicks that are never done, and of a fault of ours. */
const [HELD, FAULT] = [9001, 9002];
const BYTES = { field: 'bytes', type: 'u8' } as const;
const LIST = { id: 1, namespace: 'models', name: 'list', input: {} };
const audition = (id: number, seed: number) => ({ id, namespace: 'kicks', name: 'audition', input: { base: { seed, index: 1 } } });

let served: Served;
let client: Client;
/** Signals of the held kicks. */
let held: AbortSignal[];
/** Sounds that reached the studio. */
const sounds: Parsed<'kicks', 'analyse'>[] = [];

beforeAll(async () => {
  const ready = createFakeEngine();
  const fake = createFakeStudio({
    engine: createFakeEngine({
      generate: async (args, { signal }) => {
        const seed = 'seed' in args.base ? args.base.seed : null;
        if (seed === FAULT) throw new TypeError('a slip of ours');
        if (seed === HELD && signal !== undefined) {
          held.push(signal);
          await new Promise<never>((_, reject) => {
            signal.addEventListener('abort', () => { reject(new KicklabError('CANCELLED', { what: 'generate' })); });
          });
        }
        return ready.call('generate', args);
      },
    }),
  });
  const { kicks } = fake.studio;
  const analyse: typeof kicks.analyse = (input) => {
    sounds.push(input);
    return Promise.reject(new KicklabError('AUDIO_EMPTY', { file: input.name }));
  };
  served = await serveFake({ studio: { ...fake.studio, kicks: { ...kicks, analyse } } }, fake);
});
afterAll(() => served.close());
beforeEach(async () => {
  held = [];
  sounds.length = 0;
  client = await openClient(served.host.port);
});
afterEach(async () => {
  client.socket.terminate();
  // Whatever was said, the host lives, and the next page is answered.
  const next = await openClient(served.host.port);
  next.say(LIST);
  await expect.poll(() => next.answers).toMatchObject([{ id: 1, result: { ok: true } }]);
  next.socket.terminate();
  expect(served.faults).toEqual([]);
  expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
});

const answersOf = async (count: number) => {
  await expect.poll(() => client.answers.length).toBe(count);
  return client.answers;
};

describe('calls', () => {
  test('are answered under their id, the quick before the slow', async () => {
    client.say(audition(7, HELD));
    client.say({ ...LIST, id: 0 });
    client.say({ ...LIST, id: -3 });
    expect((await answersOf(2)).map(({ id }) => id).sort((a, b) => a - b)).toEqual([-3, 0]);
  });

  test('are answered with the samples as bytes', async () => {
    client.say(audition(1, 5));
    const [{ result }] = await answersOf(1);
    expect(result).toMatchObject({ ok: true, value: { sampleRate: 44_100, samples: expect.any(Float32Array) as unknown } });
  });

  test('may carry a file', async () => {
    const bytes = Uint8Array.from({ length: 100_001 }, (_, i) => i % 251);
    const frame = packCall({ id: 1, namespace: 'kicks', name: 'analyse', input: { name: 'küche.wav', bytes } });
    client.socket.send(Buffer.concat(frame as readonly Uint8Array[]));
    expect(await answersOf(1)).toMatchObject([{ result: { ok: false, error: { code: 'AUDIO_EMPTY' } } }]);
    expect(sounds).toEqual([{ name: 'küche.wav', bytes }]);
  });

  test('that are cancelled end; to cancel what is not there changes nothing', async () => {
    client.say(audition(1, HELD));
    client.say({ cancel: 2 });
    await expect.poll(() => held.length).toBe(1);
    expect(held[0].aborted).toBe(false);
    client.say({ cancel: 1 });
    expect(await answersOf(1)).toMatchObject([{ id: 1, result: { ok: false, error: { code: 'CANCELLED' } } }]);
    // The id is free again.
    client.say({ ...LIST, id: 1 });
    await answersOf(2);
  });

  test('of a socket that is gone are cancelled, those of others are not', async () => {
    const other = await openClient(served.host.port);
    client.say(audition(1, HELD));
    await expect.poll(() => held.length).toBe(1);
    other.say(audition(1, HELD));
    await expect.poll(() => held.length).toBe(2);
    client.socket.terminate();
    await expect.poll(() => held[0].aborted).toBe(true);
    expect(held[1].aborted).toBe(false);
    other.socket.close();
    await expect.poll(() => held[1].aborted).toBe(true);
  });

  test('are bounded', async () => {
    for (let id = 1; id <= MOST_CALLS; id++) client.say(audition(id, HELD));
    client.say({ ...LIST, id: 500 });
    expect(await answersOf(1)).toMatchObject([{ id: 500, result: { ok: false, error: { code: 'CALLS_FULL' } } }]);
    await expect.poll(() => held.length).toBe(MOST_CALLS);
    client.say({ cancel: 1 });
    await answersOf(2);
    client.say({ ...LIST, id: 501 });
    expect((await answersOf(3))[2]).toMatchObject({ id: 501, result: { ok: true } });
  });

  test('with a fault of ours are told without its insides, and reported', async () => {
    client.say(audition(1, FAULT));
    expect(await answersOf(1)).toMatchObject([{ result: { ok: false, error: { code: 'INTERNAL' } } }]);
    expect(served.faults.splice(0)).toMatchObject([{ message: 'a slip of ours' }]);
    expect(JSON.stringify(client.answers)).not.toContain('.ts:');
  });

  test.each([
    ['kicks', 'absent'], ['kicks', '__proto__'], ['kicks', 'constructor'], ['__proto__', 'toString'], ['constructor', 'name'], ['', ''], ['kicks/audition', ''],
    ['wav', 'x'], ['..', 'events'], ['x'.repeat(10_000), 'y'],
  ])('%# of no name reach no verb', async (namespace, name) => {
    client.say({ id: 1, namespace, name, input: {} });
    expect(await answersOf(1)).toMatchObject([{ result: { ok: false, error: { code: 'ROUTE_UNKNOWN' } } }]);
    expect(JSON.stringify(client.answers).length).toBeLessThan(400);
  });

  test.each([
    '{"base":{"seed":1,"index":1},"__proto__":{"polluted":1}}',
    '{"base":{"seed":1,"index":1,"__proto__":{"polluted":1}}}',
    '{"__proto__":{"base":{"seed":1,"index":1}}}',
    '{"constructor":{"prototype":{"polluted":1}}}',
    '"text"', 'null', '[]', `{"base":${'['.repeat(100_000)}${']'.repeat(100_000)}}`,
  ])('with the bad input %# are refused', async (input) => {
    client.socket.send(`{"id":1,"namespace":"kicks","name":"audition","input":${input}}`);
    expect(await answersOf(1)).toMatchObject([{ result: { ok: false, error: { code: 'INPUT_INVALID' } } }]);
  });

  test.each([
    ['an array where none is taken', { id: 1, namespace: 'models', name: 'list', input: {} }],
    ['an array in place of the prototype', { id: 1, namespace: 'models', name: 'list', input: {} }, '__proto__'],
    ['a second name for the array', { id: 1, namespace: 'kicks', name: 'analyse', input: { name: 'a.wav' } }, 'sound'],
    ['no object beside the array', { id: 1, namespace: 'kicks', name: 'analyse', input: 'text' }],
  ])('with %s are refused', async (_, value, field = 'bytes') => {
    client.socket.send(frameOf({ value, field, type: 'u8' }));
    expect(await answersOf(1)).toMatchObject([{ result: { ok: false, error: { code: 'INPUT_INVALID' } } }]);
    expect(sounds).toEqual([]);
  });
});

/** A frame with four bytes, whose head is what a page would never write. */
function frameOf(head: object): Buffer {
  const json = Buffer.from(JSON.stringify(head));
  const size = Buffer.alloc(4);
  size.writeUInt32LE(json.length);
  return Buffer.concat([size, json, Buffer.alloc(4)]);
}

describe('the socket is closed after', () => {
  test.each([
    '', '!', '[', '[]', 'null', '1', '"text"', '{}', '{"id":1}', '{"id":1,"namespace":"kicks"}', '{"id":"1","namespace":"models","name":"list"}',
    '{"id":1.5,"namespace":"models","name":"list"}', '{"id":1e300,"namespace":"models","name":"list"}', '{"id":1,"namespace":["models"],"name":"list"}',
    '{"id":1,"namespace":"models","name":{}}', '{"cancel":"1"}', '{"cancel":null}', '{"__proto__":{"id":1,"namespace":"models","name":"list"}}', '['.repeat(500_000),
  ])('the bad text %#', async (text) => {
    client.socket.send(text);
    // Not heard any more.
    client.say(LIST);
    expect(await client.closed).toBe(1003);
    expect(client.answers).toEqual([]);
  });

  const call = { ...LIST, bytes: new Uint8Array(4) };
  test.each([
    ['nothing', Buffer.alloc(0)],
    ['a cut length', Buffer.from([1, 0])],
    ['a head of 4 GB', Buffer.from([255, 255, 255, 255, 1])],
    ['a cut frame', Buffer.concat(packFrame(call, BYTES)).subarray(0, 20)],
    ['JSON', Buffer.from(JSON.stringify(LIST))],
    ['no call', frameOf({ value: {}, field: 'bytes', type: 'u8' })],
    ['a cancel', frameOf({ value: { cancel: 1 }, field: 'bytes', type: 'u8' })],
    ['an unknown type', frameOf({ value: LIST, field: 'bytes', type: 'f64' })],
    ['samples that end within one', Buffer.concat([frameOf({ value: LIST, field: 'bytes', type: 'f32' }), Buffer.alloc(1)])],
  ])('the bytes of %s', async (_, bytes) => {
    client.socket.send(bytes);
    expect(await client.closed).toBe(1003);
    expect(client.answers).toEqual([]);
  });

  test('two calls under one id', async () => {
    client.say(audition(1, HELD));
    await expect.poll(() => held.length).toBe(1);
    client.say({ ...LIST, id: 1 });
    expect(await client.closed).toBe(1008);
    expect(client.answers).toEqual([]);
    await expect.poll(() => held[0].aborted).toBe(true);
  });

  test('a text over its limit', async () => {
    client.socket.send(JSON.stringify({ ...LIST, input: { model: 'x'.repeat(TEXT_LIMIT) } }));
    expect(await client.closed).toBe(1009);
  });

  /** What the host says after a handshake to frames that no library writes. */
  const rawClose = async (frames: Buffer): Promise<number> => {
    const socket = connect(served.host.port, '127.0.0.1');
    const got: Buffer[] = [];
    const ended = new Promise<void>((resolve) => socket.once('close', () => { resolve(); }));
    socket.on('data', (data) => {
      got.push(data);
      if (got.length === 1) socket.write(frames);
    });
    socket.on('error', () => undefined);
    socket.write(
      `GET ${SOCKET_PATH} HTTP/1.1\r\nHost: 127.0.0.1:${String(served.host.port)}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n` +
        `Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\nSec-WebSocket-Protocol: ${SOCKET_PROTOCOL}\r\n\r\n`,
    );
    // A close frame ends the connection from the host's side too once it is answered.
    await expect.poll(() => Buffer.concat(got).indexOf(Buffer.from([0x88]), 100)).toBeGreaterThan(0);
    const all = Buffer.concat(got);
    const code = all.readUInt16BE(all.indexOf('\r\n\r\n') + 6);
    socket.end(Buffer.from([0x88, 0x80, 0, 0, 0, 0]));
    socket.destroy();
    await ended;
    return code;
  };
  /** The head of a masked frame (RFC 6455, section 5.2) of 64-bit length. */
  const longHead = (first: number, length: number): Buffer => {
    const head = Buffer.alloc(14);
    head.set([first, 0xff]);
    head.writeBigUInt64BE(BigInt(length), 2);
    return head;
  };

  test('a message that claims to be over the limit, before it is sent', async () => {
    expect(await rawClose(longHead(0x82, MESSAGE_LIMIT + 1))).toBe(1009);
    expect(await rawClose(longHead(0x82, 2 ** 50))).toBe(1009);
    // In two fragments, each within it.
    expect(await rawClose(Buffer.concat([Buffer.from([0x02, 0x84, 0, 0, 0, 0, 1, 2, 3, 4]), longHead(0x80, MESSAGE_LIMIT)]))).toBe(1009);
  });

  test.each([
    ['a frame that is not masked', [0x81, 2, 0x7b, 0x7d], 1002],
    ['a reserved bit', [0xc1, 0x80, 0, 0, 0, 0], 1002],
    ['an unknown opcode', [0x83, 0x80, 0, 0, 0, 0], 1002],
    ['a continuation of nothing', [0x80, 0x80, 0, 0, 0, 0], 1002],
    ['a ping that is too long', [0x89, 0xfe, 0, 126, 0, 0, 0, 0], 1002],
    ['a text that is no UTF-8', [0x81, 0x81, 0, 0, 0, 0, 0xff], 1007],
  ])('%s', async (_, bytes, code) => {
    expect(await rawClose(Buffer.from(bytes))).toBe(code);
  });
});

test('a page that does not read is cut', async () => {
  const { socket } = client;
  socket.pause();
  // More than the connection itself holds, many times over.
  for (let id = 1; id <= 2000 && socket.readyState === socket.OPEN; id++) {
    client.say(audition(id, 5));
    if (id % 50 === 0) await served.post('/api/models/list', {});
  }
  socket.resume();
  expect(await client.closed).toBe(1006);
});
