/** What the page gets, over a stand-in for `ipcRenderer`: names, and nothing with which it could do more. */

import { EventEmitter } from 'node:events';
import { describe, expect, it } from 'vitest';
import { createBridge, type Ipc } from './bridge.ts';
import { CANCEL_CHANNEL, EVENT_NAMES, eventChannel, verbChannel } from './contract/channels.ts';
import type { EventName, EventPayload } from './contract/events.ts';
import { contract, listVerbs } from './contract/verbs.ts';

class FakeIpc extends EventEmitter {
  readonly sent: unknown[][] = [];
  invoke(...message: unknown[]): Promise<unknown> {
    this.sent.push(message);
    return Promise.resolve({ ok: true, value: {} });
  }
  send(...message: unknown[]): void {
    this.sent.push(message);
  }
}

function open(): { ipc: FakeIpc; bridge: ReturnType<typeof createBridge> } {
  const ipc = new FakeIpc();
  return { ipc, bridge: createBridge(ipc as unknown as Ipc, () => '') };
}

describe('bridge', () => {
  it('has one function for each verb of the contract, and what is no verb', () => {
    const { bridge } = open();
    expect(Object.keys(bridge).sort()).toEqual([...Object.keys(contract), 'cancel', 'drag', 'on', 'pathOf'].sort());
    for (const [namespace, verbs] of Object.entries(contract)) {
      expect(Object.keys(bridge[namespace as keyof typeof contract]).sort()).toEqual(Object.keys(verbs).sort());
    }
  });

  it('sends each verb on its own channel, input and call id alone', async () => {
    const { ipc, bridge } = open();
    for (const { namespace, name } of listVerbs()) {
      const call = (bridge[namespace] as Record<string, (...args: unknown[]) => Promise<unknown>>)[name];
      await call({ a: 1 }, 'call', 'and more');
      expect(ipc.sent.pop()).toEqual([verbChannel(namespace, name), { a: 1 }, 'call']);
    }
    bridge.cancel('call');
    expect(ipc.sent.pop()).toEqual([CANCEL_CHANNEL, 'call']);
  });

  it('tells each event until it is told to stop, and keeps the IPC event to itself', () => {
    const { ipc, bridge } = open();
    for (const event of EVENT_NAMES) {
      const heard: unknown[][] = [];
      const stop = bridge.on(event, (...args: unknown[]) => heard.push(args));
      ipc.emit(eventChannel(event), { sender: ipc }, { told: event });
      stop();
      ipc.emit(eventChannel(event), { sender: ipc }, { told: 'too late' });
      expect(heard).toEqual([[{ told: event }]]);
    }
  });

  it('listens to no channel that is not an event', () => {
    const { bridge } = open();
    for (const name of ['kicklab:cancel', 'libraryChanged ', '', '__proto__']) {
      expect(() => bridge.on(name as EventName, () => undefined)).toThrow(TypeError);
    }
  });

  it('keeps a sound and a model that came before the page listened, each for who listens to it', async () => {
    const { ipc, bridge } = open();
    const sound: EventPayload<'soundOpened'> = { name: 'a.wav', bytes: new Uint8Array([1]) };
    ipc.emit(eventChannel('soundOpened'), {}, sound);
    ipc.emit(eventChannel('modelOpened'), {}, { file: '/mine.kickmodel' });
    const heard: unknown[] = [];
    const models: unknown[] = [];
    bridge.on('soundOpened', (payload) => heard.push(payload));
    bridge.on('modelOpened', (payload) => models.push(payload));
    await Promise.resolve();
    ipc.emit(eventChannel('soundOpened'), {}, { ...sound, name: 'b.wav' });
    expect(heard).toEqual([sound, { ...sound, name: 'b.wav' }]);
    expect(models).toEqual([{ file: '/mine.kickmodel' }]);
  });
});
