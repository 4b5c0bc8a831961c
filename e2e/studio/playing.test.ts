/** Playing the kick at hand, through both doors: from a MIDI keyboard, and from the computer's own keys. */

import type { Page } from 'playwright';
import { describe, expect, it } from 'vitest';
import { DOORS, useDoor, type OpenDoor } from '../fixtures/doors.ts';
import { layMidi } from '../fixtures/midi.ts';
import type { DesignPage } from '../pages/design.ts';
import { shellPage, type ShellPage } from '../pages/shell.ts';

/** For machines that have other work. */
const PATIENT = { timeout: 15_000 };
const NOTE_ON = 0x90;
/** The level meter's left end, dBFS. */
const LOWEST_DB = -48;

const peakOf = (samples: readonly number[]): number => 20 * Math.log10(Math.max(...samples.map(Math.abs)));

describe.each(DOORS)('playing through the %s door', (name) => {
  let door: OpenDoor;
  let design: DesignPage;
  let shell: ShellPage;
  let page: Page;

  useDoor(name, { width: 1440, height: 900 }, (opened) => {
    door = opened;
    design = opened.design;
    page = design.page;
    shell = shellPage(page);
  });

  const strike = async (note: number, velocity: number): Promise<number[]> => {
    const before = await design.heard();
    await page.evaluate(([status, ...data]) => { window.cardboard.send(status, ...data); }, [NOTE_ON, note, velocity]);
    await design.hears(before + 1);
    return (await design.lastHeard()).samples;
  };

  it('asks for MIDI on a click alone; a note tunes, and how hard it is struck sets the level', async () => {
    await layMidi(page);
    await door.reload();
    await shell.goTo('Settings');
    expect(await page.evaluate(() => window.cardboard.asked)).toBe(0);
    await page.getByRole('switch', { name: 'MIDI keyboards' }).click();
    const inputs = page.getByRole('list', { name: 'MIDI keyboards' });
    await expect.poll(() => inputs.textContent(), PATIENT).toBe('Cardboard 25');
    await page.evaluate(() => { window.cardboard.plugIn('Pads'); });
    await expect.poll(() => inputs.textContent(), PATIENT).toBe('Cardboard 25Pads');
    await shell.goTo('Design');
    await shell.button('Play').click();
    await design.hears(1);
    const own = (await design.lastHeard()).samples;
    const low = await strike(31, 127);
    await expect.poll(() => shell.peak(), PATIENT).toBeCloseTo(peakOf(low), 0);
    const high = await strike(36, 127);
    expect(new Set([own, low, high].map((samples) => samples.join())).size).toBe(3);
    // A sound that is cut off is faded out, and loud until then.
    await expect.poll(() => shell.meter(), PATIENT).toBe(LOWEST_DB);
    // The same note again is the same sound, softer.
    expect(await strike(31, 30)).toEqual(low);
    await expect.poll(() => shell.peak(), PATIENT).toBeLessThan(peakOf(low) - 15);
    // The kick at hand is as it was.
    expect(await design.steps().count()).toBe(1);
    await shell.button('Play').click();
    await expect.poll(() => design.heard(), PATIENT).toBe(5);
    expect((await design.lastHeard()).samples).toEqual(own);
  });

  it('makes the computer\'s keys a piano, which takes nothing from a field, and keys again', async () => {
    await page.keyboard.press('m');
    await expect.poll(() => shell.button('Play with the computer\'s keys').getAttribute('aria-pressed'), PATIENT).toBe('true');
    await page.keyboard.press('a');
    await design.hears(1);
    const c = (await design.lastHeard()).samples;
    await page.keyboard.press('d');
    await design.hears(2);
    expect((await design.lastHeard()).samples).not.toEqual(c);
    // `s` is a D here, and saves nothing; keys that are none of the row do what they did.
    await page.keyboard.press('s');
    await design.hears(3);
    await page.keyboard.press('x');
    await expect.poll(() => shell.transport.textContent(), PATIENT).toContain('C2');
    expect(await design.cards().count()).toBe(0);
    await page.keyboard.press(' ');
    await design.hears(4);
    await design.search().pressSequentially('asd');
    expect(await design.search().inputValue()).toBe('asd');
    await design.search().fill('');
    await page.getByRole('heading', { level: 1 }).click();
    expect(await design.heard()).toBe(4);
    await page.keyboard.press('m');
    await page.keyboard.press('s');
    await expect.poll(() => design.cards().count(), PATIENT).toBe(1);
    expect(await design.heard()).toBe(4);
  });
});
