/**
 * The way in for the page of the desktop window: one IPC handler for each verb of the contract
 * and one for drags, every one behind the same check of its sender. It decides nothing about kicks.
 */

import type { IpcMain, IpcMainEvent, IpcMainInvokeEvent, WebContents } from 'electron';
import { CANCEL_CHANNEL, DRAG_CHANNEL, verbChannel } from '../../src-preload/contract/channels.ts';
import { KicklabError } from '../../src-preload/contract/errors.ts';
import { settle } from '../../src-preload/contract/result.ts';
import { listVerbs, type Namespace } from '../../src-preload/contract/verbs.ts';
import { createCalls, type Calls } from '../studio/calls.ts';
import type { Handlers } from '../studio/ports.ts';
import { factsOf, refusal } from './sender.ts';

export interface GateOptions {
  ipcMain: Pick<IpcMain, 'handle' | 'removeHandler' | 'on' | 'off'>;
  studio: Handlers;
  /** Whether these are the contents of a window of ours. */
  isOurs: (contents: WebContents) => boolean;
  /** Drags a staged set out of a window. */
  drag: (contents: WebContents, staged: string) => void;
  /** Told of failures that are our own fault. */
  onFault: (thrown: unknown) => void;
}

/** Answers every verb until the function it returns is called. Answers are Results, never rejections. */
export function openGate({ ipcMain, studio, isOurs, drag, onFault }: GateOptions): () => void {
  const calls = new Map<WebContents, Calls<string>>();

  const check = (event: IpcMainEvent | IpcMainInvokeEvent): KicklabError | null => refusal(factsOf(event, isOurs(event.sender)));

  const callsOf = (sender: WebContents): Calls<string> => {
    let own = calls.get(sender);
    if (own === undefined) {
      own = createCalls(studio, onFault);
      calls.set(sender, own);
      const { abandon } = own;
      // A page that was reloaded waits for no answer of the one before it.
      sender.on('did-navigate', abandon);
      sender.once('destroyed', () => {
        abandon();
        calls.delete(sender);
      });
    }
    return own;
  };

  const answer = async (event: IpcMainInvokeEvent, namespace: Namespace, name: string, input: unknown, callId: unknown): Promise<unknown> => {
    const refused = check(event);
    if (refused !== null) throw refused;
    if (callId !== undefined && typeof callId !== 'string') {
      throw new KicklabError('INPUT_INVALID', { where: `${namespace}.${name}`, reason: 'the id of a call is a text' });
    }
    return callsOf(event.sender).run(namespace, name, input, callId);
  };

  const channels = listVerbs().map(({ namespace, name }) => {
    const channel = verbChannel(namespace, name);
    ipcMain.handle(channel, (event, input: unknown, callId: unknown) => settle(answer(event, namespace, name, input, callId)));
    return channel;
  });
  const cancel = (event: IpcMainEvent, callId: unknown): void => {
    if (check(event) === null && typeof callId === 'string') calls.get(event.sender)?.cancel(callId);
  };
  ipcMain.on(CANCEL_CHANNEL, cancel);
  const dragOut = (event: IpcMainEvent, staged: unknown): void => {
    if (check(event) === null && typeof staged === 'string') drag(event.sender, staged);
  };
  ipcMain.on(DRAG_CHANNEL, dragOut);

  return () => {
    for (const channel of channels) ipcMain.removeHandler(channel);
    ipcMain.off(CANCEL_CHANNEL, cancel);
    ipcMain.off(DRAG_CHANNEL, dragOut);
    for (const { abandon } of calls.values()) abandon();
  };
}
