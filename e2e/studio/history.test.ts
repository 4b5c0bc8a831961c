/** Undo and redo over all that changes a sound, and the history over restarts. */

import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest';
import { writeTinyBundle } from '../../src-main/engine/fixtures/tiny-bundle.ts';
import { readTone } from '../../src-main/studio/fixtures/wav.ts';
import { launchBrowser } from '../fixtures/browser.ts';
import { DOORS, useDoor, type OpenDoor } from '../fixtures/doors.ts';
import { serveStudio } from '../fixtures/studio.ts';
import { designPage, recordSounds, type DesignPage } from '../pages/design.ts';

/** For machines that have other work. */
const PATIENT = { timeout: 15_000 };
/** Longer than a step takes to be kept. */
const KEPT_MS = 1500;

describe.each(DOORS)('the history through the %s door', (name) => {
  let door: OpenDoor;
  let design: DesignPage;

  useDoor(name, { width: 1440, height: 900 }, (opened) => {
    door = opened;
    design = opened.design;
  });

  const current = () => design.steps().evaluateAll((steps) => steps.findIndex((step) => step.getAttribute('aria-current') === 'step'));
  /** Does something that is heard. @returns the samples */
  const sound = async (act: () => Promise<unknown>): Promise<number[]> => {
    const before = await design.heard();
    await act();
    await design.hears(before + 1);
    return (await design.lastHeard()).samples;
  };
  const key = (press: string) => sound(() => design.page.keyboard.press(press));

  it('undoes and redoes whatever changed the sound, to the very samples', async () => {
    const start = await sound(() => design.button('Play').click());
    const made = [
      await sound(() => design.button('Randomise').click()),
      await sound(() => design.slider('Brightness').fill('0.8')),
      await sound(() => design.page.getByRole('button', { name: 'Tight', exact: true }).click()),
    ];
    const all = [start, ...made];
    expect(new Set(all.map((samples) => samples.join())).size).toBe(4);
    await design.page.evaluate(() => { (document.activeElement as HTMLElement).blur(); });
    for (const samples of all.slice(0, -1).toReversed()) expect(await key('[')).toEqual(samples);
    for (const samples of made) expect(await key('Control+Shift+Z')).toEqual(samples);
    await sound(() => design.button('Undo').click());
    expect(await design.position('Brightness')).toBe(0.8);
  });

  it('stands after a restart where it was left, and goes on from there', async () => {
    const first = await sound(() => design.button('Randomise').click());
    const second = await sound(() => design.slider('Subby').fill('0.9'));
    await sound(() => design.button('Randomise').click());
    await sound(() => design.button('Undo').click());
    await design.page.waitForTimeout(KEPT_MS);
    await door.reload();
    await expect.poll(() => design.steps().count(), PATIENT).toBe(4);
    expect(await current()).toBe(2);
    expect(await design.heard()).toBe(0);
    expect(await design.position('Subby')).toBe(0.9);
    expect(await sound(() => design.button('Play').click())).toEqual(second);
    expect(await key('[')).toEqual(first);
    // What was ahead is gone with another move, as ever.
    await sound(() => design.slider('Decay').fill('0.7'));
    expect(await design.steps().count()).toBe(3);
  });
});

describe('the history over a restart of the program', () => {
  const noBrowser = inject('noBrowser');
  let folder: string;
  beforeEach(async ({ skip }) => {
    skip(noBrowser !== '', noBrowser);
    folder = await mkdtemp(join(tmpdir(), 'kicklab-history-'));
    await writeTinyBundle(join(folder, 'model'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  it('keeps and downloads a kick that the new program never made, as it was heard', async () => {
    // The same address, for what a browser keeps belongs to one.
    const places = { model: join(folder, 'model'), library: join(folder, 'library'), port: await freePort() };
    const first = await serveStudio(places);
    const browser = await launchBrowser();
    const page = await browser.newPage();
    await page.addInitScript(recordSounds);
    await page.goto(first.url);
    const design = designPage(page);
    await design.ready();
    await design.button('Randomise').click();
    await design.hears(1);
    await design.slider('Click').fill('0.2');
    await design.hears(2);
    const { samples } = await design.lastHeard();
    await page.waitForTimeout(KEPT_MS);
    await page.goto('about:blank');
    await first.close();
    const second = await serveStudio(places);
    await page.goto(second.url);
    await design.ready();
    expect(await design.steps().count()).toBe(3);
    const [download] = await Promise.all([page.waitForEvent('download'), design.button('Download WAV').click()]);
    const file = readTone(await readFile(await download.path())).samples;
    expect(Math.max(...file.map((x, i) => Math.abs(x - samples[i])))).toBeLessThanOrEqual(1.5 * 2 ** -23);
    await design.button('Save').click();
    await expect.poll(() => design.cards().count(), PATIENT).toBe(1);
    await page.getByRole('button', { name: /^Open Kick/ }).click();
    await design.hears(1);
    expect((await design.lastHeard()).samples).toEqual(samples);
    await browser.close();
    await second.close();
  });
});

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve); });
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => { server.close(resolve); });
  return port;
}
