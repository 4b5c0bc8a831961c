/** Four slots to compare kicks in, and a blind comparison, through both doors. */

import { describe, expect, it } from 'vitest';
import { faults } from '../fixtures/axe.ts';
import { DOORS, useDoor, type OpenDoor } from '../fixtures/doors.ts';
import type { DesignPage } from '../pages/design.ts';

describe.each(DOORS)('slots through the %s door', (name) => {
  let door: OpenDoor;
  let design: DesignPage;
  useDoor(name, { width: 1440, height: 900 }, (opened) => {
    door = opened;
    design = opened.design;
  });

  const slot = (letter: string) => design.page.getByRole('region', { name: 'Slots' }).getByRole('button', { name: new RegExp(`lot ${letter}(,|$)`) });
  const nameOf = (letter: string) => slot(letter).getAttribute('aria-label');
  /** Two kicks, the first in A and the second in B. */
  const fillTwo = async (): Promise<[number[], number[]]> => {
    const sounds: number[][] = [];
    for (const key of ['1', '2']) {
      await design.button('Randomise').click();
      await design.hears(sounds.length + 1);
      sounds.push((await design.lastHeard()).samples);
      await design.page.keyboard.press(key);
    }
    await expect.poll(() => nameOf('B')).toMatch(/^Slot B, heard at /);
    return [sounds[0], sounds[1]];
  };

  it('copies the kick at hand into an empty slot, and brings it back by key and by press', async () => {
    expect(await nameOf('A')).toBe('Copy this kick into slot A');
    const [first, second] = await fillTwo();
    await design.page.keyboard.press('1');
    await design.hears(3);
    expect((await design.lastHeard()).samples).toEqual(first);
    await expect.poll(() => slot('A').getAttribute('aria-pressed')).toBe('true');
    await slot('B').click();
    await design.hears(4);
    expect((await design.lastHeard()).samples).toEqual(second);
    await expect.poll(() => slot('A').getAttribute('aria-pressed')).toBe('false');
    await design.page.keyboard.press('Control+z');
    await design.hears(5);
    expect((await design.lastHeard()).samples).toEqual(first);
  });

  it('goes on from a kick that is brought back, and can take its place', async () => {
    const [first] = await fillTwo();
    await slot('A').click();
    await design.hears(3);
    await design.slider('Decay').fill('0.9');
    await design.hears(4);
    await expect.poll(() => slot('A').getAttribute('aria-pressed')).toBe('false');
    await design.button('Copy this kick into a slot').click();
    await slot('A').click();
    await expect.poll(() => slot('A').getAttribute('aria-pressed')).toBe('true');
    await slot('B').click();
    await design.hears(5);
    await slot('A').click();
    await design.hears(6);
    expect((await design.lastHeard()).samples).not.toEqual(first);
  });

  it('says how far each is turned down to the quietest', async () => {
    await fillTwo();
    const gains = await Promise.all(['A', 'B'].map(async (letter) => Number(/heard at (\S+) dB$/.exec((await nameOf(letter)) ?? '')?.[1].replace('\u2212', '-'))));
    expect(Math.max(...gains)).toBe(0);
    const readings: number[] = [];
    for (const letter of ['A', 'B']) {
      await slot(letter).click();
      await expect.poll(() => slot(letter).getAttribute('aria-pressed')).toBe('true');
      const text = await design.page.locator('[data-reading=Loudness] dd').textContent();
      readings.push(Number(/(\S+) LUFS/.exec(text?.replace('\u2212', '-') ?? '')?.[1]));
    }
    for (const i of [0, 1]) expect(Math.abs(readings[i] + gains[i] - Math.min(...readings))).toBeLessThan(0.11);
  });

  it('compares two blind: hides which is which, takes the choices, and tells at the end', async () => {
    const [first, second] = await fillTwo();
    await design.button('Blind comparison').click();
    const dialog = design.page.getByRole('dialog', { name: 'Blind comparison' });
    const button = (text: string) => dialog.getByRole('button', { name: text, exact: true });
    expect(await button('I prefer X').isDisabled()).toBe(true);
    expect(await dialog.textContent()).not.toMatch(/Slot [AB]/);
    const order: boolean[] = [];
    for (let round = 0; round < 4; round++) {
      await button('Play X').click();
      await design.hears(3 + 2 * round);
      const x = (await design.lastHeard()).samples;
      order.push(x.every((sample, i) => sample === first[i]));
      await design.page.keyboard.press('y');
      await design.hears(4 + 2 * round);
      expect((await design.lastHeard()).samples).toEqual(order[round] ? second : first);
      if (round === 0) expect(await faults(door)).toEqual([]);
      // Always the kick of slot A, whatever it is called.
      await button(order[round] ? 'I prefer X' : 'I prefer Y').click();
    }
    await button('Reveal').click();
    const text = (await dialog.textContent()) ?? '';
    expect(text).toContain('Slot A4 of 4');
    expect(text).toContain('Slot B0 of 4');
    // Two in sixteen.
    expect(text).toMatch(/comes in 1[23] %/);
    expect(await dialog.getByRole('listitem').allTextContents()).toEqual(order.map((a) => `X was ${a ? 'A' : 'B'}, you chose A`));
    await button('Once more').click();
    await button('Play X').waitFor();
    await design.page.keyboard.press('Escape');
    await expect.poll(() => dialog.count()).toBe(0);
  });
});
