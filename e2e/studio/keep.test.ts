/** Keeping kicks, through both doors: save, find, open, delete, drop a sound, download. */

import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { writeWav } from '../../src-main/audio/wav-write.ts';
import { readTone } from '../../src-main/studio/fixtures/wav.ts';
import { DOORS, useDoor, type OpenDoor } from '../fixtures/doors.ts';
import type { DesignPage } from '../pages/design.ts';

/** A kick of our own: a sweep down to 50 Hz. */
const DROPPED = writeWav(
  [Float32Array.from({ length: 22_050 }, (_, n) => 0.8 * Math.exp(-n / 6000) * Math.sin(2 * Math.PI * (50 * (n / 44_100) + 3 * (1 - Math.exp(-n / 900)))))],
  44_100,
  { format: 'int16', ditherSeed: 1 },
);

describe.each(DOORS)('keeping through the %s door', (name) => {
  let door: OpenDoor;
  let design: DesignPage;

  useDoor(name, { width: 1440, height: 900 }, (opened) => {
    door = opened;
    design = opened.design;
  });

  const randomise = async (): Promise<number[]> => {
    const count = await design.heard();
    await design.button('Randomise').click();
    await design.hears(count + 1);
    return (await design.lastHeard()).samples;
  };
  const rename = async (from: string, to: string): Promise<void> => {
    await design.button(`Rename ${from}`).click();
    await design.page.keyboard.type(to);
    await design.page.keyboard.press('Enter');
    await expect.poll(() => design.card(to).count()).toBe(1);
  };
  /** Saves the kick at hand. @returns its name */
  const save = async (): Promise<string> => {
    await design.button('Save').click();
    const status = design.page.getByRole('status');
    await expect.poll(() => status.textContent()).toMatch(/^Saved as /);
    const kept = ((await status.textContent()) ?? '').slice('Saved as '.length);
    await design.button('Dismiss').click();
    return kept;
  };

  it('teaches in an empty library what it is for', async () => {
    await expect.poll(() => design.page.getByRole('region', { name: 'Saved kicks' }).textContent()).toContain('Your kicks will stand here');
  });

  it('saves, finds after a reload, and opens the very samples that were heard', async () => {
    const heard = await randomise();
    await design.slider('Click').fill('0.7');
    await design.hears(2);
    const shaped = (await design.lastHeard()).samples;
    expect(shaped).not.toEqual(heard);
    await rename(await save(), 'Warehouse floor');
    await randomise();
    await rename(await save(), 'Velvet door');
    await door.reload();
    await expect.poll(() => design.cards().count()).toBe(2);
    await design.search().fill('floor ware');
    await expect.poll(() => design.cards().count()).toBe(1);
    await design.button('Open Warehouse floor').click();
    await design.hears(1);
    expect((await design.lastHeard()).samples).toEqual(shaped);
    expect(await design.position('Click')).toBe(0.7);
    await design.slider('Decay').fill('0.9');
    await design.hears(2);
    expect((await design.lastHeard()).samples).not.toEqual(shaped);
    await design.search().fill('no such name');
    await expect.poll(() => design.page.getByRole('region', { name: 'Saved kicks' }).textContent()).toContain('No kick fits');
  });

  it('marks favourites and shows them alone', async () => {
    await design.button('Make Velvet door a favourite').click();
    await design.button('Show favourites only').click();
    await expect.poll(() => design.cards().count()).toBe(1);
    expect(await design.card('Velvet door').count()).toBe(1);
    await design.button('Show all').click();
    await expect.poll(() => design.cards().count()).toBe(2);
  });

  it('deletes, and brings back', async () => {
    await design.button('More for Velvet door').click();
    await design.page.getByRole('menuitem', { name: 'Move to trash' }).click();
    await expect.poll(() => design.card('Velvet door').count()).toBe(0);
    await design.button('Put back').click();
    await expect.poll(() => design.card('Velvet door').count()).toBe(1);
    await door.reload();
    await expect.poll(() => design.card('Velvet door').count()).toBe(1);
  });

  it('finds a dropped sound in the model, to be shaped', async () => {
    const before = await design.picture('Waveform');
    await design.drop({ name: 'my kick.wav', bytes: DROPPED, type: 'audio/wav' });
    await design.hears(1);
    await expect.poll(() => design.picture('Waveform')).not.toBe(before);
    expect(await design.steps().last().getAttribute('aria-label')).toBe('Step 2: my kick.wav');
    const dropped = await design.lastHeard();
    await design.slider('Brightness').fill('0.9');
    await design.hears(2);
    expect((await design.lastHeard()).samples).not.toEqual(dropped.samples);
  });

  /** A shaped kick, as it is heard and as the file that is downloaded of it. */
  const shapedFile = async (): Promise<{ heard: number[]; bytes: Uint8Array }> => {
    await randomise();
    await design.slider('Click').fill('0.7');
    await design.hears(2);
    const { samples } = await design.lastHeard();
    const [download] = await Promise.all([design.page.waitForEvent('download'), design.button('Download WAV').click()]);
    return { heard: samples, bytes: await readFile(await download.path()) };
  };
  const drop = (bytes: Uint8Array): Promise<void> => design.drop({ name: 'mine.wav', bytes, type: 'audio/wav' });

  it('brings a dropped file of its own back as it was heard, with its settings', async () => {
    const { heard, bytes } = await shapedFile();
    await randomise();
    expect(await design.position('Click')).not.toBe(0.7);
    await drop(bytes);
    await expect.poll(() => design.page.getByRole('status').textContent()).toBe('mine.wav is made again with every setting, sample for sample');
    expect((await design.lastHeard()).samples).toEqual(heard);
    expect(await design.position('Click')).toBe(0.7);
  });

  it('asks what is to become of one whose model is not here', async () => {
    const { heard, bytes } = await shapedFile();
    const text = Buffer.from(bytes).toString('latin1');
    const foreign = Buffer.from(text.replace(/"model":{"id":"[^"]*"/, (id) => `"model":{"id":"${'f'.repeat(id.length - 16)}"`), 'latin1');
    const dialog = design.page.getByRole('dialog', { name: 'Its model is not here' });
    await randomise();
    await drop(foreign);
    await expect.poll(() => dialog.textContent()).toMatch(/mine\.wav: was made with the model .* \(f+\), which is not installed here/);
    await dialog.getByRole('button', { name: 'Open it as it is' }).click();
    await design.hears(4);
    // As the file has it: rounded to 24 bits.
    expect(Math.max(...(await design.lastHeard()).samples.map((x, i) => Math.abs(x - heard[i])))).toBeLessThanOrEqual(1.5 * 2 ** -23);
    await drop(foreign);
    await dialog.getByRole('button', { name: 'Shape it with the present model' }).click();
    await design.hears(5);
    await expect.poll(() => dialog.count()).toBe(0);
    expect((await design.lastHeard()).samples).not.toEqual(heard);
  });

  it('says which dropped file is no sound, and keeps the kick', async () => {
    const before = await design.picture('Waveform');
    await design.drop({ name: 'notes.wav', bytes: new TextEncoder().encode('buy milk, and then some more milk for the weekend'), type: 'audio/wav' });
    await expect.poll(() => design.page.getByRole('alert').textContent()).toMatch(/notes\.wav.*\. .+/);
    expect(await design.picture('Waveform')).toBe(before);
    await design.button('Dismiss').click();
    await expect.poll(() => design.page.getByRole('alert').count()).toBe(0);
  });

  it('downloads what was heard, from the screen and from a card', async () => {
    const heard = await randomise();
    const kept = await save();
    const takes = [
      () => design.button('Download WAV').click(),
      async () => {
        await design.button(`More for ${kept}`).click();
        await design.page.getByRole('menuitem', { name: 'Download WAV' }).click();
      },
    ];
    for (const take of takes) {
      const [download] = await Promise.all([design.page.waitForEvent('download'), take()]);
      expect(download.suggestedFilename()).toMatch(/\.wav$/);
      const { samples, sampleRate } = readTone(await readFile(await download.path()));
      expect(sampleRate).toBe(44_100);
      expect(samples).toHaveLength(heard.length);
      // Dither and rounding: one and a half steps of 24 bits.
      expect(Math.max(...samples.map((x, i) => Math.abs(x - heard[i])))).toBeLessThanOrEqual(1.5 * 2 ** -23);
    }
  });
});
