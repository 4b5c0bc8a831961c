/**
 * Who may call the host: one pure decision over the facts of a request, made before anything
 * else is looked at. It guards against web pages (other origins, DNS rebinding), not against
 * other programs of this machine, which could open the same files anyway.
 */

import { createHash, timingSafeEqual } from 'node:crypto';
import { KicklabError } from '../../src-preload/contract/errors.ts';

export const TOKEN_HEADER = 'x-kicklab-token';

/** What the decision looks at; undefined where the header is absent. */
export interface RequestFacts {
  host: string | undefined;
  origin: string | undefined;
  token: string | undefined;
  /** Sec-Fetch-Site, which only browsers send and pages cannot forge. */
  fetchSite: string | undefined;
  /** Whether it asks for more than a file of the page: browsers cannot add a token to those. */
  api: boolean;
}

/** What is ours. */
export interface HostIdentity {
  port: number;
  /** Drawn anew at every start and written into our page. */
  token: string;
}

/** @returns null to go on, or why the request is refused. */
export function refusal(facts: RequestFacts, own: HostIdentity): KicklabError | null {
  const host = facts.host?.toLowerCase() ?? '';
  // A rebound DNS name reaches this socket too, but under its own name.
  if (!ownHosts(own.port).includes(host)) return new KicklabError('HOST_REFUSED', { host: shown(facts.host) });
  // `same-site` is a page on another port of this machine: not ours either.
  if (facts.fetchSite !== undefined && facts.fetchSite !== 'same-origin' && facts.fetchSite !== 'none') {
    return new KicklabError('CROSS_SITE_REFUSED', { site: shown(facts.fetchSite) });
  }
  if (facts.origin === undefined) return null;
  if (facts.origin !== `http://${host}`) return new KicklabError('ORIGIN_REFUSED', { origin: shown(facts.origin) });
  if (!facts.api) return null;
  return sameToken(facts.token, own.token) ? null : new KicklabError('TOKEN_REFUSED', { origin: shown(facts.origin) });
}

function ownHosts(port: number): string[] {
  const names = ['127.0.0.1', 'localhost', '[::1]'];
  // Browsers leave out the default port.
  return [...names.map((name) => `${name}:${String(port)}`), ...(port === 80 ? names : [])];
}

/** Compared by hash, so that neither length nor content shows in the time it takes. */
function sameToken(given: string | undefined, own: string): boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  return given !== undefined && timingSafeEqual(digest(given), digest(own));
}

/** A header as it may stand in a message: bounded and printable. */
function shown(header: string | undefined): string {
  return (header ?? '(none)').slice(0, 100).replace(/[^\x20-\x7e]/g, '?');
}
