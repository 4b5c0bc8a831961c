/** What is settled for the program, as the page knows it; the theme among it is shown. */

import { createStore, type StoreApi } from 'zustand/vanilla';
import type { ErrorBody } from '../../src-preload/contract/errors.ts';
import type { Result } from '../../src-preload/contract/result.ts';
import type { ProgramSettings, SettingsState, Theme } from '../../src-preload/contract/settings.ts';
import type { Connection } from '../transport/connection.ts';

export interface KnownSettings {
  /** null until the first answer. */
  known: SettingsState | null;
}

export interface Settings extends StoreApi<KnownSettings> {
  refresh(): Promise<void>;
  settle(part: Partial<ProgramSettings>): Promise<void>;
  reset(): Promise<void>;
}

export interface SettingsDeps {
  connection: Connection;
  fail: (error: ErrorBody | null) => void;
  show: (theme: Theme) => void;
}

export function createSettings({ connection: { api, on }, fail, show }: SettingsDeps): Settings {
  const store = createStore<KnownSettings>(() => ({ known: null }));
  const take = (known: SettingsState): void => {
    show(known.settings.theme);
    store.setState({ known });
  };
  const answer = async (work: Promise<Result<SettingsState>>): Promise<void> => {
    const result = await work;
    fail(result.ok ? null : result.error);
    if (result.ok) take(result.value);
  };
  // Settled in another window of the same program.
  on('settingsChanged', take);
  return {
    ...store,
    refresh: async () => {
      const result = await api.settings.get({});
      if (result.ok) take(result.value);
      else fail(result.error);
    },
    settle: (part) => answer(api.settings.set(part)),
    reset: () => answer(api.settings.reset({})),
  };
}
