/** Picks the way to the program that this page was opened through. */

import type { Bridge } from '../../src-preload/contract/bridge.ts';
import { createBridgeConnection } from './bridge.ts';
import type { Connection } from './connection.ts';
import { createWebConnection } from './web.ts';

declare global {
  interface Window {
    /** There in the desktop window alone. */
    kicklab?: Bridge;
  }
}

export function connect(): Connection {
  if (window.kicklab !== undefined) return createBridgeConnection(window.kicklab);
  const token = document.querySelector<HTMLMetaElement>('meta[name="kicklab-token"]')?.content ?? '';
  return createWebConnection({ origin: location.origin, token });
}
