/** The dialog that tells of the model, through both doors: facts, then the card, by mouse and by keys. */

import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Locator, Page } from 'playwright';
import { describe, expect, it } from 'vitest';
import { DOORS, useDoor, type OpenDoor } from '../fixtures/doors.ts';
import { MODEL_CARD } from '../fixtures/model-card.ts';

const SIZES = [{ width: 1440, height: 900 }, { width: 1024, height: 700 }];

const TRAINING = {
  datasetDigest: 'eb4cf58f8617'.padEnd(64, '0'),
  counts: { procedural: 4400, real: 116 },
  licences: ['CC0-1.0: nobody', 'CC-BY-4.0: somebody <b>bold</b>'],
  seed: 41,
  settings: { epochs: 18, beta: 0.001 },
  from: null,
};

describe.each(DOORS)('the model through the %s door', (name) => {
  let door: OpenDoor;
  let page: Page;
  let dialog: Locator;

  useDoor(name, SIZES[0], (opened) => {
    door = opened;
    page = opened.design.page;
    dialog = page.getByRole('dialog', { name: 'About this model' });
  }, { name: 'Test kicks', training: TRAINING, card: MODEL_CARD });

  const trigger = () => door.design.button('Test kicks: about this model');
  const open = async (): Promise<void> => {
    await trigger().click();
    await dialog.getByRole('heading', { name: 'Test kicks' }).waitFor();
  };
  const scrolled = () => dialog.evaluate(({ scrollTop, clientHeight, scrollHeight }) => ({ top: scrollTop, left: scrollHeight - clientHeight - scrollTop }));

  it('opens from its name, facts first, then the card', async () => {
    await open();
    const facts = await dialog.locator('dl').innerText();
    for (const told of ['4\u202f400 procedural kicks', '116 real kicks', 'CC0-1.0: nobody', 'CC-BY-4.0: somebody <b>bold</b>', '41', 'eb4cf58f8617\u2026', '18 epochs', '0.001 beta, on the sum over the latent', '0.008 beta, on its mean', 'fresh weights']) {
      expect(facts).toContain(told);
    }
    expect(await dialog.getByRole('heading').allInnerTexts()).toEqual(['About this model', 'Test kicks', 'What went in', 'Known weaknesses']);
    expect(await dialog.locator('dl ~ div h3').count()).toBe(1);
    expect(await dialog.getByRole('cell', { name: '0.55' }).count()).toBe(1);
    expect(await dialog.innerText()).toContain('12 kicks, none of them real, in two lines');
  });

  it('draws words, whatever the card says', async () => {
    await open();
    const told = await dialog.innerText();
    expect(told).toContain("<script>document.title = 'taken over'</script> <img src=\"x\"");
    expect(told).toContain('press me');
    expect(told).toContain('Picture: ten kicks beside their copies');
    expect(told).toContain('the notes (https://example.org/notes)');
    expect(await dialog.locator('script, img, a, iframe, [onerror], [style*=url]').count()).toBe(0);
    expect(await page.title()).not.toContain('taken');
  });

  it.each(SIZES)('is read to its end by keys at $width x $height', async (size) => {
    await page.setViewportSize(size);
    await trigger().focus();
    await page.keyboard.press('Enter');
    await dialog.getByRole('heading', { name: 'Test kicks' }).waitFor();
    const box = await dialog.boundingBox();
    expect(box).toMatchObject({ x: expect.any(Number) as number });
    expect(box!.x >= 0 && box!.y >= 0 && box!.x + box!.width <= size.width && box!.y + box!.height <= size.height).toBe(true);
    expect((await scrolled()).left).toBeGreaterThan(0);
    await page.keyboard.press('PageDown');
    await expect.poll(async () => (await scrolled()).top).toBeGreaterThan(0);
    await page.keyboard.press('End');
    await expect.poll(async () => (await scrolled()).left).toBeLessThanOrEqual(1);
    expect(await dialog.getByText('The last words.').isVisible()).toBe(true);
    expect(await dialog.getByRole('button', { name: 'Close' }).isVisible()).toBe(true);
    // Chromium glides to the end, and a key that meets the last of it may be lost.
    await expect.poll(async () => {
      await page.keyboard.press('Home');
      return (await scrolled()).top;
    }, { timeout: 5000 }).toBe(0);
  });

  it('scrolls a wide table by itself, by keys', async () => {
    await open();
    const pre = dialog.locator('pre');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    expect(await pre.evaluate((element) => element === document.activeElement)).toBe(true);
    expect(await pre.evaluate((element) => getComputedStyle(element).outlineStyle)).toBe('solid');
    await page.keyboard.press('ArrowRight');
    await expect.poll(() => pre.evaluate((element) => element.scrollLeft)).toBeGreaterThan(0);
    expect(await dialog.evaluate(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth)).toBe(0);
  });

  it('keeps the focus and the keys while it is open, and gives both back on Escape', async () => {
    await trigger().focus();
    await page.keyboard.press('Enter');
    await dialog.getByRole('heading', { name: 'Test kicks' }).waitFor();
    await page.keyboard.press('r');
    await page.keyboard.press(' ');
    expect(await door.design.heard()).toBe(0);
    for (let i = 0; i < 8; i++) {
      await page.keyboard.press('Tab');
      expect(await dialog.evaluate((element) => element.contains(document.activeElement))).toBe(true);
    }
    await page.keyboard.press('Escape');
    // Where the focus was on the close button, the first one closes its tooltip.
    if (await dialog.count() > 0) await page.keyboard.press('Escape');
    await expect.poll(() => dialog.count()).toBe(0);
    expect(await trigger().evaluate((element) => element === document.activeElement)).toBe(true);
    await page.keyboard.press('r');
    await door.design.hears(1);
  });

  it('says what is wrong with a card that cannot be read, and how to go on', async () => {
    const card = join(door.model, 'card.md');
    await rm(card);
    await trigger().click();
    await expect.poll(() => dialog.getByRole('alert').textContent()).toMatch(/card\.md is missing\. \S/);
    await writeFile(card, MODEL_CARD);
    await page.keyboard.press('Escape');
    await open();
  });
});
