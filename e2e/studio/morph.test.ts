/** Morphing, through both doors: the strip, the pad and the transfer, and what becomes of the sounds that are found there. */

import { readFile } from 'node:fs/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { writeWav } from '../../src-main/audio/wav-write.ts';
import { readTone } from '../../src-main/studio/fixtures/wav.ts';
import { faults } from '../fixtures/axe.ts';
import { DOORS, useDoor, type OpenDoor } from '../fixtures/doors.ts';
import type { DesignPage } from '../pages/design.ts';
import { morphPage, type MorphPage } from '../pages/morph.ts';
import { shellPage } from '../pages/shell.ts';

/** A machine may be busy with other pages. */
const eventually = <T>(read: () => T | Promise<T>) => expect.poll(read, { timeout: 30_000 });

const SIZES = [{ width: 1440, height: 900 }, { width: 1024, height: 700 }];

/** A kick of our own: a sweep down to `hz`. */
const dropped = (hz: number): Uint8Array => writeWav(
  [Float32Array.from({ length: 22_050 }, (_, n) => 0.8 * Math.exp(-n / 6000) * Math.sin(2 * Math.PI * (hz * (n / 44_100) + 3 * (1 - Math.exp(-n / 900)))))],
  44_100,
  { format: 'int16', ditherSeed: 1 },
);

