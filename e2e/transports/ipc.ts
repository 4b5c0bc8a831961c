/**
 * The two ends of Electron's IPC in one process: what crosses is cloned, as Electron does it.
 */

import { EventEmitter } from 'node:events';
import type { BrowserWindow, IpcMain, WebContents } from 'electron';
import type { Ipc } from '../../src-preload/bridge.ts';
import { PAGE_ORIGIN } from '../../src-main/shell/protocol.ts';

export interface IpcPair {
  ipcRenderer: Ipc;
  ipcMain: Pick<IpcMain, 'handle' | 'removeHandler' | 'on' | 'off'>;
  /** The window whose page holds `ipcRenderer`. */
  window: BrowserWindow;
}

type Handler = Parameters<IpcMain['handle']>[1];
type Listener = (...args: unknown[]) => void;

export function createIpcPair(): IpcPair {
  const handlers = new Map<string, Handler>();
  const toMain = new EventEmitter();
  const toPage = new EventEmitter();
  const mainFrame = { parent: null, origin: PAGE_ORIGIN, url: `${PAGE_ORIGIN}/index.html` };
  const contents = Object.assign(new EventEmitter(), {
    mainFrame,
    send: (channel: string, ...args: unknown[]) => {
      const cloned = structuredClone(args);
      queueMicrotask(() => toPage.emit(channel, {}, ...cloned));
    },
  }) as unknown as WebContents;
  const event = { sender: contents, senderFrame: mainFrame } as unknown as Parameters<Handler>[0];

  const ipcRenderer = {
    invoke: async (channel: string, ...args: unknown[]): Promise<unknown> => {
      const cloned: unknown[] = structuredClone(args);
      await Promise.resolve();
      const handler = handlers.get(channel);
      if (handler === undefined) throw new Error(`Error invoking remote method '${channel}': Error: No handler registered for '${channel}'`);
      return structuredClone(await (handler(event, ...cloned) as Promise<unknown>));
    },
    send: (channel: string, ...args: unknown[]) => {
      const cloned = structuredClone(args);
      queueMicrotask(() => toMain.emit(channel, event, ...cloned));
    },
    on: (channel: string, listener: Listener) => toPage.on(channel, listener),
    off: (channel: string, listener: Listener) => toPage.off(channel, listener),
  };
  const ipcMain = {
    handle: (channel: string, handler: Handler) => void handlers.set(channel, handler),
    removeHandler: (channel: string) => void handlers.delete(channel),
    on: (channel: string, listener: Listener) => toMain.on(channel, listener),
    off: (channel: string, listener: Listener) => toMain.off(channel, listener),
  };
  return {
    ipcRenderer: ipcRenderer as unknown as Ipc,
    ipcMain: ipcMain as unknown as IpcPair['ipcMain'],
    window: { isDestroyed: () => false, webContents: contents } as unknown as BrowserWindow,
  };
}
