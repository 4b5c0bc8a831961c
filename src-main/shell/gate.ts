/**
 * The way in for the page of the desktop window: one IPC handler for each verb of the contract,
 * every one behind the same check of its sender. It decides nothing about kicks.
 */

import type { IpcMain, IpcMainEvent, IpcMainInvokeEvent, WebContents } from 'electron';
import { CANCEL_CHANNEL, verbChannel } from '../../src-preload/contract/channels.ts';
import { KicklabError } from '../../src-preload/contract/errors.ts';
import { settle } from '../../src-preload/contract/result.ts';
import { listVerbs, type Namespace } from '../../src-preload/contract/verbs.ts';
import type { Handlers } from '../studio/ports.ts';
import { dispatch } from '../studio/studio.ts';
import { factsOf, refusal } from './sender.ts';

export interface GateOptions {
  ipcMain: Pick<IpcMain, 'handle' | 'removeHandler' | 'on' | 'off'>;
  studio: Handlers;
  /** Whether these are the contents of a window of ours. */
  isOurs: (contents: WebContents) => boolean;
  /** Told of failures that are our own fault. */
  onFault: (thrown: unknown) => void;
}

/** Calls at work of one page; those that may be cancelled by name are in `named` as well. */
interface Calls {
  all: Set<AbortController>;
  named: Map<string, AbortController>;
}

/** Answers every verb until the function it returns is called. Answers are Results, never rejections. */
export function openGate({ ipcMain, studio, isOurs, onFault }: GateOptions): () => void {
  const calls = new Map<WebContents, Calls>();

  const check = (event: IpcMainEvent | IpcMainInvokeEvent): KicklabError | null => refusal(factsOf(event, isOurs(event.sender)));

  const callsOf = (sender: WebContents): Calls => {
    let own = calls.get(sender);
    if (own === undefined) {
      own = { all: new Set(), named: new Map() };
      calls.set(sender, own);
      const { all } = own;
      const abandon = (): void => {
        for (const call of all) call.abort();
      };
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
    const { all, named } = callsOf(event.sender);
    const call = new AbortController();
    if (callId !== undefined) {
      const where = `${namespace}.${name}`;
      if (typeof callId !== 'string') throw new KicklabError('INPUT_INVALID', { where, reason: 'the id of a call is a text' });
      if (named.has(callId)) throw new KicklabError('INPUT_INVALID', { where, reason: 'another call under this id is at work' });
      named.set(callId, call);
    }
    all.add(call);
    try {
      return await dispatch(studio, namespace, name, input, { signal: call.signal });
    } catch (thrown) {
      if (!(thrown instanceof KicklabError)) onFault(thrown);
      throw thrown;
    } finally {
      all.delete(call);
      if (typeof callId === 'string') named.delete(callId);
    }
  };

  const channels = listVerbs().map(({ namespace, name }) => {
    const channel = verbChannel(namespace, name);
    ipcMain.handle(channel, (event, input: unknown, callId: unknown) => settle(answer(event, namespace, name, input, callId)));
    return channel;
  });
  const cancel = (event: IpcMainEvent, callId: unknown): void => {
    if (check(event) === null && typeof callId === 'string') calls.get(event.sender)?.named.get(callId)?.abort();
  };
  ipcMain.on(CANCEL_CHANNEL, cancel);

  return () => {
    for (const channel of channels) ipcMain.removeHandler(channel);
    ipcMain.off(CANCEL_CHANNEL, cancel);
    for (const { all } of calls.values()) for (const call of all) call.abort();
  };
}
