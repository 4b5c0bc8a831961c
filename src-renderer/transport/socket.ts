/**
 * The verbs of the contract over one WebSocket to the host that served the page: opened with the
 * first call, and again with the next one after it was lost.
 */

import { KicklabError, type ErrorBody } from '../../src-preload/contract/errors.ts';
import { errorBodyOf, type Result } from '../../src-preload/contract/result.ts';
import {
  MESSAGE_LIMIT,
  packCall,
  readAnswer,
  SOCKET_PATH,
  SOCKET_PROTOCOL,
  TEXT_LIMIT,
  type CancelMessage,
  type Packed,
} from '../../src-preload/contract/socket.ts';
import type { Call } from './connection.ts';

export interface HostAddress {
  /** Where the host is, such as `http://127.0.0.1:5757`. */
  origin: string;
  /** Per-launch token that the host wrote into the page. */
  token: string;
}

/** Makes the call of each verb; all of them share the socket. */
export function createSocketCalls(host: HostAddress): (namespace: string, name: string) => Call {
  let socket: WebSocket | null = null;
  let lastId = 0;
  /** How each call at work is settled. */
  const atWork = new Map<number, (result: Result<unknown>) => void>();
  /** What was asked before the socket stood. */
  let waiting: (string | Blob)[] = [];

  const open = (): void => {
    // An empty text is no subprotocol; the host refuses who offers no token.
    const offered = [SOCKET_PROTOCOL, host.token].filter((each) => each !== '');
    const opened = new WebSocket(host.origin.replace(/^http/, 'ws') + SOCKET_PATH, offered);
    opened.binaryType = 'arraybuffer';
    socket = opened;
    let stood = false;
    opened.onopen = () => {
      stood = true;
      for (const message of waiting) opened.send(message);
      waiting = [];
    };
    opened.onmessage = ({ data }: MessageEvent<string | ArrayBuffer>) => {
      const { id, result } = readAnswer(typeof data === 'string' ? data : new Uint8Array(data));
      atWork.get(id)?.(result);
    };
    opened.onclose = ({ reason }) => {
      const lost = [...atWork.values()];
      socket = null;
      waiting = [];
      atWork.clear();
      if (stood) endAll(lost, unreachable(reason === '' ? 'the connection was lost' : `the connection was lost (${reason})`));
      else void whyRefused(host).then((error) => { endAll(lost, error); });
    };
  };
  const send = (message: string | Blob): void => {
    if (socket === null) open();
    if (socket?.readyState === WebSocket.CONNECTING) waiting.push(message);
    else socket?.send(message);
  };

  return (namespace, name) => (input, { signal } = {}) =>
    new Promise((resolve) => {
      const cancelled = (): Result<never> => ({ ok: false, error: new KicklabError('CANCELLED', { what: `${namespace}.${name}` }).toBody() });
      if (signal?.aborted === true) {
        resolve(cancelled());
        return;
      }
      const id = (lastId += 1);
      const abort = (): void => {
        // One that was lost with its socket is known to no host.
        if (atWork.has(id)) send(JSON.stringify({ cancel: id } satisfies CancelMessage));
        end(cancelled());
      };
      const end = (result: Result<unknown>): void => {
        atWork.delete(id);
        signal?.removeEventListener('abort', abort);
        resolve(result);
      };
      atWork.set(id, end);
      signal?.addEventListener('abort', abort);
      try {
        send(bounded(packCall({ id, namespace, name, input })));
      } catch (thrown) {
        end({ ok: false, error: errorBodyOf(thrown) });
      }
    });
}

function endAll(calls: readonly ((result: Result<never>) => void)[], error: ErrorBody): void {
  for (const end of calls) end({ ok: false, error });
}

/** As it is sent. @throws BODY_TOO_LARGE where the host would hang up instead of saying so */
function bounded(packed: Packed): string | Blob {
  if (typeof packed === 'string') {
    if (packed.length > TEXT_LIMIT) throw new KicklabError('BODY_TOO_LARGE', { limit: TEXT_LIMIT });
    return packed;
  }
  const [head, array] = packed;
  const blob = new Blob([head, array as Uint8Array<ArrayBuffer>]);
  if (blob.size > MESSAGE_LIMIT) throw new KicklabError('BODY_TOO_LARGE', { limit: MESSAGE_LIMIT });
  return blob;
}

/** A browser does not tell why a socket was refused: the host says it to a plain request. */
async function whyRefused({ origin, token }: HostAddress): Promise<ErrorBody> {
  try {
    const response = await fetch(origin + SOCKET_PATH, { method: 'POST', headers: { 'X-Kicklab-Token': token } });
    const { error } = (await response.json()) as { error: ErrorBody };
    return error.code === 'UPGRADE_EXPECTED' ? unreachable('the connection was refused') : error;
  } catch (thrown) {
    return unreachable(thrown instanceof Error ? thrown.message : String(thrown));
  }
}

function unreachable(reason: string): ErrorBody {
  return new KicklabError('HOST_UNREACHABLE', { reason }).toBody();
}
