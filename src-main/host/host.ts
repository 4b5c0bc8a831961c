/**
 * The local web host: one server on 127.0.0.1 with the page, the contract's verbs under
 * `/api/<namespace>/<verb>` and over the page's WebSocket, the public routes and their WAV files, what was
 * staged for other programs, and the stream of events. It decides nothing about kicks.
 */

import { randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { KicklabError } from '../../src-preload/contract/errors.ts';
import { FRAME_TYPE, packFrame } from '../../src-preload/contract/frame.ts';
import { SOCKET_PATH, SOCKET_PROTOCOL } from '../../src-preload/contract/socket.ts';
import { createPageFiles } from '../page/files.ts';
import { SECURITY_HEADERS } from '../page/policy.ts';
import { dispatch, type Studio } from '../studio/studio.ts';
import { readJson, readUpload } from './body.ts';
import { createEventStreams } from './event-streams.ts';
import { listen } from './listen.ts';
import { openApi } from './openapi.ts';
import { refuseUpgrade, sendBytes, sendError, sendJson, sendUnreadable } from './reply.ts';
import { answerRest } from './rest.ts';
import { isApi, methodsOf, routeOf } from './routes.ts';
import { refusal, TOKEN_HEADER, type RequestFacts } from './security.ts';
import { createSockets, offeredProtocols } from './sockets.ts';
import { sendStaged } from './staged.ts';
import { createWavStore } from './wav-store.ts';

export interface HostOptions {
  studio: Studio;
  /** Folder of the built page. */
  pageDir: string;
  version: string;
  /** undefined: the default port or the next free one; 0: any. */
  port: number | undefined;
  /** Told of failures that are our own fault. */
  onFault: (thrown: unknown) => void;
}

export interface Host {
  url: string;
  port: number;
  /** Stops taking requests, lets those at work end for a moment, then closes. */
  close(): Promise<void>;
}

/** How long requests at work may take to end when the host stops. */
const GRACE_MS = 2000;
/** How long a sender may go on with a body that was refused. */
const LINGER_MS = 5000;

/** @throws PORT_TAKEN */
export async function startHost(options: HostOptions): Promise<Host> {
  const { studio } = options;
  const token = randomBytes(32).toString('base64url');
  const page = createPageFiles(options.pageDir, { told: { token }, theme: studio.theme });
  const wavs = createWavStore();
  const streams = createEventStreams(studio.on);
  const sockets = createSockets(studio, options.onFault);
  let port = 0;

  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const path = pathOf(request);
    const refused = refusal(factsOf(request, isApi(path)), { port, token });
    if (refused !== null) throw refused;
    const route = routeOf(path);
    if (route === null) throw new KicklabError('ROUTE_UNKNOWN', { path: path.slice(0, 100) });
    const { method = '' } = request;
    const methods = methodsOf(route);
    if (!methods.includes(method)) {
      response.setHeader('Allow', [...methods, 'OPTIONS'].join(', '));
      if (method !== 'OPTIONS') throw new KicklabError('METHOD_REFUSED', { method, path: path.slice(0, 100), allow: methods.join(' or ') });
      response.writeHead(204, SECURITY_HEADERS).end();
      return;
    }
    switch (route.kind) {
      case 'page': {
        const { bytes, headers } = await page.read(path);
        sendBytes(response, [bytes], headers);
        return;
      }
      case 'wav':
        sendBytes(response, [wavs.get(path)], { 'Content-Type': 'audio/wav' });
        return;
      case 'staged':
        await sendStaged(studio.staged, path, method, response);
        return;
      case 'openapi':
        sendJson(response, openApi(options.version));
        return;
      case 'events':
        streams.open(response);
        return;
      case 'socket':
        sockets.check();
        throw new KicklabError('UPGRADE_EXPECTED', { path, protocol: SOCKET_PROTOCOL });
      case 'public': {
        const raw = await readJson(request, response);
        const origin = `http://${request.headers.host ?? ''}`;
        sendJson(response, await answerRest({ studio, wavs }, route.route, raw, origin, { signal: goneSignal(response) }));
        return;
      }
      case 'verb': {
        const { binary, upload } = route.verb;
        const raw = await (upload === undefined ? readJson(request, response) : readUpload(request, response, upload));
        const value = await dispatch(studio, route.namespace, route.name, raw, { signal: goneSignal(response) });
        if (binary === undefined) sendJson(response, value);
        else sendBytes(response, packFrame(value as Record<string, unknown>, binary), { 'Content-Type': FRAME_TYPE });
        return;
      }
      default:
        route satisfies never;
    }
  };

  let atWork = 0;
  const serve = (request: IncomingMessage, response: ServerResponse): void => {
    atWork += 1;
    response.once('close', () => {
      atWork -= 1;
      // Browsers hold connections open on which they may never ask anything.
      if (atWork === 0 && !server.listening) server.closeAllConnections();
    });
    answer(request, response).catch((thrown: unknown) => {
      if (!(thrown instanceof KicklabError)) options.onFault(thrown);
      sendError(response, thrown);
      if (!request.complete) discardRest(request);
    });
  };
  const server = createServer(
    {
      // A request without Host is refused with a code, as one with a foreign Host is.
      requireHostHeader: false,
      // What asks for any other change of protocol is answered as if it did not, as HTTP lets it be.
      shouldUpgradeCallback: (request) => pathOf(request) === SOCKET_PATH && request.headers.upgrade?.toLowerCase() === 'websocket',
    },
    serve,
  );
  server.on('upgrade', (request, connection, head) => {
    try {
      const path = pathOf(request);
      const refused = refusal({ ...factsOf(request, true), token: offeredProtocols(request)[1] }, { port, token });
      if (refused !== null) throw refused;
      // Node before 24.9 asks nobody which requests to hand over.
      if (path !== SOCKET_PATH) throw new KicklabError('ROUTE_UNKNOWN', { path: path.slice(0, 100) });
      sockets.open(request, connection, head);
    } catch (thrown) {
      refuseUpgrade(connection, thrown);
    }
  });
  // Whoever asks first whether to send a body is answered when it is read, or refused.
  server.on('checkContinue', serve);
  server.on('clientError', (failure: NodeJS.ErrnoException, socket) => {
    if (failure.code === 'ECONNRESET' || !socket.writable) socket.destroy();
    else sendUnreadable(socket, failure);
  });
  port = await listen(server, options.port);

  return {
    url: `http://127.0.0.1:${String(port)}/`,
    port,
    close: () =>
      new Promise((resolve) => {
        const late = setTimeout(() => {
          server.closeAllConnections();
          sockets.terminate();
        }, GRACE_MS);
        streams.close();
        sockets.close();
        server.close(() => {
          clearTimeout(late);
          resolve();
        });
        if (atWork === 0) server.closeAllConnections();
      }),
  };
}

function pathOf(request: IncomingMessage): string {
  return (request.url ?? '/').split('?', 1)[0];
}

function factsOf(request: IncomingMessage, api: boolean): RequestFacts {
  const { host, origin } = request.headers;
  return { host, origin, token: headerOf(request, TOKEN_HEADER), fetchSite: headerOf(request, 'sec-fetch-site'), api };
}

function headerOf(request: IncomingMessage, name: string): string | undefined {
  const value = request.headers[name];
  return Array.isArray(value) ? value.join(', ') : value;
}

/** Aborts when the caller hangs up before it was answered. */
function goneSignal(response: ServerResponse): AbortSignal {
  const gone = new AbortController();
  response.once('close', () => {
    if (!response.writableEnded) gone.abort();
  });
  return gone.signal;
}

/** Throws away what is left of a body, so that its sender hears the answer; not for ever. */
function discardRest(request: IncomingMessage): void {
  const late = setTimeout(() => { request.destroy(); }, LINGER_MS);
  request.once('close', () => { clearTimeout(late); });
  request.resume();
}
