/** What the user has chosen about the page itself; kept by the browser over restarts. */

import { createStore, type StoreApi } from 'zustand/vanilla';
import { persist } from 'zustand/middleware';

export interface PreferencesState {
  /** Whether single keys do something. */
  singleKeys: boolean;
  setSingleKeys: (on: boolean) => void;
}

export type Preferences = StoreApi<PreferencesState>;

export function createPreferences(): Preferences {
  return createStore<PreferencesState>()(
    persist(
      (set) => ({ singleKeys: true, setSingleKeys: (singleKeys) => set({ singleKeys }) }),
      { name: 'kicklab-preferences', partialize: ({ singleKeys }) => ({ singleKeys }) },
    ),
  );
}
