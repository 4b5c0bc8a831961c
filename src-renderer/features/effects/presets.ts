/** The chains that the user has named; kept by the browser over restarts, as the preferences are. */

import { persist } from 'zustand/middleware';
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { EffectChain } from '../../../src-preload/contract/effects.ts';
import { readChain } from './chain.ts';

export interface UserPreset {
  name: string;
  effects: EffectChain;
}

export interface PresetsState {
  /** By name. */
  mine: readonly UserPreset[];
  /** Keeps a chain; one of the same name is replaced. */
  save: (preset: UserPreset) => void;
  remove: (name: string) => void;
}

export type Presets = StoreApi<PresetsState>;

export function createPresets(): Presets {
  return createStore<PresetsState>()(
    persist(
      (set) => ({
        mine: [],
        save: (preset) => { set(({ mine }) => ({ mine: byName([...except(mine, preset.name), preset]) })); },
        remove: (name) => { set(({ mine }) => ({ mine: except(mine, name) })); },
      }),
      {
        name: 'kicklab-effect-presets',
        partialize: ({ mine }) => ({ mine }),
        merge: (kept, fresh) => ({ ...fresh, mine: readPresets(kept) }),
      },
    ),
  );
}

/** What the browser kept, whichever version wrote it. */
function readPresets(kept: unknown): UserPreset[] {
  const mine: unknown = (kept as { mine?: unknown } | undefined)?.mine;
  if (!Array.isArray(mine)) return [];
  const read = mine.flatMap((each: { name?: unknown; effects?: unknown } | null) => {
    const effects = readChain(each?.effects);
    return typeof each?.name === 'string' && effects.length > 0 ? { name: each.name, effects } : [];
  });
  return byName(read);
}

const except = (presets: readonly UserPreset[], name: string): UserPreset[] => presets.filter((each) => each.name !== name);
const byName = (presets: UserPreset[]): UserPreset[] => presets.sort((a, b) => a.name.localeCompare(b.name));
