/**
 * The command line's root: joins engine processes, studio, host and the terminal. What the
 * commands do stands in `commands/`.
 */

import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Cli } from './commands/command.ts';
import { EXIT } from './commands/command.ts';
import { run } from './commands/run.ts';
import { forkChild } from './engine/fork.ts';
import { startHost } from './host/host.ts';
import { openStudio, versionIn } from './studio/open.ts';

const appDir = fileURLToPath(new URL('..', import.meta.url));
const version = versionIn(join(appDir, 'package.json'));
const debug = process.argv.includes('--debug');

const serve: Cli['startHost'] = async ({ studio, port }) => {
  const host = await startHost({
    studio,
    port,
    version,
    pageDir: join(appDir, 'out', 'renderer'),
    onFault: (thrown) => {
      process.stderr.write(`${thrown instanceof Error ? ((debug ? thrown.stack : undefined) ?? thrown.message) : String(thrown)}\n`);
    },
  });
  // Opens the model before the first request asks for it; what is wrong with it that one is told.
  studio.renderWav({ base: { seed: 1, index: 1 }, effects: [], format: 'wav24' }, {}).catch(() => undefined);
  return host;
};

const interrupt = new AbortController();
const stop = (): void => {
  // Whoever asks twice does not want to wait.
  if (interrupt.signal.aborted) process.exit(EXIT.interrupted);
  interrupt.abort();
};
process.on('SIGINT', stop);
process.on('SIGTERM', stop);
// A reader such as `head` may leave before we are done writing.
process.stdout.on('error', () => process.exit(EXIT.failed));

process.exitCode = await run(process.argv.slice(2), {
  version,
  openStudio: (options) => openStudio({ appDir, version, debug, spawn: (env) => forkChild({ env }), ...options }),
  startHost: serve,
  signal: interrupt.signal,
  stdout: (text) => process.stdout.write(text),
  stderr: (text) => process.stderr.write(text),
  interactive: process.stderr.isTTY,
});
