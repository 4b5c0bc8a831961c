/** The gate over a real studio and a stand-in for the two of Electron's objects that it holds. */

import { EventEmitter, once } from 'node:events';
import { rm } from 'node:fs/promises';
import type { IpcMainInvokeEvent, WebContents } from 'electron';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CANCEL_CHANNEL, DRAG_CHANNEL, verbChannel } from '../../src-preload/contract/channels.ts';
import { KicklabError } from '../../src-preload/contract/errors.ts';
import type { Result } from '../../src-preload/contract/result.ts';
import { listVerbs } from '../../src-preload/contract/verbs.ts';
import { createFakeEngine } from '../studio/fixtures/fake-engine.ts';
import { createFakeStudio, type FakeStudio } from '../studio/fixtures/fake-studio.ts';
import { openGate, type GateOptions } from './gate.ts';
import { PAGE_ORIGIN } from './protocol.ts';

type Handler = Parameters<GateOptions['ipcMain']['handle']>[1];

/** Page contents with one main frame. */
function contents(origin = PAGE_ORIGIN): WebContents {
  const mainFrame = { parent: null, origin, url: `${origin}/index.html` };
  return Object.assign(new EventEmitter(), { mainFrame }) as unknown as WebContents;
}

/** Takes handlers as `ipcMain` does, and calls them as a page would. */
class FakeIpc extends EventEmitter {
  readonly handlers = new Map<string, Handler>();
  handle(channel: string, handler: Handler): void {
    this.handlers.set(channel, handler);
  }
  removeHandler(channel: string): void {
    this.handlers.delete(channel);
  }
  invoke(sender: WebContents, channel: string, ...args: unknown[]): Promise<Result<Record<string, unknown>>> {
    const event = { sender, senderFrame: sender.mainFrame } as unknown as IpcMainInvokeEvent;
    return this.handlers.get(channel)!(event, ...args) as Promise<Result<Record<string, unknown>>>;
  }
  send(sender: WebContents, channel: string, ...args: unknown[]): void {
    this.emit(channel, { sender, senderFrame: sender.mainFrame }, ...args);
  }
}

const AUDITION = verbChannel('kicks', 'audition');
const KICK = { base: { seed: 1, index: 1 } };
/** A kick whose making ends only when it is cancelled. */
const WAITING = { base: { seed: 2, index: 1 } };

let fake: FakeStudio;
let ipc: FakeIpc;
let page: WebContents;
let faults: unknown[];
let dragged: [contents: WebContents, staged: string][];
let close: () => void;
/** Emits 'asked' with the signal of each engine call that is left to wait for its end. */
let waiting: EventEmitter;

beforeEach(() => {
  waiting = new EventEmitter();
  const ready = createFakeEngine();
  const engine = createFakeEngine({
    generate: (args, options) => {
      if (!('seed' in args.base) || args.base.seed !== WAITING.base.seed) return ready.call('generate', args);
      return new Promise((_resolve, reject) => {
        options.signal?.addEventListener('abort', () => {
          reject(new KicklabError('CANCELLED', { what: 'generate' }));
        });
        waiting.emit('asked', options.signal);
      });
    },
  });
  fake = createFakeStudio({ engine });
  ipc = new FakeIpc();
  page = contents();
  faults = [];
  dragged = [];
  close = openGate({ ipcMain: ipc as unknown as GateOptions['ipcMain'], studio: fake.studio, isOurs: (c) => c === page, drag: (contents, staged) => dragged.push([contents, staged]), onFault: (thrown) => faults.push(thrown) });
});
afterEach(async () => {
  close();
  await fake.studio.close();
  await rm(fake.dir, { recursive: true, force: true });
});

