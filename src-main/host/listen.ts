/** Taking a port of 127.0.0.1. */

import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { KicklabError } from '../../src-preload/contract/errors.ts';

export const DEFAULT_PORT = 5757;
const TRIES = 20;

/**
 * Listens on the port that was asked for, or on the default one or the next that is free.
 * @returns the port. @throws PORT_TAKEN when the asked one is, or all that were tried.
 */
export async function listen(server: Server, asked: number | undefined): Promise<number> {
  const ports = asked === undefined ? Array.from({ length: TRIES }, (_, i) => DEFAULT_PORT + i) : [asked];
  for (const port of ports) {
    if (await tryPort(server, port)) return (server.address() as AddressInfo).port;
  }
  throw new KicklabError('PORT_TAKEN', { port: ports[0] });
}

function tryPort(server: Server, port: number): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const onError = (error: NodeJS.ErrnoException): void => {
      // EACCES: Windows reserves ranges of ports; elsewhere those below 1024 are root's.
      if (error.code === 'EADDRINUSE' || error.code === 'EACCES') resolve(false);
      else reject(error);
    };
    server.once('error', onError);
    server.listen({ port, host: '127.0.0.1', exclusive: true }, () => {
      server.off('error', onError);
      resolve(true);
    });
  });
}
