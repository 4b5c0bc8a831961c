/** What is settled takes effect at once, outlives a restart, and the light theme is as sound as the dark one; through both doors. */

import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Page } from 'playwright';
import { describe, expect, it } from 'vitest';
import { readWav } from '../../src-main/audio/wav-read.ts';
import { faults } from '../fixtures/axe.ts';
import { DOORS, useDoor, type OpenDoor } from '../fixtures/doors.ts';
import { layoutOf } from '../fixtures/layout.ts';
import { MODEL_CARD } from '../fixtures/model-card.ts';
import type { DesignPage } from '../pages/design.ts';
import { settingsPage, type SettingsPage } from '../pages/settings.ts';
import { SCREEN_NAMES, shellPage, type ShellPage } from '../pages/shell.ts';

const SIZES = [{ width: 1440, height: 900 }, { width: 1024, height: 700 }];
/** As tokens.css has them. */
const PAGE = { dark: 'rgb(13, 14, 16)', light: 'rgb(238, 236, 232)' };

describe.each(DOORS)('settings through the %s door', (name) => {
  let door: OpenDoor;
  let design: DesignPage;
  let settings: SettingsPage;
  let shell: ShellPage;
  let page: Page;

  useDoor(name, SIZES[0], (opened) => {
    door = opened;
    design = opened.design;
    page = design.page;
    settings = settingsPage(page);
    shell = shellPage(page);
  }, { card: MODEL_CARD });

  const ground = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  /** How bright the waveform is drawn, 0 to 255; NaN where nothing is. */
  const waveInk = () => page.getByRole('img', { name: 'Waveform' }).locator('canvas').first().evaluate((canvas: HTMLCanvasElement) => {
    const { data } = canvas.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height) ?? { data: new Uint8ClampedArray() };
    const opaque = Array.from({ length: data.length / 4 }, (_, i) => 4 * i).filter((at) => data[at + 3] === 255);
    return opaque.reduce((sum, at) => sum + data[at], 0) / opaque.length;
  });

  const startAgain = async (): Promise<void> => {
    await shell.goTo('Design');
    await door.reload();
  };

  /** Keeps the kick at hand. @returns how many are kept now */
  const saveOne = async (): Promise<number> => {
    await design.button('Save').click();
    const told = page.getByText(/^Saved as /);
    await told.waitFor();
    const name = (await told.textContent())?.slice('Saved as '.length) ?? '';
    await page.getByRole('button', { name: `Open ${name}`, exact: true }).waitFor();
    return design.cards().count();
  };

  it('shows another theme at once, the waveform too, and from the first frame on after a restart', async () => {
    expect(await ground()).toBe(PAGE.dark);
    await expect.poll(waveInk).toBeGreaterThan(200);
    await settings.open();
    await settings.choose('Theme', 'Light');
    await expect.poll(ground).toBe(PAGE.light);
    await shell.goTo('Design');
    await expect.poll(waveInk).toBeLessThan(60);
    await door.reload();
    expect(await page.evaluate(async () => (await (await fetch('./')).text()).split('<head>')[0])).toContain('<html data-theme="light"');
    expect(await ground()).toBe(PAGE.light);
    await settings.open();
    await settings.choose('Theme', 'As the system');
    await shell.goTo('Design');
    for (const colorScheme of ['dark', 'light'] as const) {
      await page.emulateMedia({ colorScheme });
      await expect.poll(ground).toBe(PAGE[colorScheme]);
      await expect.poll(async () => (await waveInk()) > 128).toBe(colorScheme === 'dark');
    }
    await settings.open();
    await settings.choose('Theme', 'Dark');
    await expect.poll(ground).toBe(PAGE.dark);
  });

  it('writes downloads as settled', async () => {
    await settings.open();
    await settings.choose('Format of downloads', '16 bit');
    await settings.choose('Sample rate of downloads', '48 kHz');
    await expect.poll(() => settings.chosen('Sample rate of downloads').textContent()).toBe('48 kHz');
    await startAgain();
    const coming = page.waitForEvent('download');
    await design.button('Download WAV').click();
    const bytes = await readFile(await (await coming).path());
    expect(readWav(bytes, 'downloaded').sampleRate).toBe(48_000);
    // Bits a sample, in the format chunk that comes first.
    expect(bytes.readUInt16LE(34)).toBe(16);
  });

  it('tells what kicks are made on, and keeps the choice for a start that is told nothing else', async () => {
    await settings.open();
    const engine = settings.section('Sound engine');
    await expect.poll(() => engine.getByRole('radio', { name: 'CPU' }).textContent(), { timeout: 60_000 }).toMatch(/CPU(\d+\.\d ms a sound|always there)/);
    expect(await engine.getByRole('status').textContent()).toBe('This start was told to use CPU; the choice counts from the next one without that.');
    await settings.choose('Sounds are made on', 'CPU');
    await startAgain();
    await settings.open();
    await expect.poll(() => settings.chosen('Sounds are made on').getAttribute('aria-label')).toBe('CPU');
  });

  it('moves the library, kicks and all; to a folder that is in use it does not', async () => {
    const kicks = await saveOne();
    await settings.open();
    const folder = settings.section('Library').locator('.settings-path');
    const before = (await folder.textContent()) ?? '';
    await settings.section('Library').getByRole('button').click();
    const field = page.getByLabel('New folder');
    await field.fill(dirname(before));
    await page.getByRole('button', { name: 'Move', exact: true }).click();
    await expect.poll(() => page.getByRole('alert').textContent()).toContain(dirname(before));
    expect(await faults(door)).toEqual([]);
    await field.fill(`${before}-elsewhere`);
    await page.keyboard.press('Enter');
    await expect.poll(() => folder.textContent()).toBe(`${before}-elsewhere`);
    expect([existsSync(`${before}-elsewhere`), existsSync(before)]).toEqual([true, false]);
    await startAgain();
    await expect.poll(() => design.cards().count()).toBe(kicks);
  });

  it('tells where things stand, what this is and whose sounds it learned from', async () => {
    await settings.open();
    await expect.poll(() => settings.section('Library').textContent()).toContain('library');
    expect(await settings.section('Privacy').textContent()).toContain('Nothing leaves this machine.');
    const about = settings.section('About');
    await expect.poll(() => about.textContent()).toMatch(/Kicklab\d+\.\d+\.\d+ MIT licence/);
    await about.getByRole('button', { name: 'Licences and credits' }).click();
    const dialog = page.getByRole('dialog', { name: 'Licences and credits' });
    expect(await dialog.textContent()).toContain('ONNX Runtime');
    expect(await faults(door)).toEqual([]);
    await page.keyboard.press('Escape');
  });

  it('asks nothing of anyone but its own host', async () => {
    const asked: string[] = [];
    page.on('request', (request) => asked.push(request.url()));
    await door.reload();
    for (const screen of SCREEN_NAMES) await shell.goTo(screen);
    const own = new URL(page.url());
    expect(asked.length).toBeGreaterThan(3);
    expect(asked.filter((url) => new URL(url).host !== own.host && !/^(blob|data):/.test(url))).toEqual([]);
  });

  // One page through either door: its colours are looked at once.
  it.runIf(name === 'web')('has no serious fault and nothing cut on any screen in the light theme', async () => {
    await settings.open();
    await settings.choose('Theme', 'Light');
    await expect.poll(ground).toBe(PAGE.light);
    for (const screen of SCREEN_NAMES) {
      await shell.goTo(screen);
      expect([screen, await faults(door)]).toEqual([screen, []]);
    }
    await page.setViewportSize(SIZES[1]);
    await expect.poll(() => layoutOf(page)).toEqual({ size: [1024, 700], cut: [], overlaps: [] });
  });

  it('goes back to what it was at first after one question, and no kick goes with it', async () => {
    const kicks = await saveOne();
    await shell.type(/^Master level/, '-20');
    await settings.open();
    await settings.choose('Theme', 'Light');
    await settings.section('Reset').getByRole('button').click();
    await page.getByRole('button', { name: 'Keep them' }).click();
    expect(await ground()).toBe(PAGE.light);
    await settings.section('Reset').getByRole('button').click();
    await page.getByRole('dialog').getByRole('button', { name: 'Reset' }).click();
    await expect.poll(ground).toBe(PAGE.dark);
    await expect.poll(() => settings.chosen('Format of downloads').textContent()).toBe('24 bit');
    expect(await page.getByRole('slider', { name: 'Master level' }).first().getAttribute('aria-valuetext')).toBe('0.0 dB');
    await startAgain();
    await expect.poll(() => design.cards().count()).toBe(kicks);
    expect(await ground()).toBe(PAGE.dark);
  });
});
