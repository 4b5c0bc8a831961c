/**
 * Draws the pictures of docs/ anew: the shipped model's studio in Chromium, at the two sizes it is
 * designed for, after the same few moves every time.
 *
 *   npm run -s screenshots
 */

import { resolve } from 'node:path';
import type { Page } from 'playwright';
import { ensureChromium, launchBrowser } from '../e2e/fixtures/browser.ts';
import { serveStudio } from '../e2e/fixtures/studio.ts';
import { designPage, recordSounds } from '../e2e/pages/design.ts';
import { bundle } from './bundle.ts';

const root = resolve(import.meta.dirname, '..');
const SIZES = [{ width: 1440, height: 900 }, { width: 1024, height: 700 }];

/** The same chance every time: Randomise draws its seed here. */
function fixedChance(): void {
  let seed = 41;
  Object.defineProperty(crypto, 'getRandomValues', {
    value: (array: Uint32Array) => {
      seed += 1;
      return array.fill(seed);
    },
  });
}

/** A few kicks made, two of them kept, one shaped; caught while it plays. */
async function pose(page: Page): Promise<void> {
  const design = designPage(page);
  await design.ready();
  let heard = 0;
  const act = async (work: () => Promise<void>): Promise<void> => {
    await work();
    heard += 1;
    await page.waitForFunction((count) => window.heard.length === count, heard);
  };
  for (let i = 0; i < 7; i++) {
    await act(() => design.button('Randomise').click());
    if (i === 1 || i === 4) {
      await design.button('Save').click();
      await page.getByRole('status').filter({ hasText: 'Saved' }).waitFor();
    }
  }
  await act(() => design.slider('Decay').fill('0.62'));
  await act(() => design.slider('Click').fill('0.55'));
  // The spectrogram follows the sound; then the sound again, for the playhead.
  await page.waitForTimeout(500);
  await act(() => design.button('Play').click());
  await page.mouse.move(0, 0);
  await page.waitForTimeout(150);
}

await bundle();
await ensureChromium();
const browser = await launchBrowser();
try {
  for (const size of SIZES) {
    const studio = await serveStudio({ model: resolve(root, 'models/factory') });
    const page = await browser.newPage({ viewport: size });
    await page.addInitScript(fixedChance);
    await page.addInitScript(recordSounds);
    await page.goto(studio.url);
    await pose(page);
    await page.screenshot({ path: resolve(root, `docs/design-${size.width}x${size.height}.png`) });
    await page.close();
    await studio.close();
  }
} finally {
  await browser.close();
}
