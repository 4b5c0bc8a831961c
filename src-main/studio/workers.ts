/** Engine processes for work that must not delay a kick: each started when there is work for it that no other is free for. */

import type { Engine } from '../engine/client.ts';
import type { StudioDeps } from './ports.ts';

export interface Workers {
  /** Does `work` with a process that is free. */
  use: <T>(work: (engine: Engine) => Promise<T>) => Promise<T>;
  /** Ends them all. */
  close: () => Promise<void>;
}

export function createWorkers(start: StudioDeps['startEngine']): Workers {
  const idle: Engine[] = [];
  const all: Engine[] = [];
  return {
    use: async (work) => {
      let engine = idle.pop();
      if (engine === undefined) {
        engine = start();
        all.push(engine);
      }
      try {
        return await work(engine);
      } finally {
        idle.push(engine);
      }
    },
    close: async () => {
      await Promise.all(all.map((engine) => engine.close()));
    },
  };
}
