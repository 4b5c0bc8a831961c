/** The pitch pulled by its points, and notes that fall into a key, through both doors. */

import { describe, expect, it } from 'vitest';
import { faults } from '../fixtures/axe.ts';
import { DOORS, useDoor, type OpenDoor } from '../fixtures/doors.ts';
import type { DesignPage } from '../pages/design.ts';

const F_MINOR = ['F', 'G', 'G#', 'A#', 'C', 'C#', 'D#'];

describe.each(DOORS)('pitch through the %s door', (name) => {
  let door: OpenDoor;
  let design: DesignPage;
  useDoor(name, { width: 1440, height: 900 }, (opened) => {
    door = opened;
    design = opened.design;
  });

  const point = (ms: number) => design.page.getByRole('slider', { name: `Pitch at ${ms} ms`, exact: true });
  const cents = async (ms: number): Promise<number> => Number(await point(ms).getAttribute('aria-valuenow'));
  const hz = async (ms: number): Promise<number> => Number(/, (\d+) Hz$/.exec((await point(ms).getAttribute('aria-valuetext')) ?? '')?.[1]);
  const heardSamples = async () => (await design.lastHeard()).samples;
  /** The sound at hand, without having changed it. */
  const own = async (): Promise<number[]> => {
    await design.button('Play').click();
    await design.hears(1);
    return heardSamples();
  };

  it('is pulled by keys in cents, finely with Shift, heard each time, and let go of', async () => {
    const before = await own();
    await point(160).focus();
    await design.page.keyboard.press('PageUp');
    await design.hears(2);
    expect(await cents(160)).toBe(100);
    const pulled = await heardSamples();
    expect(pulled).not.toEqual(before);
    await design.page.keyboard.press('ArrowDown');
    await design.page.keyboard.press('Shift+ArrowDown');
    await expect.poll(() => cents(160)).toBe(89);
    expect(await cents(80)).toBe(0);
    await design.page.keyboard.press('Delete');
    await expect.poll(() => cents(160)).toBe(0);
    await expect.poll(heardSamples).toEqual(before);
  });

  it('all points alike are another note', async () => {
    const { page } = design;
    const before = await hz(160);
    await page.locator('main h1').click();
    // Close enough that each of the first has room.
    for (let i = 0; i < 4; i++) await page.keyboard.press('+');
    for (const ms of [0, 5, 10, 20, 40, 80, 160, 320]) {
      if (ms === 160) await page.keyboard.press('0');
      await point(ms).focus();
      for (let i = 0; i < 3; i++) await page.keyboard.press('PageUp');
      await expect.poll(() => cents(ms)).toBe(300);
    }
    await expect.poll(() => hz(160)).toSatisfy((now: number) => Math.abs(now - before * 2 ** (300 / 1200)) <= 1);
  });

  it('is dragged by the pointer without scrubbing, as one step, and let go of by a double click', async () => {
    const steps = await design.steps().count();
    const box = await point(160).boundingBox();
    if (box === null) throw new Error('the point is not visible');
    const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
    await design.page.mouse.move(x, y);
    await design.page.mouse.down();
    await design.page.mouse.move(x + 20, y - 20, { steps: 4 });
    const far = await cents(160);
    expect(far).toBeGreaterThan(300);
    await design.page.keyboard.down('Shift');
    await design.page.mouse.move(x + 20, y - 30, { steps: 2 });
    await design.page.keyboard.up('Shift');
    await design.page.mouse.up();
    expect((await cents(160)) - far).toBeGreaterThan(0);
    expect((await cents(160)) - far).toBeLessThan(far / 4);
    await expect.poll(() => design.steps().count()).toBe(steps + 1);
    await point(160).dblclick();
    await expect.poll(() => cents(160)).toBe(0);
  });

  it('is undone, and comes back with a saved kick', async () => {
    await point(320).focus();
    await design.page.keyboard.press('PageDown');
    await design.hears(1);
    await design.button('Save').click();
    await expect.poll(() => design.cards().count()).toBe(1);
    await design.page.keyboard.press('Control+z');
    await expect.poll(() => cents(320)).toBe(0);
    await design.cards().first().getByRole('button').first().click();
    await expect.poll(() => cents(320)).toBe(-100);
    const steps = await design.steps().count();
    await design.slider('Decay').fill('0.6');
    await expect.poll(() => design.steps().count()).toBe(steps + 1);
    expect(await cents(320)).toBe(-100);
  });

  it('falls into a key for as long as it is switched on', async () => {
    // A kick without a pitch to be sure of has no note, and stays as it is.
    const allowed = [...F_MINOR, ''];
    const noteAtHand = async (): Promise<string> => {
      const label = await design.button(/^Note /).getAttribute('aria-label');
      return /^Note ([A-G]#?)/.exec(label ?? '')?.[1] ?? '';
    };
    await design.button(/^Tune to a key: off$/).click();
    const dialog = design.page.getByRole('dialog', { name: 'Key' });
    await dialog.getByRole('radio', { name: 'F', exact: true }).waitFor();
    expect(await faults(door)).toEqual([]);
    await dialog.getByRole('switch', { name: 'Tune to a key' }).click();
    await design.hears(1);
    await design.page.keyboard.press('Escape');
    await expect.poll(noteAtHand).toSatisfy((note: string) => F_MINOR.includes(note));
    for (let i = 2; i < 6; i++) {
      await design.button('Randomise').click();
      await design.hears(i);
      await expect.poll(noteAtHand).toSatisfy((note: string) => allowed.includes(note), `random kick ${i - 1} in F minor`);
    }
    await design.button('Tune to a key: F minor').click();
    await dialog.getByRole('radio', { name: 'E', exact: true }).click();
    await dialog.getByRole('radio', { name: 'root', exact: true }).click();
    await expect.poll(noteAtHand).toBe('E');
  });

  it('has no serious fault with a point that has the focus', async () => {
    await point(160).focus();
    expect(await faults(door)).toEqual([]);
  });
});
