/** The frame of every screen, through both doors: the rail, the transport, and the screens that stand in it. */

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { GESTURES, SHORTCUTS } from '../../src-renderer/app/shortcuts.ts';
import { faults } from '../fixtures/axe.ts';
import { DOORS, useDoor, type OpenDoor } from '../fixtures/doors.ts';
import { layoutOf } from '../fixtures/layout.ts';
import type { DesignPage } from '../pages/design.ts';
import { SCREEN_NAMES, shellPage, type ShellPage } from '../pages/shell.ts';
import { trainPage } from '../pages/train.ts';

/** For machines that have other work. */
const PATIENT = { timeout: 15_000 };
const SIZES = [{ width: 1440, height: 900 }, { width: 1024, height: 700 }];

describe.each(DOORS)('the shell through the %s door', (name) => {
  let door: OpenDoor;
  let design: DesignPage;
  let shell: ShellPage;
  let page: Page;
  let folder: string;

  useDoor(name, SIZES[0], (opened) => {
    door = opened;
    design = opened.design;
    page = design.page;
    shell = shellPage(page);
  });
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'kicklab-shell-'));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it('has a rail first, with every screen, and brings the focus to the heading of the one gone to', async () => {
    await shell.goTo('Design');
    expect(await shell.links.allTextContents()).toEqual(SCREEN_NAMES);
    for (const screen of SCREEN_NAMES.toReversed()) {
      await shell.goTo(screen);
      expect(await shell.rail.locator('[aria-current=page]').allTextContents()).toEqual([screen]);
      expect(await page.title()).toBe(`${screen} \u2013 Kicklab`);
      await expect.poll(() => shell.heading.evaluate((heading) => heading === document.activeElement), PATIENT).toBe(true);
    }
    await page.goBack();
    await expect.poll(() => shell.heading.textContent(), PATIENT).toBe('Morph');
    await page.evaluate(() => { location.hash = '#nowhere'; });
    await expect.poll(() => shell.heading.textContent(), PATIENT).toBe('Design');
  });

  it('keeps the kick at hand and its shape from screen to screen, in silence', async () => {
    await design.slider('Decay').fill('0.8');
    await design.hears(1);
    await shell.goTo('Library');
    await shell.goTo('Design');
    expect(await design.position('Decay')).toBe(0.8);
    expect(await design.steps().count()).toBe(2);
    expect(await design.heard()).toBe(1);
    await shell.goTo('Settings');
    await shell.button('Play').click();
    await design.hears(2);
  });

  it('loops at its tempo, takes the latest sound at the next beat, and stops', async () => {
    await shell.type(/^Tempo/, '120');
    await shell.button('Loop').click();
    await shell.button('Play').click();
    await design.heardAtLeast(3);
    await design.slider('Click').fill('0.9');
    await design.heardAtLeast((await design.heard()) + 4);
    await shell.button('Stop').click();
    const sounds = await page.evaluate(() => window.heard.map(({ when, samples }) => ({ when, first: samples.slice(0, 2000).join() })));
    expect(sounds[0].when).toBe(0);
    // Nothing cuts into a beat: what was moved waits for its time.
    const later = sounds.slice(1);
    expect(later.filter(({ when }) => when > 0).length).toBeGreaterThanOrEqual(later.length - 1);
    // What was handed over for one beat replaces what was before.
    const beats = [...new Map(later.map(({ when, first }) => [when, first]))];
    expect(new Set(beats.map(([, first]) => first)).size).toBe(2);
    const gaps = beats.slice(1).map(([when], i) => when - beats[i][0]);
    expect(gaps.filter((gap) => Math.abs(gap - 0.5) < 1e-9).length).toBeGreaterThanOrEqual(gaps.length - 2);
    await page.waitForTimeout(1200);
    expect(await design.heard()).toBe(sounds.length);
    await shell.button('Loop').click();
  });

  it('measures what leaves, behind the master, whose place it keeps', async () => {
    // A screen that comes to no frame for a third of a second misses the peak: it is played until one is seen.
    const peak = async (): Promise<number> => {
      await shell.button('Play').click();
      await page.waitForTimeout(700);
      return shell.peak();
    };
    await expect.poll(peak, PATIENT).toBeCloseTo(-1, 0);
    await shell.type(/^Master level/, '-20');
    await expect.poll(peak, PATIENT).toBeCloseTo(-21, 0);
    await door.reload();
    expect(await page.getByRole('slider', { name: 'Master level' }).getAttribute('aria-valuetext')).toBe('\u221220.0 dB');
    await page.getByRole('slider', { name: 'Master level' }).dblclick();
    await expect.poll(() => page.getByRole('slider', { name: 'Master level' }).getAttribute('aria-valuetext'), PATIENT).toBe('0.0 dB');
  });

  it('sends the sound to the device that is chosen, also after a restart', async () => {
    const stub = (): void => {
      const device = (deviceId: string, label: string) => ({ deviceId, label, kind: 'audiooutput', groupId: '' });
      navigator.mediaDevices.enumerateDevices = () => Promise.resolve([device('default', 'Default'), device('usb', 'USB interface')] as MediaDeviceInfo[]);
      const sinks: string[] = [];
      Object.assign(window, { sinks });
      Object.assign(AudioContext.prototype, {
        setSinkId: (id: string) => {
          sinks.push(id);
          return Promise.resolve();
        },
      });
    };
    const sinks = () => page.evaluate(() => (window as unknown as { sinks: string[] }).sinks);
    await page.evaluate(stub);
    await shell.button('Play').click();
    await shell.button('Output device').click();
    await page.getByRole('menuitemradio', { name: 'USB interface' }).click();
    await expect.poll(sinks, PATIENT).toEqual(['usb']);
    await door.reload();
    await page.evaluate(stub);
    await shell.button('Play').click();
    await expect.poll(sinks, PATIENT).toEqual(['usb']);
    await shell.goTo('Settings');
    await page.getByRole('button', { name: 'USB interface' }).click();
    await page.getByRole('menuitemradio', { name: 'Where the system sends it' }).click();
    await expect.poll(() => page.getByRole('main').getByRole('button', { name: 'Where the system sends it' }).count(), PATIENT).toBe(1);
    expect(await sinks()).toEqual(['usb', '']);
  });

  it('tells every key there is', async () => {
    await page.keyboard.press('?');
    const told = (await page.getByRole('dialog', { name: 'Keyboard shortcuts' }).textContent()) ?? '';
    for (const { words } of [...SHORTCUTS, ...GESTURES]) expect(told).toContain(words);
    await page.keyboard.press('Escape');
  });

  it('says what it cannot bring in to be trained on', async () => {
    const train = trainPage(page);
    await train.open();
    await train.bring(join(folder, 'nothing'));
    await expect.poll(() => page.getByRole('alert').textContent(), PATIENT).toContain('nothing');
    await shell.button('Dismiss').click();
  });

  it.each(SIZES)('has no serious fault and nothing cut or covered on its own screens at $width x $height', async (size) => {
    await page.setViewportSize(size);
    for (const screen of ['Library', 'Packs', 'Train', 'Settings'] as const) {
      await shell.goTo(screen);
      expect(await faults(door)).toEqual([]);
      await expect.poll(() => layoutOf(page)).toEqual({ size: [size.width, size.height], cut: [], overlaps: [] });
    }
  });
});
