/** Keys, focus, contrast and layout, through both doors and at both sizes. */

import type { Page } from 'playwright';
import { describe, expect, it } from 'vitest';
import { faults } from '../fixtures/axe.ts';
import { DOORS, useDoor, type OpenDoor } from '../fixtures/doors.ts';
import { layoutOf } from '../fixtures/layout.ts';
import { MODEL_CARD } from '../fixtures/model-card.ts';
import type { DesignPage } from '../pages/design.ts';

const SIZES = [{ width: 1440, height: 900 }, { width: 1024, height: 700 }];

describe.each(DOORS)('access through the %s door', (name) => {
  let door: OpenDoor;
  let design: DesignPage;
  let page: Page;

  useDoor(name, SIZES[0], (opened) => {
    door = opened;
    design = opened.design;
    page = design.page;
  }, { card: MODEL_CARD });

  const press = (key: string) => page.keyboard.press(key);
  const saveOne = async (): Promise<void> => {
    const before = await design.cards().count();
    await design.button('Save').click();
    await expect.poll(() => design.cards().count()).toBeGreaterThan(before);
  };

  it('has a key for what is done most', async () => {
    await page.locator('body').click({ position: { x: 30, y: 500 } });
    await press('r');
    await design.hears(1);
    await press(' ');
    await design.hears(2);
    await press('[');
    await design.hears(3);
    await press(']');
    await design.hears(4);
    await press('s');
    await expect.poll(() => page.getByRole('status').textContent()).toMatch(/^Saved as /);
    await design.slider('Click').focus();
    await press('l');
    await expect.poll(() => design.button('Unlock Click').count()).toBe(1);
    await press('/');
    expect(await design.search().evaluate((field) => field === document.activeElement)).toBe(true);
  });

  it('leaves keys to the control that has the focus', async () => {
    await design.search().fill('');
    await design.search().pressSequentially('rs s?');
    expect(await design.search().inputValue()).toBe('rs s?');
    await design.search().fill('');
    await design.button('Download WAV').focus();
    const download = page.waitForEvent('download');
    await press(' ');
    await download;
    expect(await design.heard()).toBe(0);
    expect(await design.steps().count()).toBe(1);
    expect(await page.getByRole('dialog').count()).toBe(0);
  });

  it('tells every key, and switches single keys off over a restart', async () => {
    await design.button('Keyboard shortcuts').click();
    const dialog = page.getByRole('dialog', { name: 'Keyboard shortcuts' });
    await expect.poll(() => dialog.textContent()).toContain('Randomise');
    const single = dialog.getByRole('switch', { name: 'Single keys' });
    await single.click();
    await press('Escape');
    await expect.poll(() => dialog.count()).toBe(0);
    await door.reload();
    await press('r');
    await press('?');
    expect(await page.getByRole('dialog').count()).toBe(0);
    await design.button('Keyboard shortcuts').click();
    await single.click();
    await press('Escape');
    await expect.poll(() => dialog.count()).toBe(0);
    await press('r');
    await design.hears(1);
  });

  it('reaches everything by Tab, and shows where the focus is', async () => {
    const seen = new Set<string>();
    for (let i = 0; i < 120; i++) {
      await press('Tab');
      const focused = await page.evaluate(() => {
        const element = document.activeElement;
        if (element === null || element === document.body) return null;
        const { outlineStyle, outlineWidth } = getComputedStyle(element);
        const framed = element.parentElement === null ? '' : getComputedStyle(element.parentElement).borderColor;
        return { name: element.getAttribute('aria-label') ?? element.textContent, ring: `${outlineStyle} ${outlineWidth}`, framed };
      });
      if (focused === null) break;
      if (seen.has(focused.name)) break;
      seen.add(focused.name);
      const ringed = focused.ring === 'solid 2px' || (focused.name === 'Find a saved kick' && focused.framed === 'rgb(255, 106, 61)');
      expect(ringed, `${focused.name}: ${focused.ring}`).toBe(true);
    }
    for (const expected of ['Decay', 'Brightness', 'Subby', 'Click', 'Randomise amount', 'Randomise', 'Save', 'Download WAV', 'Play', 'Lock Decay', 'Find a saved kick', 'tiny: about this model', 'Keyboard shortcuts']) {
      expect([...seen]).toContain(expected);
    }
  });

  it.each(SIZES)('has no serious fault at $width x $height, with a menu, a dialog, the model\'s card and a notice open', async (size) => {
    await saveOne();
    await page.setViewportSize(size);
    expect(await faults(door)).toEqual([]);
    if (size.width === 1024) {
      await design.button('Saved kicks').click();
      await expect.poll(() => design.cards().count()).toBeGreaterThan(0);
      expect(await faults(door)).toEqual([]);
    }
    await page.getByRole('button', { name: /^More for / }).first().click();
    await expect.poll(() => page.getByRole('menu').count()).toBe(1);
    expect(await faults(door)).toEqual([]);
    await press('Escape');
    await design.button('Keyboard shortcuts').click();
    await expect.poll(() => page.getByRole('dialog', { name: 'Keyboard shortcuts' }).count()).toBe(1);
    expect(await faults(door)).toEqual([]);
    await press('Escape');
    await design.button('tiny: about this model').click();
    await page.getByRole('heading', { name: 'Known weaknesses' }).waitFor();
    expect(await faults(door)).toEqual([]);
    await press('Escape');
  });

  it.each(SIZES)('fits $width x $height whole, nothing on top of another', async (size) => {
    await page.setViewportSize(size);
    await expect.poll(() => layoutOf(page)).toEqual({ size: [size.width, size.height], cut: [], overlaps: [] });
  });

  it('does not jump when the kick changes', async () => {
    const places = () => page.evaluate(() => [...document.querySelectorAll('main h1, main h2, main dt, main dd, main button, main [role=img], footer button')]
      .filter((element) => element.closest('nav') === null)
      .map((element) => {
        const { left, top, height } = element.getBoundingClientRect();
        return [left, top, height].map(Math.round).join(' ');
      }));
    const before = await places();
    for (let i = 1; i <= 5; i++) {
      await design.button('Randomise').click();
      await design.hears(i);
      expect(await places()).toEqual(before);
    }
  });
});
