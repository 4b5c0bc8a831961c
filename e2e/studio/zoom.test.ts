/** Looking at the sound closely, through both doors: by wheel, keys, buttons and pointer. */

import { beforeEach, describe, expect, it } from 'vitest';
import { DOORS, useDoor } from '../fixtures/doors.ts';
import type { DesignPage } from '../pages/design.ts';

describe.each(DOORS)('zooming through the %s door', (name) => {
  let design: DesignPage;
  useDoor(name, { width: 1440, height: 900 }, (opened) => {
    design = opened.design;
  });

  const times = async (): Promise<number[]> => (await design.page.locator('.plot-times span').allTextContents()).map(Number);
  const box = async () => {
    const found = await design.page.getByRole('img', { name: 'Waveform', exact: true }).boundingBox();
    if (found === null) throw new Error('the waveform is not visible');
    return found;
  };
  const zoomed = async (): Promise<number> => {
    const named = await times();
    return (named[1] - named[0]) / 1000;
  };

  beforeEach(async () => {
    await design.button('Randomise').click();
    await design.hears(1);
    await design.page.locator('main h1').click();
  });

  it('shows all of it at first, closer by key and by button, and all of it again', async () => {
    expect((await times())[0]).toBe(0);
    expect((await times()).at(-1)).toBeGreaterThan(1000);
    // Silent, so that no playhead is in the pictures.
    await design.page.keyboard.press('Escape');
    const [wave, spectrum] = [await design.picture('Waveform'), await design.picture('Spectrogram')];
    for (let i = 0; i < 3; i++) await design.page.keyboard.press('+');
    await expect.poll(async () => (await times()).at(-1)).toBeLessThan(190);
    await expect.poll(() => design.picture('Waveform')).not.toBe(wave);
    await expect.poll(() => design.picture('Spectrogram')).not.toBe(spectrum);
    await design.button('Zoom out').click();
    await expect.poll(async () => (await times()).at(-1)).toBeGreaterThan(300);
    await design.page.keyboard.press('0');
    await expect.poll(() => design.button('Zoom out').isDisabled()).toBe(true);
    await expect.poll(() => design.picture('Waveform')).toBe(wave);
    await expect.poll(() => design.picture('Spectrogram')).toBe(spectrum);
  });

  it('goes as close as single samples', async () => {
    for (let i = 0; i < 12; i++) await design.page.keyboard.press('+');
    await expect.poll(async () => (await times()).at(-1)).toBeLessThan(2);
    // 1.5 ms over 1000 pixels: the named times are tenths of a millisecond.
    expect(await zoomed()).toBeLessThanOrEqual(0.0002);
  });

  it('follows the wheel about the pointer, and pans sideways', async () => {
    const { x, y, width, height } = await box();
    await design.page.mouse.move(x + width / 2, y + height / 2);
    await design.page.mouse.wheel(0, -800);
    // Four times closer about the middle, 750 ms.
    await expect.poll(async () => (await times())[0]).toBeGreaterThan(500);
    const before = (await times())[0];
    expect((await times()).at(-1)).toBeLessThan(1000);
    await design.page.mouse.wheel(300, 0);
    await expect.poll(async () => (await times())[0]).toBeGreaterThan(before);
  });

  it('drags the part that is looked at, and scrubs only on the whole', async () => {
    const { x, y, width, height } = await box();
    const drag = async (from: number, to: number): Promise<void> => {
      await design.page.mouse.move(x + from * width, y + 0.2 * height);
      await design.page.mouse.down();
      await design.page.mouse.move(x + to * width, y + 0.2 * height, { steps: 4 });
      await design.page.mouse.up();
    };
    await drag(0.02, 0.06);
    const scrubbed = await design.heard();
    expect(scrubbed).toBeGreaterThan(2);
    for (let i = 0; i < 3; i++) await design.page.keyboard.press('+');
    await drag(0.8, 0.2);
    await expect.poll(async () => (await times())[0]).toBeGreaterThan(50);
    expect(await design.heard()).toBe(scrubbed);
    await design.page.mouse.click(x + 0.1 * width, y + 0.2 * height);
    await design.hears(scrubbed + 1);
    await design.page.mouse.dblclick(x + 0.9 * width, y + 0.2 * height);
    await expect.poll(async () => (await times()).at(-1)).toBeGreaterThan(1000);
  });

  it('moves along by arrow keys, and stays there for the next sound', async () => {
    for (let i = 0; i < 2; i++) await design.page.keyboard.press('+');
    await design.page.getByRole('region', { name: 'Sound', exact: true }).focus();
    await design.page.keyboard.press('ArrowRight');
    await expect.poll(async () => (await times())[0]).toBeGreaterThan(0);
    const seen = await times();
    await design.page.keyboard.press('r');
    await design.hears(2);
    expect(await times()).toEqual(seen);
    await design.page.keyboard.press('ArrowLeft');
    await expect.poll(async () => (await times())[0]).toBe(0);
  });

  it('says what its colours mean', async () => {
    await design.page.getByRole('img', { name: /^Colours from 0 dB/ }).waitFor();
    expect(await design.page.locator('.colour-scale span').allTextContents()).toEqual(['0 dB', '\u221220', '\u221240', '\u221260', '\u221280']);
  });
});
