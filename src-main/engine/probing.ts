/**
 * Tries providers in processes of their own, so that one which crashes costs nothing but its
 * report. One at a time: they would disturb each other's timing.
 */

import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';

import type { ProviderName, ProviderReport } from './protocol.ts';
import { candidates, unavailable, type Measurement } from './providers.ts';

const ENTRY = new URL('./probe.ts', import.meta.url);
/** A first run compiles kernels (CUDA, WebGPU) for seconds; a driver that hangs takes for ever. */
const LIMIT_MS = 60_000;

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
    const end = (): void => {
      child.kill('SIGKILL');
    };
    const limit = setTimeout(end, LIMIT_MS);
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
      resolve(outcome ?? { failed: signal === null ? `the trial ended with exit code ${String(code)}` : `the trial was ended by ${signal}` });
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
