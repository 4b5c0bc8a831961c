/** Sounds of saved kicks, heard as the hand moves through a list: the latest wins, and those heard lately are kept. */

import type { ErrorBody } from '../../../src-preload/contract/errors.ts';
import type { Api } from '../../../src-preload/contract/verbs.ts';
import type { Sound } from '../../audio/looper.ts';
import { createLatest } from '../../session/latest.ts';

export interface KickSounds {
  /** Lets a kick be heard as soon as its sound is there, unless another is asked for before. */
  hear(id: string): void;
  /** Lets none be heard that was not heard yet. */
  leave(): void;
}

/** Some 150 KiB each. */
const KEPT = 64;

export function createKickSounds({ api, hear, fail }: { api: Api; hear: (sound: Sound) => void; fail: (error: ErrorBody | null) => void }): KickSounds {
  const kept = new Map<string, Sound>();
  const latest = createLatest(
    (id: string) => api.library.hear({ id }),
    (result, id) => {
      fail(result.ok ? null : result.error);
      if (!result.ok) return;
      kept.set(id, result.value);
      for (const oldest of [...kept.keys()].slice(0, -KEPT)) kept.delete(oldest);
      hear(result.value);
    },
  );
  return {
    hear: (id) => {
      const known = kept.get(id);
      if (known === undefined) {
        latest.ask(id);
        return;
      }
      latest.forget();
      hear(known);
    },
    leave: () => { latest.forget(); },
  };
}
