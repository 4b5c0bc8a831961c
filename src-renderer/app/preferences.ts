/** What the user has chosen about the page itself; kept by the browser over restarts. */

import { createStore, type StoreApi } from 'zustand/vanilla';
import { persist } from 'zustand/middleware';

/** An audio device, as it was called when it was chosen. */
export interface DeviceChoice {
  id: string;
  label: string;
}

export interface Choices {
  /** Whether single keys do something. */
  singleKeys: boolean;
  /** Level of everything that is heard, dB. */
  masterDb: number;
  /** Beats a minute of the loop. */
  tempo: number;
  /** Where the sound goes; null is where the system sends it. */
  output: DeviceChoice | null;
}

export interface PreferencesState extends Choices {
  choose: (choices: Partial<Choices>) => void;
  /** Everything as it was at first. */
  reset: () => void;
}

export type Preferences = StoreApi<PreferencesState>;

const FIRST: Choices = { singleKeys: true, masterDb: 0, tempo: 128, output: null };

export function createPreferences(): Preferences {
  return createStore<PreferencesState>()(
    persist((set) => ({ ...FIRST, choose: (choices) => { set(choices); }, reset: () => { set(FIRST); } }), { name: 'kicklab-preferences' }),
  );
}
