import { EventEmitter } from 'node:events';
import { createServer, request, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import type { Listen, SharedEvent } from '../../src-preload/contract/events.ts';
import { createFakeStudio } from '../studio/fixtures/fake-studio.ts';
import { createEventStreams, MOST_LISTENERS } from './event-streams.ts';
import { refusalOf, serveFake, type Served } from './fixtures/served.ts';

const emitter = new EventEmitter();
const on: Listen<SharedEvent> = (event, listener) => {
  emitter.on(event, listener);
  return () => emitter.off(event, listener);
};
const listening = (): number => emitter.listenerCount('libraryChanged') + emitter.listenerCount('trainingChanged');
const NONE = { state: 'none', out: null, progress: null, result: null, error: null };

let served: Served | undefined;
const serve = async (): Promise<Served> => {
  const fake = createFakeStudio();
  served = await serveFake({ studio: { ...fake.studio, on } }, fake);
  return served;
};
afterEach(async () => {
  await served?.close();
  served = undefined;
  expect(listening()).toBe(0);
});

interface Stream {
  response: IncomingMessage;
  text: string;
  ended: boolean;
  hangUp: () => void;
}

function openStream(port: number, path = '/api/events'): Promise<Stream> {
  return new Promise((resolve, reject) => {
    const call = request({ host: '127.0.0.1', port, path, agent: false }, (response) => {
      const stream: Stream = { response, text: '', ended: false, hangUp: () => { call.destroy(); } };
      response.on('data', (data: Buffer) => (stream.text += data.toString()));
      response.on('end', () => { stream.ended = true; });
      response.on('error', () => { stream.ended = true; });
      resolve(stream);
    });
    call.on('error', reject);
    call.end();
  });
}

test('each shared event is a name and its JSON; others are never told', async () => {
  const { host } = await serve();
  const stream = await openStream(host.port);
  expect(stream.response.headers).toMatchObject({ 'content-type': 'text/event-stream', 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' });
  await expect.poll(listening).toBe(2);
  emitter.emit('libraryChanged', {});
  emitter.emit('menu', { command: 'save' });
  emitter.emit('trainingChanged', NONE);
  await expect.poll(() => stream.text).toBe(`retry: 1000\n\nevent: libraryChanged\ndata: {}\n\nevent: trainingChanged\ndata: ${JSON.stringify(NONE)}\n\n`);
  stream.hangUp();
  await expect.poll(listening).toBe(0);
});

test('stopping the host ends every stream at once', async () => {
  const { host } = await serve();
  const streams = await Promise.all([1, 2].map(() => openStream(host.port)));
  const started = performance.now();
  await host.close();
  expect(performance.now() - started).toBeLessThan(1000);
  await expect.poll(() => streams.every((stream) => stream.ended)).toBe(true);
});

test('listeners are bounded, and one that leaves makes room', async () => {
  const { host, ...full } = await serve();
  const streams = await Promise.all(Array.from({ length: MOST_LISTENERS }, () => openStream(host.port)));
  expect(refusalOf(await full.send('GET', '/api/events'))).toEqual([503, 'LISTENERS_FULL']);
  streams[0].hangUp();
  await expect.poll(listening).toBe(2 * (MOST_LISTENERS - 1));
  expect((await openStream(host.port)).response.statusCode).toBe(200);
});

test('a quiet stream carries comments; one that nobody reads is cut', async () => {
  const streams = createEventStreams(on, 5);
  const server = createServer((_, response) => { streams.open(response); });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const stream = await openStream(port);
  await expect.poll(() => stream.text).toMatch(/^retry: 1000\n\n(:\n\n){3}/);
  stream.response.pause();
  const large = { ...NONE, out: 'x'.repeat(1 << 20) };
  await expect.poll(() => {
    emitter.emit('trainingChanged', large);
    return listening();
  }).toBe(0);
  streams.close();
  const late = await openStream(port);
  await expect.poll(() => late.ended).toBe(true);
  server.close();
});