describe('the gate', () => {
  it('has one handler for each verb and no other', () => {
    expect([...ipc.handlers.keys()].sort()).toEqual(listVerbs().map(({ namespace, name }) => verbChannel(namespace, name)).sort());
  });

  it('answers with the samples themselves', async () => {
    const result = await ipc.invoke(page, AUDITION, KICK);
    expect(result.ok && result.value.samples).toBeInstanceOf(Float32Array);
  });

  it('answers wrong input with the reason', async () => {
    expect(await ipc.invoke(page, AUDITION, { ...KICK, colour: 'red' })).toMatchObject({
      ok: false,
      error: { code: 'INPUT_INVALID', message: expect.stringContaining('colour') as string },
    });
  });

  it('refuses every verb to a window that is not ours, before anything is done', async () => {
    const stranger = contents();
    for (const channel of ipc.handlers.keys()) {
      expect(await ipc.invoke(stranger, channel, KICK)).toMatchObject({ ok: false, error: { code: 'SENDER_REFUSED' } });
    }
    expect(fake.engine.calls).toEqual([]);
    expect(faults).toEqual([]);
  });

  it('refuses our window once it shows something else', async () => {
    Object.assign(page.mainFrame, { origin: 'https://example.org', url: 'https://example.org/' });
    expect(await ipc.invoke(page, AUDITION, KICK)).toMatchObject({ ok: false, error: { code: 'SENDER_REFUSED', message: expect.stringContaining('example.org') as string } });
  });

  it('tells of a fault and still answers', async () => {
    close();
    const broken = createFakeEngine({ generate: () => Promise.reject(new TypeError('a slip of ours')) });
    const other = createFakeStudio({ engine: broken });
    close = openGate({ ipcMain: ipc as unknown as GateOptions['ipcMain'], studio: other.studio, isOurs: () => true, drag: () => undefined, onFault: (thrown) => faults.push(thrown) });
    expect(await ipc.invoke(page, AUDITION, KICK)).toMatchObject({ ok: false, error: { code: 'INTERNAL' } });
    expect(faults).toHaveLength(1);
    await other.studio.close();
    await rm(other.dir, { recursive: true, force: true });
  });

  it('is gone when closed', () => {
    close();
    expect(ipc.handlers.size).toBe(0);
    expect([CANCEL_CHANNEL, DRAG_CHANNEL].map((channel) => ipc.listenerCount(channel))).toEqual([0, 0]);
  });

  it('drags for our window alone, and what is named by a text', () => {
    ipc.send(contents(), DRAG_CHANNEL, 'set');
    ipc.send(page, DRAG_CHANNEL, { toString: () => 'set' });
    ipc.send(page, DRAG_CHANNEL);
    expect(dragged).toEqual([]);
    ipc.send(page, DRAG_CHANNEL, 'set');
    expect(dragged).toEqual([[page, 'set']]);
    Object.assign(page.mainFrame, { origin: 'https://example.org', url: 'https://example.org/' });
    ipc.send(page, DRAG_CHANNEL, 'set');
    expect(dragged).toHaveLength(1);
  });
});

describe('calls that are no longer wanted', () => {
  /** Begins a call that waits in the engine until it is cancelled. */
  const begin = async (callId?: unknown): Promise<{ answer: Promise<Result<unknown>>; signal: AbortSignal }> => {
    const asked = once(waiting, 'asked');
    const answer = ipc.invoke(page, AUDITION, WAITING, callId);
    const [signal] = (await asked) as [AbortSignal];
    return { answer, signal };
  };

  it('are cancelled by their id', async () => {
    const { answer, signal } = await begin('1');
    ipc.send(page, CANCEL_CHANNEL, '1');
    expect(signal.aborted).toBe(true);
    expect(await answer).toMatchObject({ ok: false, error: { code: 'CANCELLED' } });
  });

  it('are nobody else\'s to cancel', async () => {
    const { answer, signal } = await begin('1');
    ipc.send(contents(), CANCEL_CHANNEL, '1');
    ipc.send(page, CANCEL_CHANNEL, '2');
    ipc.send(page, CANCEL_CHANNEL, { toString: () => '1' });
    ipc.send(page, CANCEL_CHANNEL);
    expect(signal.aborted).toBe(false);
    ipc.send(page, CANCEL_CHANNEL, '1');
    await answer;
  });

  it('have ids of their own while they are at work', async () => {
    const { answer } = await begin('1');
    expect(await ipc.invoke(page, AUDITION, KICK, '1')).toMatchObject({ ok: false, error: { code: 'INPUT_INVALID' } });
    expect(await ipc.invoke(page, AUDITION, KICK, 1)).toMatchObject({ ok: false, error: { code: 'INPUT_INVALID' } });
    ipc.send(page, CANCEL_CHANNEL, '1');
    await answer;
    expect(await ipc.invoke(page, AUDITION, KICK, '1')).toMatchObject({ ok: true });
  });

  it.each(['did-navigate', 'destroyed'])('end with the page they were for (%s)', async (event) => {
    const named = await begin('1');
    const nameless = await begin();
    (page as unknown as EventEmitter).emit(event);
    expect([named.signal.aborted, nameless.signal.aborted]).toEqual([true, true]);
    await Promise.all([named.answer, nameless.answer]);
  });
});
