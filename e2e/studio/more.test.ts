/** The components behind "More", what is kept, and that nothing is cut with all of it open, through both doors. */

import { describe, expect, it } from 'vitest';
import { faults } from '../fixtures/axe.ts';
import { DOORS, useDoor, type OpenDoor } from '../fixtures/doors.ts';
import { layoutOf } from '../fixtures/layout.ts';
import { SLIDER_NAMES, type DesignPage } from '../pages/design.ts';

const SIZES = [{ width: 1440, height: 900 }, { width: 1024, height: 700 }];

describe.each(DOORS)('more through the %s door', (name) => {
  let door: OpenDoor;
  let design: DesignPage;
  useDoor(name, SIZES[0], (opened) => {
    door = opened;
    design = opened.design;
  });

  const more = () => design.button('More');
  const keeps = () => design.page.locator('.random-keep').textContent();

  it('unfolds the components from the fifth on', async () => {
    const components = design.page.getByRole('slider', { name: /^Component \d+$/ });
    expect(await components.count()).toBe(0);
    expect(await more().getAttribute('aria-expanded')).toBe('false');
    await more().click();
    // The tiny model has eight.
    expect(await components.evaluateAll((all) => all.map((each) => each.getAttribute('aria-label')))).toEqual([5, 6, 7, 8].map((k) => `Component ${k}`));
    await more().click();
    expect(await components.count()).toBe(0);
  });

  it('moves a component, heard at once, leaves it under the sliders, and gives it back', async () => {
    await design.button('Play').click();
    await design.hears(1);
    const own = (await design.lastHeard()).samples;
    await more().click();
    const component = design.slider('Component 6');
    await component.fill('0.9');
    await design.hears(2);
    expect((await design.lastHeard()).samples).not.toEqual(own);
    expect(await component.getAttribute('aria-valuetext')).toBe('2.4 sd');
    await design.slider('Decay').fill('0.7');
    await design.hears(3);
    expect(await component.getAttribute('aria-valuetext')).toBe('2.4 sd');
    await design.button('Undo').click();
    await design.hears(4);
    await component.dblclick();
    await expect.poll(async () => (await design.lastHeard()).samples).toEqual(own);
  });

  it('keeps a locked component through Randomise, and says what is kept', async () => {
    expect(await keeps()).toBe('Keep: nothing');
    await more().click();
    await design.slider('Component 5').fill('0.75');
    await design.hears(1);
    await design.button('Lock Component 5').click();
    await design.slider('Component 7').focus();
    await design.page.keyboard.press('l');
    expect(await keeps()).toBe('Keep: 2 components');
    const seventh = await design.slider('Component 7').getAttribute('aria-valuetext');
    // Three that are free, for one may come out the same by chance.
    const free = () => Promise.all(['Component 6', 'Component 8', 'Decay'].map((name) => design.slider(name).getAttribute('aria-valuetext')));
    const before = await free();
    await design.button('Randomise').click();
    await design.hears(2);
    // The page draws a moment after it plays.
    await expect.poll(free).not.toEqual(before);
    expect(await design.slider('Component 5').getAttribute('aria-valuetext')).toBe('1.5 sd');
    expect(await design.slider('Component 7').getAttribute('aria-valuetext')).toBe(seventh);
    await design.button('Unlock Component 7').click();
    await design.button('Lock Subby').click();
    await design.button('Lock Click').click();
    expect(await keeps()).toBe('Keep: sub, click, component 5');
  });

  it.each(SIZES)('fits $width x $height whole with More open, with no serious fault', async (size) => {
    await design.page.setViewportSize(size);
    await more().click();
    await design.slider('Component 5').fill('0.75');
    await design.hears(1);
    // The longest list of what is kept.
    for (const each of ['Component 5', 'Component 6', ...SLIDER_NAMES]) await design.button(`Lock ${each}`).click();
    await design.page.mouse.move(0, 0);
    await expect.poll(() => layoutOf(design.page)).toEqual({ size: [size.width, size.height], cut: [], overlaps: [] });
    expect(await faults(door)).toEqual([]);
  });
});
