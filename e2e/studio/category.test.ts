/** The categories of a kick, mixed, taken back and kept, and that nothing is cut with them open, through both doors. */

import { describe, expect, it } from 'vitest';
import { tinyParts } from '../../src-main/engine/fixtures/tiny-bundle.ts';
import { faults } from '../fixtures/axe.ts';
import { DOORS, useDoor, type OpenDoor } from '../fixtures/doors.ts';
import { layoutOf } from '../fixtures/layout.ts';
import type { DesignPage } from '../pages/design.ts';

const SIZES = [{ width: 1440, height: 900 }, { width: 1024, height: 700 }];
const SIZE = 8;
/** Kicks of a category lie around one place on every axis. */
const category = (name: string, at: number) => {
  const mean = new Array<number>(SIZE).fill(at);
  return { name, mean, embedding: mean, cholesky: mean.map((_, i) => mean.map((__, j) => (i === j ? 0.5 : 0))) };
};
const { axes } = tinyParts(SIZE);
const categories = [category('808', -1), category('909', -0.5), category('acoustic', 0), category('hard', 0.5), category('short', 1)];

describe.each(DOORS)('categories through the %s door', (name) => {
  let door: OpenDoor;
  let design: DesignPage;
  useDoor(name, SIZES[0], (opened) => {
    door = opened;
    design = opened.design;
  }, { axes: { ...axes, categories } });

  const chooser = () => design.button(/^Category: /);
  const told = (share: string) => design.slider(`Share of ${share}`).getAttribute('aria-valuetext');

  it('mixes them into the kick, heard at once, and gives it back what it had', async () => {
    await design.ready();
    await design.button('Play').click();
    await design.hears(1);
    const own = (await design.lastHeard()).samples;
    await chooser().click();
    // The kick in the middle of the latent space is of the category there.
    expect(Number.parseInt(await told('acoustic') ?? '', 10)).toBeGreaterThan(50);
    await design.slider('Share of hard').fill('0.75');
    await design.hears(2);
    expect((await design.lastHeard()).samples).not.toEqual(own);
    expect(await told('hard')).toBe('75 %');
    expect(Number.parseInt(await told('acoustic') ?? '', 10)).toBeLessThan(26);
    await design.button('short').click();
    await design.hears(3);
    expect(await told('short')).toBe('100 %');
    await design.page.keyboard.press('Escape');
    expect(await chooser().textContent()).toBe('short');
    await design.button('Undo').click();
    await design.hears(4);
    expect(await chooser().getAttribute('aria-label')).toContain('hard 75 %');
    await chooser().click();
    await design.button('As the kick has it').click();
    await design.hears(5);
    expect((await design.lastHeard()).samples).toEqual(own);
  });

  it('keeps Randomise in what is locked, by the keyboard', async () => {
    await design.ready();
    await chooser().focus();
    await design.page.keyboard.press('Enter');
    const hard = design.slider('Share of hard');
    await hard.focus();
    for (let i = 0; i < 12; i++) await design.page.keyboard.press('PageUp');
    await expect.poll(() => told('hard')).toBe('100 %');
    await design.button('Lock category').click();
    await design.page.keyboard.press('Escape');
    expect(await design.page.locator('.random-keep').textContent()).toBe('Keep: category');
    const before = await design.heard();
    await design.button('Randomise').click();
    await design.heardAtLeast(before + 1);
    await expect.poll(() => chooser().textContent()).toBe('hard');
  });

  it.each(SIZES)('fits $width x $height, and open has no serious fault', async (size) => {
    await design.page.setViewportSize(size);
    await design.ready();
    await expect.poll(() => layoutOf(design.page)).toEqual({ size: [size.width, size.height], cut: [], overlaps: [] });
    await chooser().click();
    await design.slider('Share of 808').waitFor();
    // It lies over the screen, which waits beneath.
    await expect.poll(async () => (await layoutOf(design.page)).cut).toEqual([]);
    expect(await faults(door)).toEqual([]);
  });
});
