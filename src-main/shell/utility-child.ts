/** An engine child under Electron: a `utilityProcess`, which ends with the program whatever happens. */

import { utilityProcess } from 'electron';
import type { SpawnChild } from '../engine/client.ts';
import { childEnvironment } from '../engine/fork.ts';

/**
 * @param entry The bundled engine process.
 * @param name What the system's list of processes calls it.
 * @param env Added to our own environment.
 */
export function utilityChild({ entry, name, env }: { entry: string; name: string; env: NodeJS.ProcessEnv }): SpawnChild {
  return ({ afterCrash }) => {
    const child = utilityProcess.fork(entry, [], {
      serviceName: name,
      stdio: 'inherit',
      env: childEnvironment(env, afterCrash),
    });
    return {
      postMessage: (message) => {
        child.postMessage(message);
      },
      onMessage: (listener) => {
        child.on('message', listener);
      },
      onExit: (listener) => {
        child.once('exit', (code) => {
          listener(`exit code ${String(code)}`);
        });
      },
      kill: () => {
        child.kill();
      },
    };
  };
}
