/**
 * Tries providers in processes of their own, so that one which crashes costs nothing but its
 * report. One at a time: they would disturb each other's timing.
 */

import { fork } from 'node:child_process';
import { constants, setPriority } from 'node:os';
import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';

import type { ProviderName, ProviderReport } from './protocol.ts';
import { candidates, unavailable, type Measurement } from './providers.ts';

/** Beside this file; bundled for the desktop, it and we have another ending. */
const ENTRY = new URL(`./probe${extname(import.meta.url)}`, import.meta.url);
/** A first run compiles kernels (CUDA, WebGPU) for seconds; a driver that hangs takes for ever. */
const LIMIT_MS = 30_000;

export type Probe = (dir: string, provider: ProviderName, threads: number) => Promise<Measurement | { failed: string }>;

/** Measures `provider` on the bundle at `dir` in a process of its own. Never rejects. */
export const probeInChild: Probe = (dir, provider, threads) =>
  new Promise((resolve) => {
    const child = fork(fileURLToPath(ENTRY), [dir, provider, String(threads)], {
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
      execArgv: [],
      // Inside Electron the executable is Electron's; this makes it a plain Node.
      env: { ...process.env, ELECTRON_RUN_AS_NODE: '1', ORT_DISABLE_TELEMETRY: '1' },
    });
    // The kicks that are being played come first.
    if (child.pid !== undefined) setPriority(child.pid, constants.priority.PRIORITY_BELOW_NORMAL);
    const end = (): void => {
      child.kill('SIGKILL');
    };
    let late = false;
    const limit = setTimeout(() => {
      late = true;
      end();
    }, LIMIT_MS);
    process.once('exit', end);
    let outcome: Measurement | undefined;
    child.on('message', (message) => {
      outcome = message as Measurement;
    });
    child.once('error', (error) => {
      resolve({ failed: error.message });
    });
    child.once('exit', (code, signal) => {
      clearTimeout(limit);
      process.off('exit', end);
      const how = signal === null ? `the trial ended with exit code ${String(code)}` : `the trial was ended by ${signal}`;
      resolve(outcome ?? { failed: late ? `no answer within ${String(LIMIT_MS / 1000)} s` : how });
    });
  });

/** Reports on every provider this platform may have, the CPU last. */
export async function probeAll(dir: string, threads: number, probe: Probe): Promise<ProviderReport[]> {
  const reports: ProviderReport[] = [];
  let cpu: ProviderReport = { name: 'cpu', available: true, reason: null, ms: null, error: 0 };
  for (const name of candidates(process.platform)) {
    if (name === 'cpu') continue;
    const outcome = await probe(dir, name, threads);
    if ('failed' in outcome) {
      reports.push(unavailable(name, outcome.failed));
    } else {
      reports.push(outcome.candidate);
      cpu = outcome.cpu;
    }
  }
  return [...reports, cpu];
}
