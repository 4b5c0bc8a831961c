/**
 * The local web host: one server on 127.0.0.1 with the page, the contract's verbs under
 * `/api/<namespace>/<verb>`, the public routes and their WAV files. It decides nothing about
 * kicks.
 */

import { randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { KicklabError } from '../../src-preload/contract/errors.ts';
import { FRAME_TYPE, packFrame } from '../../src-preload/contract/frame.ts';
import { rest, type RestRoute } from '../../src-preload/contract/rest.ts';
import { contract, type Namespace } from '../../src-preload/contract/verbs.ts';
import type { Verb } from '../../src-preload/contract/verb.ts';
import { dispatch, type Studio } from '../studio/studio.ts';
import { readJson } from './body.ts';
import { listen } from './listen.ts';
import { openApi } from './openapi.ts';
import { sendBytes, sendError, sendJson } from './reply.ts';
import { answerRest } from './rest.ts';
import { refusal, TOKEN_HEADER } from './security.ts';
import { createPage } from './static.ts';
import { createWavStore, WAV_PATH } from './wav-store.ts';

export interface HostOptions {
  studio: Studio;
  /** Folder of the built page. */
  pageDir: string;
  version: string;
  /** undefined: the default port or the next free one; 0: any. */
  port: number | undefined;
  /** Model of requests that name none. */
  model: string | undefined;
  /** Told of failures that are our own fault. */
  onFault: (thrown: unknown) => void;
}

export interface Host {
  url: string;
  port: number;
  /** Stops taking requests, lets those at work end for a moment, then closes. */
  close(): Promise<void>;
}

const OPENAPI_PATH = '/api/openapi.json';

/** How long requests at work may take to end when the host stops. */
const GRACE_MS = 2000;

/** @throws PORT_TAKEN */
export async function startHost(options: HostOptions): Promise<Host> {
  const { studio, model } = options;
  const token = randomBytes(32).toString('base64url');
  const page = createPage(options.pageDir, token);
  const wavs = createWavStore();
  const stopping = new AbortController();
  let port = 0;

  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const path = (request.url ?? '/').split('?', 1)[0];
    const api = path.startsWith('/api/');
    const refused = refusal(
      {
        host: request.headers.host,
        origin: request.headers.origin,
        token: headerOf(request, TOKEN_HEADER),
        fetchSite: headerOf(request, 'sec-fetch-site'),
        api,
      },
      { port, token },
    );
    if (refused !== null) throw refused;
    const call = api ? callOf(path.slice('/api/'.length)) : null;
    if (call === null && api && path !== OPENAPI_PATH && !path.startsWith(WAV_PATH)) {
      throw new KicklabError('ROUTE_UNKNOWN', { path: path.slice(0, 100) });
    }
    const allow = call === null ? ['GET', 'HEAD'] : ['POST'];
    if (!allow.includes(request.method ?? '')) {
      response.setHeader('Allow', allow.join(', '));
      throw new KicklabError('METHOD_REFUSED', { method: request.method ?? '', path: path.slice(0, 100), allow: allow.join(' or ') });
    }
    if (call === null) {
      if (path === OPENAPI_PATH) sendJson(response, openApi(options.version));
      else if (path.startsWith(WAV_PATH)) sendBytes(response, wavs.get(path), { 'Content-Type': 'audio/wav' });
      else {
        const { bytes, type } = await page.read(path);
        sendBytes(response, bytes, { 'Content-Type': type });
      }
      return;
    }
    const raw = await readJson(request);
    const signal = AbortSignal.any([goneSignal(response), stopping.signal]);
    if ('route' in call) {
      const origin = `http://${request.headers.host ?? ''}`;
      sendJson(response, await answerRest({ studio, wavs, model }, call.route, raw, origin, { signal }));
      return;
    }
    const input = takesModel(call.verb) && model !== undefined ? { model, ...raw } : raw;
    const value = await dispatch(studio, call.namespace, call.name, input, { signal });
    if (call.verb.binary === undefined) sendJson(response, value);
    else sendBytes(response, Buffer.concat(packFrame(value as Record<string, unknown>, call.verb.binary)), { 'Content-Type': FRAME_TYPE });
  };

  let atWork = 0;
  const server = createServer((request, response) => {
    atWork += 1;
    response.once('close', () => {
      atWork -= 1;
      // Browsers hold connections open on which they may never ask anything.
      if (atWork === 0 && !server.listening) server.closeAllConnections();
    });
    answer(request, response).catch((thrown: unknown) => {
      if (!(thrown instanceof KicklabError)) options.onFault(thrown);
      // What is left of a body that nobody wants is not read: the connection ends instead.
      sendError(response, thrown, request.complete ? {} : { Connection: 'close' });
    });
  });
  port = await listen(server, options.port);

  return {
    url: `http://127.0.0.1:${String(port)}/`,
    port,
    close: () =>
      new Promise((resolve) => {
        const late = setTimeout(() => {
          stopping.abort();
          server.closeAllConnections();
        }, GRACE_MS);
        server.close(() => {
          clearTimeout(late);
          resolve();
        });
        if (atWork === 0) server.closeAllConnections();
      }),
  };
}

type Call = { route: RestRoute } | { namespace: Namespace; name: string; verb: Verb };

/** What a path below `/api/` calls, or null. */
function callOf(path: string): Call | null {
  const [first, name = '', ...more] = path.split('/');
  if (Object.hasOwn(rest, path)) return { route: path as RestRoute };
  if (more.length > 0 || !Object.hasOwn(contract, first)) return null;
  const verbs: Record<string, Verb> = contract[first as Namespace];
  return Object.hasOwn(verbs, name) ? { namespace: first as Namespace, name, verb: verbs[name] } : null;
}

function takesModel({ input }: Verb): boolean {
  return 'shape' in input && 'model' in (input.shape as object);
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
