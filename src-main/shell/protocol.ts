/** `app://kicklab`: the built page as the desktop window sees it. It serves files and nothing else. */

import type { Protocol } from 'electron';
import { failureOf } from '../../src-preload/contract/result.ts';
import type { PageFiles } from '../page/files.ts';

const SCHEME = 'app';
/** The only origin that a page of ours has. */
export const PAGE_ORIGIN = `${SCHEME}://kicklab`;
export const PAGE_URL = `${PAGE_ORIGIN}/`;

/** Makes `app://` as good as https; to be called before the program is ready. */
export function declareScheme(protocol: Pick<Protocol, 'registerSchemesAsPrivileged'>): void {
  const privileges = { standard: true, secure: true, supportFetchAPI: true, stream: true };
  protocol.registerSchemesAsPrivileged([{ scheme: SCHEME, privileges }]);
}

/** Whether the page itself may go to `url`: only to where it is, as a reload does. */
export function mayNavigate(url: string): boolean {
  try {
    const { href } = new URL(url);
    return href === PAGE_URL || href.startsWith(`${PAGE_URL}?`) || href.startsWith(`${PAGE_URL}#`);
  } catch {
    return false;
  }
}

/** Answers every request for `app://`. */
export function servePage(protocol: Pick<Protocol, 'handle'>, files: PageFiles): void {
  protocol.handle(SCHEME, (request) => answer(request, files));
}

/** Files by GET; whatever else is asked gets a status and its reason as text. */
export async function answer({ method, url }: Pick<Request, 'method' | 'url'>, files: PageFiles): Promise<Response> {
  const { protocol, host, pathname } = new URL(url);
  // Compared as text: the origin of a scheme that Node does not know is no use to it.
  if (`${protocol}//${host}` !== PAGE_ORIGIN) return plain(404, 'nothing is here');
  if (method !== 'GET') return plain(405, `${method} is not taken`);
  try {
    const { bytes, headers } = await files.read(pathname);
    return new Response(Uint8Array.from(bytes), { headers });
  } catch (thrown) {
    const { kind, message } = failureOf(thrown);
    return plain(kind === 'missing' ? 404 : 500, message);
  }
}

function plain(status: number, text: string): Response {
  return new Response(text, { status, headers: { 'Content-Type': 'text/plain; charset=utf-8', 'X-Content-Type-Options': 'nosniff' } });
}
