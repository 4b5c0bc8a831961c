/** The page in Chromium: it loads clean, its controls make kicks, and what is downloaded is a WAV file. */

import { readFile } from 'node:fs/promises';
import type { Browser, Page } from 'playwright';
import { afterAll, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest';
import { launchBrowser } from '../fixtures/browser.ts';
import { serveStudio, type ServedStudio } from '../fixtures/studio.ts';

const noBrowser = inject('noBrowser');

describe('page', () => {
  let studio: ServedStudio | undefined;
  let browser: Browser | undefined;
  let page: Page;
  const complaints: string[] = [];

  beforeAll(async () => {
    if (noBrowser !== '') return;
    studio = await serveStudio();
    browser = await launchBrowser();
    page = await browser.newPage();
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('console', (message) => {
      if (message.type() === 'error') complaints.push(message.text());
    });
    await page.goto(studio.url);
  });
  afterAll(async () => {
    await browser?.close();
    await studio?.close();
  });
  beforeEach((context) => {
    context.skip(noBrowser !== '', noBrowser);
  });

  it('shows the four sliders', async () => {
    await expect.poll(() => page.getByRole('slider').count(), { timeout: 30_000 }).toBe(4);
  });

  it('downloads what Randomise made', async () => {
    await page.getByRole('button', { name: /randomise/i }).click();
    const save = page.getByRole('button', { name: /download wav/i }).or(page.getByRole('link', { name: /download wav/i }));
    await expect.poll(() => save.isEnabled(), { timeout: 30_000 }).toBe(true);
    const [download] = await Promise.all([page.waitForEvent('download'), save.click()]);
    const bytes = await readFile(await download.path());
    expect(bytes.toString('latin1', 0, 4)).toBe('RIFF');
    expect(bytes.toString('latin1', 8, 12)).toBe('WAVE');
  });

  it('says nothing on the console but what is fine', () => {
    expect(complaints).toEqual([]);
  });
});
