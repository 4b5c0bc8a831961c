/** The end of the program waits for what it closes, and not for ever. */

import { EventEmitter } from 'node:events';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { closeOnQuit } from './quit.ts';

class FakeApp extends EventEmitter {
  exits = 0;
  prevented = 0;
  exit(): void {
    this.exits += 1;
  }
  quit(): void {
    this.emit('will-quit', { preventDefault: () => { this.prevented += 1; } });
  }
}

let app: FakeApp;
const open = (close: () => Promise<void>): void => {
  closeOnQuit(app as unknown as Parameters<typeof closeOnQuit>[0], close);
};

beforeEach(() => {
  vi.useFakeTimers();
  app = new FakeApp();
});
afterEach(() => {
  vi.useRealTimers();
});

it('ends once everything is closed, and closes it once', async () => {
  const closing = Promise.withResolvers<undefined>();
  const close = vi.fn(() => closing.promise.then(() => undefined));
  open(close);
  app.quit();
  app.quit();
  await vi.advanceTimersByTimeAsync(100);
  expect([app.prevented, app.exits, close.mock.calls.length]).toEqual([2, 0, 1]);
  closing.resolve(undefined);
  await vi.advanceTimersByTimeAsync(0);
  expect(app.exits).toBe(1);
});

it('ends although closing fails', async () => {
  open(() => Promise.reject(new Error('no')));
  app.quit();
  await vi.advanceTimersByTimeAsync(0);
  expect(app.exits).toBe(1);
});

it('ends although closing never does', async () => {
  open(() => new Promise(() => undefined));
  app.quit();
  await vi.advanceTimersByTimeAsync(2900);
  expect(app.exits).toBe(0);
  await vi.advanceTimersByTimeAsync(200);
  expect(app.exits).toBe(1);
});
