/** The built page: files of one folder and nothing outside it, the page itself with what it must know in its head. */

import { randomBytes } from 'node:crypto';
import { readFile, realpath } from 'node:fs/promises';
import { extname, isAbsolute, join, relative, sep } from 'node:path';
import { KicklabError } from '../../src-preload/contract/errors.ts';
import type { Theme } from '../../src-preload/contract/settings.ts';
import { contentSecurityPolicy, SECURITY_HEADERS } from './policy.ts';

const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
};

export interface PageFile {
  bytes: Uint8Array;
  /** Its type, and the policy of a page that it may be. */
  headers: { 'Content-Type': string } & Record<string, string>;
}

export interface PageFiles {
  /**
   * The file at a URL path.
   * @throws ROUTE_UNKNOWN for whatever is no file of the page; PAGE_NOT_BUILT
   */
  read(path: string): Promise<PageFile>;
}

export interface PageOptions {
  /**
   * What the page must know, as `<meta name="kicklab-NAME">`; the nonce of its styles, another one
   * each time it is loaded, is told beside it.
   */
  told?: Record<string, string>;
  /** How it is to look from its first frame on; as the machine says when left out. */
  theme?: () => Theme;
}

/** @param dir Folder of the built page. */
export function createPageFiles(dir: string, { told = {}, theme = () => 'system' }: PageOptions = {}): PageFiles {
  return {
    read: async (path) => {
      const file = contained(dir, path === '/' ? '/index.html' : path);
      const type = file === null ? undefined : TYPES[extname(file)];
      if (file === null || type === undefined) throw new KicklabError('ROUTE_UNKNOWN', { path: path.slice(0, 100) });
      const bytes = await readInside(dir, file);
      if (bytes === null) {
        if (path === '/') throw new KicklabError('PAGE_NOT_BUILT', { dir });
        throw new KicklabError('ROUTE_UNKNOWN', { path: path.slice(0, 100) });
      }
      const headers = { ...SECURITY_HEADERS, 'Content-Type': type };
      if (extname(file) !== '.html') return { bytes, headers };
      const nonce = randomBytes(16).toString('base64url');
      return {
        bytes: filledIn(bytes, { ...told, 'style-nonce': nonce }, theme()),
        headers: { ...headers, 'Content-Security-Policy': contentSecurityPolicy(nonce) },
      };
    },
  };
}

/**
 * The file that a URL path names below `dir`, or null where it would leave it (by `..`, an
 * absolute path, a drive letter, an encoded separator) or is no path at all.
 */
export function contained(dir: string, path: string): string | null {
  let decoded: string;
  try {
    decoded = decodeURIComponent(path);
  } catch {
    return null;
  }
  if (/[\0\\:]/.test(decoded)) return null;
  const file = join(dir, decoded);
  const below = relative(dir, file);
  if (below === '' || isAbsolute(below)) return null;
  // Nothing hidden is part of the page, and `..` begins like a hidden name.
  return below.split(sep).some((part) => part.startsWith('.')) ? null : file;
}

/** null where there is no such file, or where a link leads out of `dir`. */
async function readInside(dir: string, file: string): Promise<Uint8Array | null> {
  try {
    const below = relative(await realpath(dir), await realpath(file));
    return below.startsWith('..') || isAbsolute(below) ? null : await readFile(file);
  } catch {
    return null;
  }
}

/** @param metas Names and values that need no escaping. */
function filledIn(html: Uint8Array, metas: Record<string, string>, theme: Theme): Uint8Array {
  const tags = Object.entries(metas).map(([name, value]) => `<meta name="kicklab-${name}" content="${value}">`);
  const text = Buffer.from(html).toString('utf8').replace('<head>', `<head>${tags.join('')}`);
  return Buffer.from(theme === 'system' ? text : text.replace('<html', `<html data-theme="${theme}"`));
}
