/**
 * Electron's program on this machine. `npm ci` installs the package without it (.npmrc: no scripts
 * are run), so that it is fetched when the desktop window is first asked for.
 */

import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, resolve } from 'node:path';

const fromHere = createRequire(import.meta.url);

/** Its path, or null where it was not fetched. */
export function electronProgram(): string | null {
  try {
    // Outside Electron the package is the path of its program, and throws where there is none.
    const program = fromHere('electron') as unknown as string;
    return existsSync(program) ? program : null;
  } catch {
    return null;
  }
}

const DAY_MS = 24 * 60 * 60 * 1000;

export interface FetchOptions {
  /** The script of the package that fetches it. */
  script: string;
  /** File in which a failure is remembered. */
  memory: string;
  limitMs: number;
}

const USUAL: FetchOptions = {
  script: fromHere.resolve('electron/install.js'),
  memory: resolve(import.meta.dirname, '../node_modules/.cache/kicklab/electron-not-fetched.txt'),
  limitMs: 30_000,
};

/**
 * Fetches it, unless that failed within the last day: nobody wants to wait for the same failure at
 * each start. @returns null when it is there now, else why it is not
 */
export async function fetchElectron({ script, memory, limitMs }: FetchOptions = USUAL): Promise<string | null> {
  if (existsSync(memory) && Date.now() - statSync(memory).mtimeMs < DAY_MS) return `${readFileSync(memory, 'utf8')}; it is tried again after a day`;
  const failure = await run(script, limitMs);
  if (failure === null) rmSync(memory, { force: true });
  else {
    mkdirSync(dirname(memory), { recursive: true });
    writeFileSync(memory, failure);
  }
  return failure;
}

function run(script: string, limitMs: number): Promise<string | null> {
  return new Promise((done) => {
    execFile(process.execPath, [script], { timeout: limitMs, killSignal: 'SIGKILL' }, (error, _stdout, stderr) => {
      if (error === null) done(null);
      else if (error.killed === true) done(`not there within ${String(limitMs / 1000)} s`);
      else done(reasonIn(stderr) ?? error.message);
    });
  });
}

/** The first line that tells something, of a program that ended with a stack trace. */
function reasonIn(stderr: string): string | undefined {
  const lines = stderr.split('\n').map((line) => line.trim()).filter((line) => line !== '' && !line.startsWith('at '));
  return lines.find((line) => /^\w*Error\b/.test(line)) ?? lines.at(0);
}
