/**
 * `npm start`: brings what is bundled up to date and opens the desktop window where there is a
 * display and Electron's program is there or can be fetched; else serves the page, and shows it in
 * a browser where there is a display. `--web` asks for the page, and so does whatever only
 * `kicklab serve` understands: all arguments but `--web` go to it.
 */

import type { ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';
import { resolve } from 'node:path';
import { bundle } from './bundle.ts';
import { hasDisplay, openInBrowser } from './display.ts';
import { electronProgram, fetchElectron } from './electron.ts';
import { passOn } from './pass-on.mjs';

const root = resolve(import.meta.dirname, '..');
/** A window that ends this soon, and not well, was never seen. */
const NEVER_SEEN_MS = 5000;

const args = process.argv.slice(2).filter((argument) => argument !== '--web');
const asksForPage =
  args.length < process.argv.length - 2 ||
  (process.env.PORT ?? '') !== '' ||
  args.some((argument) => argument.startsWith('-') && !/^--(library|model)(=|$)/.test(argument));

try {
  await bundle();
  await start();
} catch (error) {
  console.error(`Kicklab could not be built: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
}

async function start(): Promise<void> {
  if (asksForPage) {
    serve();
    return;
  }
  if (!hasDisplay()) {
    console.error('There is no display: serving the page instead of opening a window.');
    serve();
    return;
  }
  const program = electronProgram() ?? (await fetchProgram());
  if (program !== null) openWindow(program);
  else serve();
}

async function fetchProgram(): Promise<string | null> {
  console.error('Fetching Electron, which opens the window (at most 30 s) ...');
  const failure = await fetchElectron();
  if (failure === null) return electronProgram();
  console.error(`Electron could not be fetched (${failure}): serving the page instead.`);
  return null;
}

function openWindow(program: string): void {
  // Editors set it in their terminals, and Electron would be plain Node.
  delete process.env.ELECTRON_RUN_AS_NODE;
  const started = performance.now();
  passOn(program, [root, ...args]).once('exit', (code, signal) => {
    const wanted = code === 0 || signal === 'SIGINT' || signal === 'SIGTERM' || signal === 'SIGHUP';
    if (wanted || performance.now() - started > NEVER_SEEN_MS) return;
    // A desktop without what Electron needs (its sandbox, a library) is still good for a browser.
    console.error(`Electron ended at once (${signal ?? `exit code ${String(code)}`}): serving the page instead.`);
    serve();
  });
}

function serve(): void {
  const command = [resolve(root, 'src-main/cli.ts'), 'serve', ...args];
  if (hasDisplay()) showAddress(passOn(process.execPath, command, ['inherit', 'pipe', 'inherit']));
  else passOn(process.execPath, command);
}

/** Passes on what the program prints, and opens the address that is its first line. */
function showAddress({ stdout }: ChildProcess): void {
  if (stdout === null) return;
  stdout.pipe(process.stdout);
  createInterface({ input: stdout }).once('line', (line) => {
    if (URL.canParse(line)) openInBrowser(line);
  });
}
