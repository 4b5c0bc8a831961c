/** An engine child under plain Node: `child_process.fork` with structured clone. */

import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';

import type { ChildPort, SpawnChild } from './client.ts';
import type { EngineReply } from './protocol.ts';

const ENTRY = new URL('./process.ts', import.meta.url);

/**
 * For a child that trains: a step hands three vectors of millions of floats back and forth, and
 * with huge pages glibc spares most of their page faults (a tenth of the step, measured). Other
 * platforms ignore it.
 */
export const TRAINING_ENV: NodeJS.ProcessEnv = {
  GLIBC_TUNABLES: process.env.GLIBC_TUNABLES ?? 'glibc.malloc.hugetlb=1',
};

/** What a child's environment is made of: ours, what the root adds, and what the engine itself reads. */
export function childEnvironment(added: NodeJS.ProcessEnv, afterCrash: boolean): NodeJS.ProcessEnv {
  return { ...process.env, ...added, ORT_DISABLE_TELEMETRY: '1', ...(afterCrash ? { KICKLAB_AFTER_CRASH: '1' } : {}) };
}

/**
 * Spawns `entry` (the engine's `process.ts`) as a child. Its output goes to our stderr: stdout
 * belongs to the command that runs. `env` is added to our own environment.
 */
export function forkChild({ entry = ENTRY, env = {} }: { entry?: URL; env?: NodeJS.ProcessEnv } = {}): SpawnChild {
  return ({ afterCrash }): ChildPort => {
    const child = fork(fileURLToPath(entry), [], {
      serialization: 'advanced',
      stdio: ['ignore', 2, 2, 'ipc'],
      execArgv: [],
      env: childEnvironment(env, afterCrash),
    });
    return {
      postMessage: (message) => {
        // A message to a child that is already gone is lost with it; `onExit` tells.
        if (child.connected) child.send(message, () => undefined);
      },
      onMessage: (listener) => {
        child.on('message', (message) => {
          listener(message as EngineReply);
        });
      },
      onExit: (listener) => {
        let told = false;
        const tell = (reason: string): void => {
          if (told) return;
          told = true;
          listener(reason);
        };
        child.once('exit', (code, signal) => {
          tell(signal === null ? `exit code ${String(code)}` : `killed by ${signal}`);
        });
        child.once('error', (error) => {
          if (child.pid === undefined) tell(error.message);
        });
      },
      kill: () => {
        child.kill('SIGKILL');
      },
    };
  };
}
