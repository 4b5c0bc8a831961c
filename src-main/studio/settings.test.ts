/** What is settled takes effect, and is told to whoever listens. */

import { rmSync } from 'node:fs';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { FIRST_SETTINGS } from '../../src-preload/contract/settings.ts';
import { createFakeStudio, type FakeStudio } from './fixtures/fake-studio.ts';
import { createFakeEngine } from './fixtures/fake-engine.ts';
import { openSettings } from './settings-file.ts';
import { createSettings } from './settings.ts';

let world: FakeStudio;
beforeEach(() => {
  world = createFakeStudio();
});
afterEach(async () => {
  await world.studio.close();
  rmSync(world.dir, { recursive: true });
});

test('another provider begins with another engine process; the same one, or another setting, does not', async () => {
  const { engine, studio: { settings } } = world;
  expect((await settings.set({ provider: 'cpu' }, {})).settings).toEqual({ ...FIRST_SETTINGS, provider: 'cpu' });
  expect(engine.renewals).toBe(1);
  await settings.set({ provider: 'cpu', exportFormat: 'wav16' }, {});
  expect(engine.renewals).toBe(1);
  expect((await settings.reset({}, {})).settings).toEqual(FIRST_SETTINGS);
  expect(engine.renewals).toBe(2);
});

test('where this start was told a provider, that one stays', async () => {
  const engine = createFakeEngine();
  const { handlers } = createSettings({
    engine,
    settings: openSettings(`${world.dir}/other.json`, () => undefined),
    startedWith: { provider: 'cpu', library: true },
    libraryDir: () => '/kicks',
  });
  expect(await handlers.set({ provider: 'cuda' }, {})).toMatchObject({ settings: { provider: 'cuda' }, startedWith: { provider: 'cpu', library: true }, libraryDir: '/kicks' });
  expect(engine.renewals).toBe(0);
});

test('reset leaves the place of the library', async () => {
  const settings = openSettings(`${world.dir}/settings.json`, () => undefined);
  await settings.keep({ library: '/kicks', theme: 'light' });
  await world.studio.settings.reset({}, {});
  expect(settings.read()).toEqual({ ...FIRST_SETTINGS, library: '/kicks', model: null });
});

test('a change is told, and the page looks so from its next first frame on', async () => {
  const { studio } = world;
  const heard = vi.fn();
  const stop = studio.on('settingsChanged', heard);
  const state = await studio.settings.set({ theme: 'light' }, {});
  expect(heard.mock.calls).toEqual([[state]]);
  expect(studio.theme()).toBe('light');
  stop();
  await studio.settings.set({ theme: 'dark' }, {});
  expect(heard).toHaveBeenCalledOnce();
});

test('what the program is made of is told, or the file that is not there', async () => {
  expect(await world.studio.system.about({}, {})).toEqual({ version: '0.0.0', licence: 'MIT', notices: '# Notices\n' });
  rmSync(`${world.dir}/notices.md`);
  await expect(world.studio.system.about({}, {})).rejects.toMatchObject({ code: 'FILE_NOT_READABLE', message: expect.stringContaining('notices.md') as string });
});
