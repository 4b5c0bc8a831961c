/** `npm start`: the window where Electron is there (a stand-in for its program), else the page. */

import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join, resolve } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { bundle } from '../../scripts/bundle.ts';

const ROOT = resolve(import.meta.dirname, '../..');
const START = join(ROOT, 'scripts/start.ts');
const dir = mkdtempSync(join(tmpdir(), 'kicklab-start-'));
let child: ChildProcess | undefined;

afterEach(async () => {
  if (child?.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  await ended;
});
afterAll(() => {
  rmSync(dir, { recursive: true });
});

interface Said {
  stdout: string;
  stderr: string;
}

/** Starts it; what it says comes in as it does. */
function start(args: string[], env: Record<string, string>): Said {
  const started = spawn(process.execPath, [START, ...args], {
    // An empty variable counts as none.
    env: { ...process.env, DISPLAY: '', WAYLAND_DISPLAY: '', PORT: '', ...env, KICKLAB_LIBRARY: join(dir, 'library'), KICKLAB_SETTINGS: join(dir, 'settings.json') },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  child = started;
  const said = { stdout: '', stderr: '' };
  started.stdout.on('data', (data: Buffer) => (said.stdout += data.toString()));
  started.stderr.on('data', (data: Buffer) => (said.stderr += data.toString()));
  return said;
}

/** Once there is an address. */
async function served(said: Said): Promise<Said> {
  await expect.poll(() => said.stdout, { timeout: 30_000 }).toContain('\n');
  return said;
}

/** A program of this name and body, first on the PATH or as Electron's. */
function program(name: string, body: string): void {
  writeFileSync(join(dir, name), `#!/bin/sh\n${body}\n`);
  chmodSync(join(dir, name), 0o755);
}
const DISPLAY = { DISPLAY: ':99', PATH: `${dir}${delimiter}${process.env.PATH ?? ''}`, ELECTRON_OVERRIDE_DIST_PATH: dir };
const opened = join(dir, 'opened');

beforeEach(({ skip }) => {
  skip(process.platform !== 'linux', 'only on Linux does the environment decide whether there is a display');
});

describe('npm start', () => {
  beforeAll(async () => {
    await bundle();
    program('xdg-open', `printf '%s' "$1" > '${opened}'`);
  });

  it('serves the page where there is no display, with the address alone on stdout', async () => {
    const { stdout, stderr } = await served(start([], {}));
    expect(stdout).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/\n$/);
    expect(stderr).toBe('There is no display: serving the page instead of opening a window.\n');
    expect((await fetch(stdout.trim())).status).toBe(200);
  });

  it('shows the page in a browser when it is asked for and there is a display', async () => {
    const { stdout, stderr } = await served(start(['--web', '--port', '0'], DISPLAY));
    expect(stdout).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/\n$/);
    expect(stderr).toBe('');
    await expect.poll(() => existsSync(opened) && readFileSync(opened, 'utf8')).toBe(stdout.trim());
  });

  it('opens the window and ends with it', async () => {
    const windowOpened = join(dir, 'window');
    program('electron', `printf '%s\\n' "$ELECTRON_RUN_AS_NODE" "$@" > '${windowOpened}'`);
    const said = start(['--library', 'kicks'], { ...DISPLAY, ELECTRON_RUN_AS_NODE: '1' });
    expect((await once(child!, 'close'))[0]).toBe(0);
    expect(readFileSync(windowOpened, 'utf8').split('\n')).toEqual(['', ROOT, '--library', 'kicks', '']);
    expect(said).toEqual({ stdout: '', stderr: '' });
  });

  it('serves the page where Electron cannot run', async () => {
    program('electron', 'kill -TRAP $$');
    const { stdout, stderr } = await served(start([], DISPLAY));
    expect(stdout).toMatch(/^http:/);
    expect(stderr).toContain('Electron ended at once (SIGTRAP): serving the page instead.');
  });
});
