/**
 * The bridge as plain functions over Electron's IPC: one for each verb, one to cancel, one to
 * drag, one to listen. It knows names and no schemas: input is checked on the other side.
 */

import type { IpcRenderer, IpcRendererEvent } from 'electron';
import type { Bridge } from './contract/bridge.ts';
import { CANCEL_CHANNEL, DRAG_CHANNEL, EVENT_NAMES, eventChannel, VERB_NAMES, verbChannel } from './contract/channels.ts';
import type { EventName, Listen } from './contract/events.ts';
import type { Namespace } from './contract/verbs.ts';

/** The part of `ipcRenderer` that is used; it never reaches the page itself. */
export type Ipc = Pick<IpcRenderer, 'invoke' | 'send' | 'on' | 'off'>;

/** What tells the page of a file that the user opened with the program. */
const OPENED: readonly EventName[] = ['soundOpened', 'modelOpened'];

/** @param pathOf Electron's own way to tell where a file of the page lies. */
export function createBridge(ipc: Ipc, pathOf: Bridge['pathOf']): Bridge {
  const verbsOf = <N extends Namespace>(namespace: N): Bridge[N] => {
    const verbs = VERB_NAMES[namespace].map((name) => {
      const channel = verbChannel(namespace, name);
      return [name, (input: unknown, callId?: string) => ipc.invoke(channel, input, callId)] as const;
    });
    return Object.fromEntries(verbs) as Bridge[N];
  };
  // What the program was started with may be here before the page listens.
  const early = new Map(OPENED.map((event) => {
    const payloads: unknown[] = [];
    const keep = (_event: IpcRendererEvent, payload: unknown): void => {
      payloads.push(payload);
    };
    ipc.on(eventChannel(event), keep);
    return [event, { payloads, keep }];
  }));
  const on: Listen = (event, listener) => {
    // The page names the event, and a page can name anything.
    if (!EVENT_NAMES.includes(event)) throw new TypeError(`there is no event ${event}`);
    const channel = eventChannel(event);
    const kept = early.get(event);
    if (kept !== undefined) {
      ipc.off(channel, kept.keep);
      queueMicrotask(() => {
        for (const payload of kept.payloads.splice(0)) listener(payload as Parameters<typeof listener>[0]);
      });
    }
    // The IPC event stays here: it would hand the page a way to send.
    const receive = (_event: IpcRendererEvent, payload: unknown): void => {
      listener(payload as Parameters<typeof listener>[0]);
    };
    ipc.on(channel, receive);
    return () => {
      ipc.off(channel, receive);
    };
  };
  return {
    datasets: verbsOf('datasets'),
    explore: verbsOf('explore'),
    files: verbsOf('files'),
    kicks: verbsOf('kicks'),
    library: verbsOf('library'),
    models: verbsOf('models'),
    morph: verbsOf('morph'),
    packs: verbsOf('packs'),
    settings: verbsOf('settings'),
    training: verbsOf('training'),
    system: verbsOf('system'),
    cancel: (callId) => {
      ipc.send(CANCEL_CHANNEL, callId);
    },
    drag: (staged) => {
      ipc.send(DRAG_CHANNEL, staged);
    },
    pathOf,
    on,
  } satisfies Bridge;
}
