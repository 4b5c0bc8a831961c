/** What is settled is known, shown, and follows what other windows settle. */

import { expect, test, vi } from 'vitest';
import type { EventPayload } from '../../src-preload/contract/events.ts';
import type { ProgramSettings, SettingsState } from '../../src-preload/contract/settings.ts';
import type { Connection } from '../transport/connection.ts';
import { createSettings } from './settings.ts';

const first: SettingsState = {
  settings: { provider: 'auto', theme: 'dark', exportFormat: 'wav24', exportRate: 44_100 },
  startedWith: { provider: null, library: false },
  libraryDir: '/kicks',
  file: '/settings.json',
  trouble: null,
};
const gone = { code: 'HOST_UNREACHABLE', message: 'm', hint: 'h' } as const;

function world() {
  let state = first;
  let broken = false;
  let tell: (state: EventPayload<'settingsChanged'>) => void = () => undefined;
  const answer = (next: SettingsState) => {
    if (broken) return Promise.resolve({ ok: false, error: gone });
    state = next;
    return Promise.resolve({ ok: true, value: state });
  };
  const connection = {
    api: {
      settings: {
        get: () => answer(state),
        set: (part: Partial<ProgramSettings>) => answer({ ...state, settings: { ...state.settings, ...part } }),
        reset: () => answer(first),
      },
    },
    on: (_: string, listener: typeof tell) => {
      tell = listener;
      return () => undefined;
    },
  } as unknown as Connection;
  const [fail, show] = [vi.fn(), vi.fn()];
  return { settings: createSettings({ connection, fail, show }), fail, show, tell: (changed: SettingsState) => { tell(changed); }, break: () => { broken = true; } };
}

test('nothing is known before the first answer; then everything, and its theme is shown', async () => {
  const { settings, show } = world();
  expect(settings.getState().known).toBeNull();
  await settings.refresh();
  expect(settings.getState().known).toEqual(first);
  expect(show).toHaveBeenLastCalledWith('dark');
});

test('what is settled here or in another window is known and shown', async () => {
  const { settings, show, tell } = world();
  await settings.settle({ theme: 'light', exportRate: 96_000 });
  expect(settings.getState().known?.settings).toEqual({ ...first.settings, theme: 'light', exportRate: 96_000 });
  expect(show).toHaveBeenLastCalledWith('light');
  tell({ ...first, settings: { ...first.settings, theme: 'system' } });
  expect(show).toHaveBeenLastCalledWith('system');
  await settings.reset();
  expect(settings.getState().known).toEqual(first);
});

test('what cannot be settled is told, and what was stays', async () => {
  const { settings, fail, show, break: cut } = world();
  await settings.refresh();
  cut();
  await settings.settle({ theme: 'light' });
  expect(fail).toHaveBeenLastCalledWith(gone);
  expect(settings.getState().known).toEqual(first);
  expect(show).toHaveBeenCalledOnce();
});
