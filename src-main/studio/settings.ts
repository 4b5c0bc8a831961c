/** What is settled, as the doors see it. Another provider begins with another engine process. */

import { FIRST_SETTINGS, type SettingsState } from '../../src-preload/contract/settings.ts';
import type { Source } from './events.ts';
import type { Handlers, StudioDeps } from './ports.ts';

export interface SettingsUse {
  handlers: Handlers['settings'];
  /** Tells what is settled after each change. */
  watch: Source<'settingsChanged'>;
}

export function createSettings({ engine, settings, startedWith, libraryDir }: Pick<StudioDeps, 'engine' | 'settings' | 'startedWith'> & { libraryDir: () => string }): SettingsUse {
  const state = (): SettingsState => {
    const { provider, theme, exportFormat, exportRate } = settings.read();
    return { settings: { provider, theme, exportFormat, exportRate }, startedWith, libraryDir: libraryDir(), file: settings.file, trouble: settings.trouble() };
  };
  const keep = async (part: Partial<SettingsState['settings']>): Promise<SettingsState> => {
    const before = settings.read().provider;
    await settings.keep(part);
    const now = state();
    if (now.settings.provider !== before && startedWith.provider === null) engine.renew();
    return now;
  };
  return {
    handlers: {
      get: () => Promise.resolve(state()),
      set: keep,
      reset: () => keep(FIRST_SETTINGS),
    },
    watch: (tell) => settings.watch(() => { tell(state()); }),
  };
}
