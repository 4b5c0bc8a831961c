/** The page's event stream against a server that ends, breaks and refuses streams. */

import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Listen } from '../../src-preload/contract/events.ts';
import { createEventStream } from '../../src-renderer/transport/event-stream.ts';

let server: Server;
let port: number;
/** Streams that are open now; all that were ever asked for. */
let open: Set<ServerResponse>;
let asked: number;
let refuse: boolean;
let on: Listen;

beforeEach(async () => {
  open = new Set();
  asked = 0;
  refuse = false;
  server = createServer((_, response) => {
    asked += 1;
    if (refuse) {
      response.writeHead(503).end();
      return;
    }
    open.add(response);
    response.once('close', () => open.delete(response));
    response.writeHead(200, { 'Content-Type': 'text/event-stream' });
    response.write('retry: 10\n\n');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  ({ port } = server.address() as AddressInfo);
  on = createEventStream(`http://127.0.0.1:${String(port)}/api/events`, 10);
});
afterEach(() => new Promise<void>((resolve) => {
  server.close(() => { resolve(); });
  server.closeAllConnections();
}));

const send = (event: string, payload: object): void => {
  for (const response of open) response.write(`event: ${event}\ndata: ${JSON.stringify(payload)}\n\n`);
};

test('listeners share one stream, opened with the first and closed with the last', async () => {
  expect(asked).toBe(0);
  const [library, training] = [vi.fn(), vi.fn()];
  const stops = [on('libraryChanged', library), on('trainingChanged', training), on('libraryChanged', library)];
  await expect.poll(() => open.size).toBe(1);
  send('libraryChanged', {});
  send('trainingChanged', { state: 'none' });
  await expect.poll(() => training.mock.calls).toEqual([[{ state: 'none' }]]);
  expect(library.mock.calls).toEqual([[{}], [{}]]);
  stops[0]();
  stops[0]();
  send('libraryChanged', {});
  await expect.poll(() => library.mock.calls.length).toBe(3);
  stops[1]();
  expect(open.size).toBe(1);
  stops[2]();
  await expect.poll(() => open.size).toBe(0);
  expect(asked).toBe(1);
  const again = on('menu', vi.fn());
  await expect.poll(() => open.size).toBe(1);
  again();
  expect(asked).toBe(2);
});

test('after a reconnection the library may have changed, which is told once', async () => {
  const library = vi.fn();
  const stop = on('libraryChanged', library);
  await expect.poll(() => open.size).toBe(1);
  for (const response of open) response.destroy();
  await expect.poll(() => library.mock.calls).toEqual([[{}]]);
  expect(asked).toBe(2);
  send('libraryChanged', {});
  await expect.poll(() => library.mock.calls.length).toBe(2);
  stop();
});

test('an answer that is no stream is asked for again', async () => {
  refuse = true;
  const library = vi.fn();
  const stop = on('libraryChanged', library);
  await expect.poll(() => asked).toBeGreaterThan(2);
  refuse = false;
  await expect.poll(() => library.mock.calls).toEqual([[{}]]);
  stop();
  await expect.poll(() => open.size).toBe(0);
});

test('a stream that is given up while it is refused is not asked for again', async () => {
  refuse = true;
  on('libraryChanged', vi.fn())();
  const stop = on('libraryChanged', vi.fn());
  await expect.poll(() => asked).toBeGreaterThan(2);
  stop();
  const before = asked;
  // As long as three more tries would have taken.
  await new Promise((resolve) => setTimeout(resolve, 100));
  expect(asked - before).toBeLessThan(2);
});
