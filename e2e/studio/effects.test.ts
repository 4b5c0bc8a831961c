/** Effects, through both doors: what is added, set, moved and bypassed is heard, seen, undone and kept. */

import { beforeEach, describe, expect, it } from 'vitest';
import { faults } from '../fixtures/axe.ts';
import { DOORS, useDoor, type OpenDoor } from '../fixtures/doors.ts';
import type { DesignPage } from '../pages/design.ts';
import { effectsPart, type EffectsPart } from '../pages/effects.ts';

const WIDE = { width: 1440, height: 900 };
const NARROW = { width: 1024, height: 700 };

describe.each(DOORS)('effects through the %s door', (name) => {
  let door: OpenDoor;
  let design: DesignPage;
  let effects: EffectsPart;
  /** How many sounds this test has waited for. */
  let count: number;

  useDoor(name, WIDE, (opened) => {
    door = opened;
    design = opened.design;
    effects = effectsPart(design.page);
  });
  /** Until what was asked for has been heard, and nothing comes after it. */
  const quiet = async (): Promise<void> => {
    await expect.poll(async () => {
      count = await design.heard();
      await design.page.waitForTimeout(120);
      return count === (await design.heard());
    }, { timeout: 10_000 }).toBe(true);
  };
  beforeEach(async () => {
    // The session goes on over a reload: an empty strip to begin with.
    while ((await effects.modules.count()) > 0) {
      const left = await effects.modules.count();
      await effects.modules.first().getByRole('button').press('Delete');
      await expect.poll(() => effects.modules.count()).toBe(left - 1);
    }
    await quiet();
  });

  const press = (key: string) => design.page.keyboard.press(key);
  /** Does something that is heard. @returns the sound that it comes to rest on */
  const hear = async (act: () => Promise<void>): Promise<number[]> => {
    await act();
    await expect.poll(() => design.heard(), { timeout: 10_000 }).toBeGreaterThan(count);
    await quiet();
    return (await design.lastHeard()).samples;
  };
  const replay = () => hear(() => design.button('Play').click());
  const reopen = async (): Promise<void> => {
    await door.reload();
    count = 0;
  };

  it('begins with none, and says how to begin', async () => {
    expect(await effects.chain()).toEqual([]);
    expect(await effects.region.textContent()).toContain('Add one, or begin with one of these chains');
    expect(await effects.atWork('All effects').isDisabled()).toBe(true);
  });

  it('adds an effect that is heard and seen, with its parameters in real units', async () => {
    const dry = await replay();
    const wave = await design.picture('Waveform');
    const wet = await hear(() => effects.add('Saturation'));
    expect(wet).not.toEqual(dry);
    await expect.poll(() => design.picture('Waveform')).not.toBe(wave);
    await effects.panel('Saturation').waitFor();
    expect(await effects.slider('Saturation drive').getAttribute('aria-valuetext')).toBe('9.0 dB');
    expect(await effects.slider('Saturation mix').getAttribute('aria-valuetext')).toBe('100 %');
  });

  it('puts a new effect ahead of what closes the chain', async () => {
    await hear(() => effects.add('Clipper'));
    await hear(() => effects.add('Tilt EQ'));
    await hear(() => effects.add('Tilt EQ'));
    expect(await effects.chain()).toEqual(['Tilt', 'Tilt 2', 'Clip']);
    expect(await effects.panel('Tilt EQ 2').count()).toBe(1);
  });

  it('sets a parameter by slider, by typing, by key, and back by a double click', async () => {
    const usual = await hear(() => effects.add('Saturation'));
    const drive = effects.slider('Saturation drive');
    const driven = await hear(() => drive.fill('0.75'));
    expect(driven).not.toEqual(usual);
    expect(await drive.getAttribute('aria-valuetext')).toBe('27.0 dB');
    const typed = async (text: string): Promise<void> => {
      await design.button(/^Saturation drive, .*Type another value$/).click();
      await design.page.keyboard.type(text);
      await press('Enter');
    };
    expect(await hear(() => typed('12 dB'))).not.toEqual(driven);
    expect(await drive.getAttribute('aria-valuetext')).toBe('12.0 dB');
    await typed('loud');
    await expect.poll(() => design.page.getByRole('alert').textContent()).toMatch(/loud is no value of Saturation drive; .* would be one/);
    await design.button('Dismiss').click();
    await drive.focus();
    await hear(() => press('Shift+ArrowRight'));
    const fine = (await design.position('Saturation drive')) - 12 / 36;
    expect(fine).toBeGreaterThan(0);
    expect(fine).toBeLessThan(0.005);
    expect(await hear(() => drive.dblclick())).toEqual(usual);
    await effects.region.getByRole('radio', { name: 'Soft' }).focus();
    // Held for as long as a finger does.
    expect(await hear(() => design.page.keyboard.press('ArrowRight', { delay: 60 }))).not.toEqual(usual);
    expect(await effects.region.getByRole('radio', { name: 'Tube' }).isChecked()).toBe(true);
  });

  it('makes one step of a drag', async () => {
    await hear(() => effects.add('Tilt EQ'));
    const steps = await design.steps().count();
    const box = await effects.slider('Tilt EQ tilt').boundingBox();
    if (box === null) throw new Error('the slider is not visible');
    const { mouse } = design.page;
    await mouse.move(box.x + box.width * 0.3, box.y + box.height / 2);
    await mouse.down();
    await mouse.move(box.x + box.width * 0.9, box.y + box.height / 2, { steps: 6 });
    await mouse.up();
    await expect.poll(() => design.steps().count()).toBe(steps + 1);
    expect(await design.position('Tilt EQ tilt')).toBeGreaterThan(0.8);
  });

  it('bypassed, one or all, brings the very sound back', async () => {
    const dry = await replay();
    const one = await hear(() => effects.add('Saturation'));
    const both = await hear(() => effects.add('Tilt EQ'));
    expect(both).not.toEqual(one);
    expect(await hear(() => effects.atWork('Tilt EQ').click())).toEqual(one);
    expect(await hear(() => effects.atWork('All effects').click())).toEqual(dry);
    expect(await effects.atWork('Saturation').isChecked()).toBe(false);
    expect(await hear(() => effects.atWork('All effects').click())).toEqual(one);
    expect(await effects.atWork('Tilt EQ').isChecked()).toBe(false);
    expect(await hear(() => effects.atWork('Tilt EQ').click())).toEqual(both);
  });

  it('reorders by key, which is heard and told, and keeps the focus on what moves', async () => {
    await hear(() => effects.add('Saturation'));
    const first = await hear(() => effects.add('Tilt EQ'));
    await effects.module('Saturate').focus();
    const swapped = await hear(() => press('Alt+ArrowRight'));
    expect(swapped).not.toEqual(first);
    expect(await effects.chain()).toEqual(['Tilt', 'Saturate']);
    await expect.poll(() => effects.region.getByText('Saturation moved to 2 of 2').count()).toBe(1);
    expect(await effects.module('Saturate').evaluate((button) => button === document.activeElement)).toBe(true);
    // At the end there is nowhere to go.
    await press('Alt+ArrowRight');
    expect(await effects.chain()).toEqual(['Tilt', 'Saturate']);
    await effects.module('Tilt').click();
    expect(await hear(() => effects.button('Move Tilt EQ right').click())).toEqual(first);
    expect(await effects.panel('Tilt EQ').count()).toBe(1);
    expect(await effects.button('Move Tilt EQ right').getAttribute('aria-disabled')).toBe('true');
  });

  it('reorders by dragging, and opens nothing by it', async () => {
    await hear(() => effects.add('Saturation'));
    await hear(() => effects.add('Tilt EQ'));
    await hear(() => effects.add('Fade'));
    const [from, to] = await Promise.all([effects.module('Fade').boundingBox(), effects.module('Saturate').boundingBox()]);
    if (from === null || to === null) throw new Error('a module is not visible');
    const { mouse } = design.page;
    await mouse.move(from.x + from.width / 2, from.y + from.height / 2);
    await mouse.down();
    await mouse.move(to.x - 20, to.y + 20, { steps: 8 });
    await hear(() => mouse.up());
    expect(await effects.chain()).toEqual(['Fade', 'Saturate', 'Tilt']);
    expect(await effects.panel('Fade').count()).toBe(1);
    await mouse.move(to.x, to.y + 10);
    await mouse.down();
    await mouse.move(to.x + 300, to.y + 10, { steps: 4 });
    await press('Escape');
    await mouse.up();
    expect(await effects.chain()).toEqual(['Fade', 'Saturate', 'Tilt']);
  });

  it('removes by key and by button, and the focus stays in the strip', async () => {
    const dry = await replay();
    await hear(() => effects.add('Saturation'));
    await hear(() => effects.add('Tilt EQ'));
    await effects.module('Saturate').focus();
    await hear(() => press('Delete'));
    expect(await effects.chain()).toEqual(['Tilt']);
    expect(await effects.module('Tilt').evaluate((button) => button === document.activeElement)).toBe(true);
    expect(await hear(() => effects.button('Remove Tilt EQ').click())).toEqual(dry);
    expect(await effects.button('Add effect').evaluate((button) => button === document.activeElement)).toBe(true);
  });

  it('takes back every change by undo, and does it again', async () => {
    const dry = await replay();
    const added = await hear(() => effects.add('Compressor'));
    const set = await hear(() => effects.slider('Compressor threshold').fill('0.2'));
    expect(await hear(() => design.button('Undo').click())).toEqual(added);
    expect(await effects.slider('Compressor threshold').getAttribute('aria-valuetext')).toBe('\u221215.0 dBFS');
    expect(await hear(() => design.button('Undo').click())).toEqual(dry);
    expect(await effects.chain()).toEqual([]);
    await hear(() => design.button('Redo').click());
    expect(await hear(() => design.button('Redo').click())).toEqual(set);
    expect(await effects.slider('Compressor threshold').getAttribute('aria-valuetext')).toBe('\u221238.4 dBFS');
  });

  it('begins with a factory chain, and keeps one\u2019s own over a restart', async () => {
    const dry = await replay();
    await effects.openPresets();
    const loud = await hear(() => effects.preset('Hard clip').click());
    expect(loud).not.toEqual(dry);
    expect(await effects.chain()).toEqual(['Saturate', 'Tilt', 'Clip', 'Loudness']);
    expect(await effects.preset('Hard clip').getAttribute('aria-pressed')).toBe('true');
    await press('Escape');
    const mine = await hear(() => effects.slider('Saturation drive').fill('0.1'));
    await effects.openPresets();
    await effects.presets.getByRole('textbox', { name: 'Name of a new preset' }).fill('Warehouse');
    await press('Enter');
    await expect.poll(() => effects.preset('Warehouse').count()).toBe(1);
    await hear(() => effects.preset('Punch').click());
    await reopen();
    await effects.openPresets();
    expect(await hear(() => effects.preset('Warehouse').click())).toEqual(mine);
    await effects.presets.getByRole('button', { name: 'Delete Warehouse' }).click();
    await expect.poll(() => effects.preset('Warehouse').count()).toBe(0);
    await press('Escape');
    await design.button('Bring it back').click();
    await effects.openPresets();
    expect(await effects.preset('Warehouse').count()).toBe(1);
  });

  it('stays with the next kick, and comes back with a saved one', async () => {
    await hear(() => effects.add('Saturation'));
    await hear(() => effects.slider('Saturation drive').fill('0.9'));
    const wet = await hear(() => design.button('Randomise').click());
    expect(await effects.chain()).toEqual(['Saturate']);
    const dry = await hear(() => effects.atWork('Saturation').click());
    expect(dry).not.toEqual(wet);
    await hear(() => effects.atWork('Saturation').click());
    await design.button('Save').click();
    const status = design.page.getByRole('status');
    await expect.poll(() => status.textContent()).toMatch(/^Saved as /);
    const saved = ((await status.textContent()) ?? '').slice('Saved as '.length);
    await hear(() => effects.button('Remove Saturation').click());
    await reopen();
    expect(await hear(() => design.button(`Open ${saved}`).first().click())).toEqual(wet);
    expect(await effects.chain()).toEqual(['Saturate']);
    expect(await effects.slider('Saturation drive').getAttribute('aria-valuetext')).toBe('32.4 dB');
    expect(await hear(() => effects.atWork('Saturation').click())).toEqual(dry);
  });

  it('moves nothing else on the screen when effects come, open and go', async () => {
    const places = () => design.page.evaluate(() =>
      [...document.querySelectorAll('main h1, main h2, main [role=img], main > * > button, footer button')]
        .map((element) => {
          const { left, top, height } = element.getBoundingClientRect();
          return [left, top, height].map(Math.round).join(' ');
        }));
    for (const size of [WIDE, NARROW]) {
      await design.page.setViewportSize(size);
      // What is drawn anew for another size takes a moment.
      let before = await places();
      await expect.poll(async () => {
        const last = before;
        before = await places();
        return last.join() === before.join();
      }, { interval: 250 }).toBe(true);
      await hear(() => effects.add('Compressor'));
      await expect.poll(places).toEqual(before);
      await hear(() => effects.add('Sub-harmonic'));
      await effects.module('Compress').click();
      await expect.poll(places).toEqual(before);
      await hear(() => effects.button('Remove Compressor').click());
      await hear(() => effects.button('Remove Sub-harmonic').click());
      await expect.poll(places).toEqual(before);
    }
  });

  it.each([WIDE, NARROW])('has no serious fault and nothing cut at $width x $height, closed, open and with its lists open', async (size) => {
    await design.page.setViewportSize(size);
    await effects.openPresets();
    await hear(() => effects.preset('Distorted').click());
    expect(await faults(door)).toEqual([]);
    await press('Escape');
    await hear(() => effects.add('Sub-harmonic'));
    await hear(() => effects.atWork('High cut').click());
    for (const [short, effect] of [['Compress', 'Compressor'], ['Sub', 'Sub-harmonic'], ['High cut', 'High cut']]) {
      if ((await effects.panel(effect).count()) === 0) await effects.module(short).click();
      const cut = await effects.panel(effect).evaluate((panel) => {
        const outer = panel.getBoundingClientRect();
        const loose = [...panel.querySelectorAll('h3, h4, button, input')].filter((element) => {
          const { left, right, top, bottom } = element.getBoundingClientRect();
          return left < outer.left || right > outer.right || top < outer.top || bottom > outer.bottom || element.scrollWidth > element.clientWidth + 1;
        });
        return [...(outer.left < 0 || outer.right > innerWidth || outer.bottom > innerHeight ? ['the panel'] : []), ...loose.map(({ textContent }) => textContent)];
      });
      expect(cut).toEqual([]);
      expect(await faults(door)).toEqual([]);
    }
    await effects.button('Add effect').click();
    await design.page.getByRole('menu').waitFor();
    expect(await faults(door)).toEqual([]);
    await press('Escape');
  });

  it('lies over the sliders where the window is low, and Escape closes it', async () => {
    await design.page.setViewportSize(NARROW);
    await hear(() => effects.add('Fade'));
    await effects.slider('Fade start').focus();
    await press('Escape');
    expect(await effects.panel('Fade').count()).toBe(0);
    expect(await effects.module('Fade').evaluate((button) => button === document.activeElement)).toBe(true);
    await press('Enter');
    expect(await effects.panel('Fade').count()).toBe(1);
  });
});
