/**
 * The command line's root: joins engine processes, studio, host and the terminal. What the
 * commands do stands in `commands/`.
 */

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { dataFolder } from './base/data-folder.ts';
import type { Cli } from './commands/command.ts';
import { EXIT } from './commands/command.ts';
import { run } from './commands/run.ts';
import { createEngine } from './engine/client.ts';
import { forkChild, TRAINING_ENV } from './engine/fork.ts';
import { startHost } from './host/host.ts';
import { createStudio, type Studio } from './studio/studio.ts';

const appDir = fileURLToPath(new URL('..', import.meta.url));
const version = versionIn(join(appDir, 'package.json'));
const debug = process.argv.includes('--debug');

function versionIn(file: string): string {
  return (JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version;
}

function openStudio({ provider }: { provider?: string }): Studio {
  const env = { ...(provider === undefined ? {} : { KICKLAB_PROVIDER: provider }), ...(debug ? { KICKLAB_DEBUG: '1' } : {}) };
  const runtime = createRequire(import.meta.url).resolve('onnxruntime-node/package.json');
  return createStudio({
    engine: createEngine({ spawn: forkChild({ env }) }),
    startTrainer: () => createEngine({ spawn: forkChild({ env: { ...env, ...TRAINING_ENV } }) }),
    modelRoots: { app: join(appDir, 'models'), user: process.env.KICKLAB_MODELS ?? join(dataFolder(), 'models') },
    versions: {
      kicklab: version,
      node: process.versions.node,
      'onnxruntime-node': versionIn(runtime),
      platform: `${process.platform} ${process.arch}`,
    },
  });
}

const serve: Cli['startHost'] = async ({ studio, port, model }) => {
  const host = await startHost({
    studio,
    port,
    model,
    version,
    pageDir: join(appDir, 'out', 'renderer'),
    onFault: (thrown) => {
      process.stderr.write(`${thrown instanceof Error ? ((debug ? thrown.stack : undefined) ?? thrown.message) : String(thrown)}\n`);
    },
  });
  // Opens the model before the first request asks for it; what is wrong with it that one is told.
  studio.renderWav({ base: { seed: 1, index: 1 }, format: 'wav24', model }, {}).catch(() => undefined);
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
  openStudio,
  startHost: serve,
  signal: interrupt.signal,
  stdout: (text) => process.stdout.write(text),
  stderr: (text) => process.stderr.write(text),
  interactive: process.stderr.isTTY,
});
