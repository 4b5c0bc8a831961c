/** The built page: files of one folder and nothing outside it, with the launch token in its head. */

import { readFile, realpath } from 'node:fs/promises';
import { extname, isAbsolute, join, relative, sep } from 'node:path';
import { KicklabError } from '../../src-preload/contract/errors.ts';

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

export interface Asset {
  bytes: Uint8Array;
  type: string;
}

export interface Page {
  /** @throws ROUTE_UNKNOWN for whatever is no file of the page; PAGE_NOT_BUILT */
  read(path: string): Promise<Asset>;
}

export function createPage(dir: string, token: string): Page {
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
      return { type, bytes: extname(file) === '.html' ? withToken(bytes, token) : bytes };
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

function withToken(html: Uint8Array, token: string): Uint8Array {
  return Buffer.from(Buffer.from(html).toString('utf8').replace('<head>', `<head><meta name="kicklab-token" content="${token}">`));
}
