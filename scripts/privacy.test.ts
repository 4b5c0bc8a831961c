/**
 * What Settings says of privacy, held: nothing in the program can open a connection to another machine.
 * The sources are read for every way that Node, Electron and a page have to do so; that ONNX Runtime is
 * told to keep to itself is tested beside it (engine/runtime.test.ts), that the page asks nobody but its
 * host while it is used, in e2e/studio/settings.test.ts.
 */

import { readdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join, relative, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { childEnvironment } from '../src-main/engine/fork.ts';
import { listen } from '../src-main/host/listen.ts';
import { contentSecurityPolicy } from '../src-main/page/policy.ts';

const root = resolve(import.meta.dirname, '..');

/** Ways out, and the only files that may name them: `host/` answers, the page's transport asks its own host. */
const WAYS: readonly (readonly [what: string, pattern: RegExp, allowed: RegExp])[] = [
  ['a server, or its requests and replies', /from '(node:)?http'/, /^src-main\/host\//],
  ['a connection of its own', /from '(node:)?(https|http2|net|tls|dgram|dns|dns\/promises|inspector)'/, /^src-main\/host\/listen\.ts$/],
  ['a WebSocket package', /from 'ws'/, /^src-main\/host\//],
  ['a request of the page', /\b(fetch|WebSocket|EventSource|XMLHttpRequest|WebTransport|RTCPeerConnection)\(/, /^src-renderer\/transport\/(event-stream|socket)\.ts$/],
  ['a beacon', /sendBeacon/, /^$/],
  ['a way out of Electron', /\b(autoUpdater|crashReporter|openExternal|net\.request|net\.fetch)\b/, /^$/],
];

const sources = ['src-main', 'src-preload', 'src-renderer'].flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name) && !/\.test\.tsx?$/.test(entry.name))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)).replaceAll('\\', '/'))
    .filter((path) => !path.includes('/fixtures/'))
    .map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') })),
);

test.each(WAYS)('%s is named nowhere else', (_, pattern, allowed) => {
  expect(sources.length).toBeGreaterThan(200);
  expect(sources.filter(({ path, text }) => pattern.test(text) && !allowed.test(path)).map(({ path }) => path)).toEqual([]);
});

test('the patterns find what they are to find', () => {
  const found = (what: number): string[] => sources.filter(({ text }) => WAYS[what][1].test(text)).map(({ path }) => path);
  expect(found(0)).toContain('src-main/host/host.ts');
  expect(found(1)).toEqual(['src-main/host/listen.ts']);
  expect(found(3)).toEqual(['src-renderer/transport/event-stream.ts', 'src-renderer/transport/socket.ts']);
});

test('the page may load and call nothing but its host', () => {
  const rules = new Map(contentSecurityPolicy('nonce').split('; ').map((rule): [string, string] => [rule.split(' ')[0], rule.split(' ').slice(1).join(' ')]));
  expect(rules.get('default-src')).toBe("'none'");
  expect(rules.get('connect-src')).toBe("'self'");
  expect(rules.get('form-action')).toBe("'none'");
  for (const [rule, sources] of rules) expect(`${rule} ${sources}`).not.toMatch(/\*|https?:|wss?:/);
});

test('the host listens on this machine alone', async () => {
  const server = createServer();
  await listen(server, 0);
  expect((server.address() as AddressInfo).address).toBe('127.0.0.1');
  server.close();
});

test('an engine process has the telemetry of ONNX Runtime off, whatever its environment says', () => {
  expect(childEnvironment({ ORT_DISABLE_TELEMETRY: '0' }, false).ORT_DISABLE_TELEMETRY).toBe('1');
});