describe.each(DOORS)('morphing through the %s door', (name) => {
  let door: OpenDoor;
  let design: DesignPage;
  let morph: MorphPage;

  useDoor(name, SIZES[0], (opened) => {
    door = opened;
    design = opened.design;
    morph = morphPage(design.page);
  });
  beforeEach(() => morph.open());
  // A page that is loaded anew is waited for on Design.
  afterEach(() => shellPage(design.page).goTo('Design'));

  const press = (key: string) => design.page.keyboard.press(key);
  /** Does something that is heard. @returns the sound */
  const hear = async (act: () => Promise<void>): Promise<number[]> => {
    const count = await design.heard();
    await act();
    await design.hears(count + 1);
    return (await design.lastHeard()).samples;
  };
  /** Brings four kicks of chance in. @returns their sounds */
  const begin = async (): Promise<number[][]> => {
    await hear(() => morph.button('Four random kicks').click());
    await eventually(() => morph.kicks.count()).toBe(4);
    const sounds: number[][] = [];
    for (let i = 0; i < 4; i++) sounds.push(await hear(() => morph.kicks.nth(i).click()));
    return sounds;
  };

  it('teaches on an empty screen what it is for, and how to begin', async () => {
    const text = await design.page.getByRole('main').textContent();
    for (const word of ['Strip', 'Pad', 'Transfer', 'drop sound files here']) expect(text).toContain(word);
    expect(await morph.button('Save').isDisabled()).toBe(true);
    await morph.button('The kick in Design and a random one').click();
    await eventually(() => morph.kicks.count()).toBe(2);
  });

  it('a strip is stepped through, played at a tempo, and every step of it can be kept', async () => {
    const [first, , , last] = await begin();
    await eventually(() => morph.steps()).toBe(4 + 3 * 7);
    await morph.filled();
    await morph.step.focus();
    expect(await hear(() => press('End'))).toEqual(last);
    expect(await hear(() => press('Home'))).toEqual(first);
    expect(await morph.place()).toBe('Random 1');
    const second = await hear(() => press('ArrowRight'));
    expect(await morph.place()).toBe('A to B, 13 %');
    expect(second).not.toEqual(first);
    expect(await hear(() => press(' '))).toEqual(second);

    // Under the pointer each step that is passed over is heard.
    const box = await morph.step.boundingBox();
    if (box === null) throw new Error('no strip');
    await design.page.mouse.move(box.x + 40, box.y + 80);
    const before = await design.heard();
    await design.page.mouse.down();
    await design.page.mouse.move(box.x + 240, box.y + 80, { steps: 20 });
    await design.page.mouse.up();
    expect(await design.heard()).toBeGreaterThan(before + 3);

    const kept = await design.lastHeard();
    await morph.button('Save').click();
    await eventually(() => design.page.getByRole('status').filter({ hasText: 'Saved as' }).count()).toBe(1);
    const [download] = await Promise.all([design.page.waitForEvent('download'), morph.button('Download WAV').click()]);
    const { samples } = readTone(await readFile(await download.path()));
    // Dither and rounding: one and a half steps of 24 bits.
    expect(Math.max(...samples.map((x, i) => Math.abs(x - kept.samples[i])))).toBeLessThanOrEqual(1.5 * 2 ** -23);

    await morph.choose('Steps between', '3');
    await eventually(() => morph.steps()).toBe(4 + 3 * 3);
    await morph.filled();
    await morph.step.focus();
    await hear(() => press('End'));
    for (let i = 0; i < 2; i++) await hear(() => press('ArrowLeft'));
    const atStart = await design.heard();
    await morph.button('Play all').click();
    await design.hears(atStart + 3);
    expect((await design.lastHeard()).samples).toEqual(last);
    await eventually(() => morph.button('Play all').count()).toBe(1);
    await hear(async () => {
      await morph.button('Play all').click();
    });
    await morph.button('Stop').click();
    const stopped = await design.heard();
    await design.page.waitForTimeout(700);
    expect(await design.heard()).toBe(stopped);
  });

  it('the way is straight or spherical, and undone like every change', async () => {
    await begin();
    await morph.filled();
    await morph.step.focus();
    for (let i = 0; i < 2; i++) await hear(() => press('ArrowRight'));
    const straight = await hear(() => press('ArrowRight'));
    expect(await morph.place()).toBe('A to B, 38 %');
    // The strip is planned anew meanwhile.
    const isStraight = async (): Promise<boolean> => (await hear(() => press(' '))).join() === straight.join();
    await morph.choose('Way', /^Spherical/);
    await morph.step.focus();
    await eventually(isStraight).toBe(false);
    await press('Control+z');
    await eventually(isStraight).toBe(true);
  });

  it('kicks come from the library, the history and files, and change places', async () => {
    await shellPage(design.page).goTo('Design');
    const shaped = await hear(() => design.button('Randomise').click());
    await design.button('Save').click();
    await eventually(() => design.cards().count()).toBeGreaterThan(0);
    const saved = ((await design.page.getByRole('status').filter({ hasText: 'Saved as' }).textContent()) ?? '').slice('Saved as '.length);
    await morph.open();
    expect(await hear(() => morph.add('Saved kick', saved))).toEqual(shaped);
    expect(await hear(() => morph.add('From the history', 'Randomise'))).toEqual(shaped);
    await design.drop(...[50, 80].map((hz, i) => ({ name: `mine ${String(i + 1)}.wav`, bytes: dropped(hz), type: 'audio/wav' })));
    await eventually(() => morph.kicks.count()).toBe(4);
    expect(await morph.kicks.last().getAttribute('aria-label')).toBe('Hear D, mine 2');
    await morph.change('D', 'Move left');
    expect(await morph.kicks.nth(2).getAttribute('aria-label')).toBe('Hear C, mine 2');
    await morph.change('A', 'Remove');
    await eventually(() => morph.kicks.count()).toBe(3);
    await press('Control+z');
    await eventually(() => morph.kicks.count()).toBe(4);
  });

  it('a pad is played by hand and by key, and its corners are the kicks', async () => {
    const [a, b, c, d] = await begin();
    await morph.use('Pad');
    await eventually(() => morph.label()).toBe('A 25 %, B 25 %, C 25 %, D 25 %');
    await morph.pad.focus();
    const right = await hear(() => press('ArrowRight'));
    const lower = await hear(() => press('Shift+ArrowDown'));
    expect(new Set([right, lower, a, b, c, d].map((samples) => samples.join())).size).toBe(6);
    expect(await morph.pad.getAttribute('aria-valuetext')).toMatch(/^55 % from the left, 51 % from the top: A 22 %/);
    const box = await morph.pad.boundingBox();
    if (box === null) throw new Error('no pad');
    await design.page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
    await design.page.mouse.down();
    await design.page.mouse.move(box.x + box.width + 50, box.y + box.height + 50, { steps: 4 });
    await eventually(async () => (await design.lastHeard()).samples.join() === d.join()).toBe(true);
    await design.page.mouse.up();
    expect(await hear(() => morph.choose('Bottom right', /^B,/))).toEqual(b);
    // A drag is one step of what can be undone.
    await press('Control+z');
    await eventually(async () => (await design.lastHeard()).samples.join() === d.join()).toBe(true);
    await press('Control+z');
    await eventually(() => morph.pad.getAttribute('aria-valuetext')).toContain('55 % from the left, 51 % from the top');
  });

  it('a transfer gives parts of other kicks by their amounts, and goes on in Design', async () => {
    const [a, b] = await begin();
    await morph.use('Transfer');
    await eventually(() => morph.label()).toBe('Random 1 with parts of others');
    expect(await hear(() => shellPage(design.page).button('Play').click())).toEqual(a);
    expect(await hear(() => morph.choose('Body from', /^B,/))).toEqual(b);
    const half = await hear(() => morph.amount('Body').fill('0.5'));
    expect(new Set([a, b, half].map((samples) => samples.join())).size).toBe(3);
    expect(await hear(() => morph.choose('Body from', 'Own'))).toEqual(a);
    const sounds = [a];
    for (const part of ['Transient', 'Tail', 'Pitch curve', 'Tone']) sounds.push(await hear(() => morph.choose(`${part} from`, /^C,/)));
    expect(new Set(sounds.map((samples) => samples.join())).size).toBe(5);
    const given = sounds.at(-1);
    expect(await hear(() => morph.button('Open in Design').click())).toEqual(given);
    await eventually(() => shellPage(design.page).heading.textContent()).toBe('Design');
    expect(await design.steps().last().getAttribute('aria-label')).toContain('Random 1 with parts of others');
    // What a latent does not know of stays in the sound while it is shaped.
    const before = await hear(() => design.slider('Decay').fill('0.9'));
    expect(before).not.toEqual(given);
    await design.slider('Decay').dblclick();
    await eventually(async () => (await design.lastHeard()).samples.join() === given?.join()).toBe(true);
  });

  it.each(SIZES)('has no serious fault at $width x $height, on any of its tools', async (size) => {
    await design.page.setViewportSize(size);
    expect(await faults(door)).toEqual([]);
    await begin();
    for (const tool of ['Strip', 'Pad', 'Transfer'] as const) {
      await morph.use(tool);
      await eventually(() => morph.button('Save').isEnabled()).toBe(true);
      expect(await faults(door)).toEqual([]);
    }
  });
});
