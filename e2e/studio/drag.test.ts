/** Kicks on their way to other programs, from where they are shown, and the menu beside it, through both doors. */

import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sampleBytes } from '../../src-main/studio/fixtures/wav.ts';
import { faults } from '../fixtures/axe.ts';
import { DOORS, useDoor, type OpenDoor } from '../fixtures/doors.ts';
import type { DesignPage } from '../pages/design.ts';
import { dragging, type Dropped } from '../pages/drag.ts';
import { morphPage } from '../pages/morph.ts';
import { shellPage } from '../pages/shell.ts';

/** Steps of a strip between four kicks, seven between each two. */
const STRIP_OF_FOUR = 25;

/** In the place of the system's own, which would open a window. */
let programs: string;
/** What it was asked to show. */
let shown: string;
const { PATH } = process.env;
beforeAll(() => {
  programs = mkdtempSync(join(tmpdir(), 'kicklab-programs-'));
  shown = join(programs, 'shown');
  writeFileSync(join(programs, 'xdg-open'), `#!/bin/sh\necho "$1" >> "${shown}"\n`);
  chmodSync(join(programs, 'xdg-open'), 0o755);
  process.env.PATH = [programs, PATH].join(delimiter);
});
afterAll(() => {
  process.env.PATH = PATH;
  rmSync(programs, { recursive: true });
});

describe.each(DOORS)('dragging out through the %s door', (name) => {
  let door: OpenDoor;
  let design: DesignPage;
  let drag: ReturnType<typeof dragging>['drag'];
  let stands: ReturnType<typeof dragging>['stands'];
  useDoor(name, { width: 1440, height: 900 }, (opened) => {
    door = opened;
    design = opened.design;
    ({ drag, stands } = dragging(opened));
  });

  /** Randomises and hears it: the very bits. */
  const hearAnother = async (): Promise<Buffer> => {
    const before = await design.heard();
    await design.button('Randomise').click();
    await design.hears(before + 1);
    return heard();
  };
  const heard = async (): Promise<Buffer> => Buffer.from(Float32Array.from((await design.lastHeard()).samples).buffer);
  const only = ({ files }: Dropped): Buffer => {
    expect(files.size).toBe(1);
    return sampleBytes([...files.values()][0]);
  };
  const menuItem = (label: string) => design.page.getByRole('menuitem', { name: label, exact: true });
  const said = () => design.page.getByRole('status').allTextContents();

  it('takes a saved kick by its card: the file stands before the drag, bit for bit what was heard', async () => {
    const sound = await hearAnother();
    await design.button('Save').click();
    const card = design.cards().first();
    await card.waitFor();
    const title = await card.locator('.card-name').textContent();
    await card.hover();
    await expect.poll(() => stands(`${title}.wav`)).toBe(true);
    const dropped = await drag(card);
    expect(dropped.attempts).toBe(1);
    expect(only(dropped).equals(sound)).toBe(true);
  });

  it('takes the kick at hand by the grip of its picture, which plays nothing', async () => {
    const sound = await hearAnother();
    const before = await design.heard();
    const dropped = await drag(design.button('This kick as a file'));
    expect(only(dropped).equals(sound)).toBe(true);
    expect(stands(dropped.name)).toBe(true);
    expect(await design.heard()).toBe(before);
  });

  it('takes earlier kicks from the history and the slots, in this start and in the next', async () => {
    const first = await hearAnother();
    await design.page.keyboard.press('1');
    await hearAnother();
    const slot = design.page.getByRole('region', { name: 'Slots' }).getByRole('button', { name: /^Slot A, heard at / });
    await slot.waitFor();
    const step = () => design.page.getByRole('button', { name: /^Step 2: / });
    const [ofSlot, ofStep] = [await drag(slot), await drag(step())];
    expect([ofSlot, ofStep].map((dropped) => only(dropped).equals(first))).toEqual([true, true]);
    // The same kick is the same file.
    expect(ofStep.name).toBe(ofSlot.name);
    await design.page.waitForTimeout(700);
    await door.reload();
    expect(only(await drag(step())).equals(first)).toBe(true);
  });

  it('takes steps of a morph, and its kicks', async () => {
    const morph = morphPage(design.page);
    await morph.open();
    await morph.button('Four random kicks').click();
    await expect.poll(() => morph.kicks.count()).toBe(4);
    // The strip is planned anew with each of them, and the step at hand with it.
    await expect.poll(() => morph.steps(), { timeout: 15_000 }).toBe(STRIP_OF_FOUR);
    await morph.filled();
    const before = await design.heard();
    await morph.step.press('ArrowRight');
    await expect.poll(() => design.heard()).toBeGreaterThan(before);
    const grip = morph.step.getByTitle('Drag this step to your DAW');
    await grip.waitFor();
    const sound = await heard();
    expect(only(await drag(grip)).equals(sound)).toBe(true);
    expect(only(await drag(morph.button('This sound as a file'))).equals(sound)).toBe(true);
    await morph.kicks.first().click();
    expect(only(await drag(morph.kicks.first())).equals(await heard())).toBe(true);
  });

  it('takes all that is selected in the library together', async () => {
    const before = await design.cards().count();
    const sounds: Buffer[] = [];
    for (let i = 0; i < 2; i++) {
      sounds.push(await hearAnother());
      await design.button('Save').click();
      await expect.poll(() => design.cards().count()).toBe(before + i + 1);
    }
    await shellPage(design.page).goTo('Library');
    const first = design.page.getByRole('grid', { name: 'Kicks' }).locator('[data-index="0"]');
    await first.click();
    await design.page.keyboard.press('Control+a');
    await expect.poll(() => first.getAttribute('aria-selected')).toBe('true');
    const dropped = await drag(first);
    expect(dropped.files.size).toBe(before + 2);
    expect(dropped.name).toBe(`${String(before + 2)} kicks.zip`);
    const files = [...dropped.files.values()].map(sampleBytes);
    for (const sound of sounds) expect(files.some((file) => file.equals(sound))).toBe(true);
  });

  it('has a menu beside it, by the right button and by the keyboard', async () => {
    await hearAnother();
    const grip = design.button('This kick as a file');
    await grip.click();
    await menuItem('Copy path').waitFor();
    expect(await faults(door)).toEqual([]);
    await design.page.keyboard.press('Escape');
    await expect.poll(() => grip.evaluate((element) => element === document.activeElement)).toBe(true);
    const step = design.steps().last();
    await step.focus();
    await design.page.keyboard.press('Shift+F10');
    await menuItem('Copy path').waitFor();
    await design.page.keyboard.press('Escape');
    await step.click({ button: 'right' });
    await menuItem('Copy path').click();
    await expect.poll(async () => (await said()).join()).toContain(`On the clipboard: ${join(door.library, 'dragged', 'kick-')}`);
  });

  it('shows the file in its folder, and copies it where the clipboard takes files', async () => {
    await hearAnother();
    const choose = async (label: string): Promise<void> => {
      await design.button('This kick as a file').click();
      await menuItem(label).click();
    };
    const folder = join(door.library, 'dragged');
    const { evaluate } = door;
    if (evaluate === null) {
      await choose('Show in folder');
      await expect.poll(() => existsSync(shown) && readFileSync(shown, 'utf8')).toBe(`${folder}\n`);
      await design.button('This kick as a file').click();
      await menuItem('Download WAV').waitFor();
      // A page can put no sound on the clipboard.
      expect(await menuItem('Copy file').count()).toBe(0);
      return;
    }
    await evaluate(({ shell }) => {
      shell.showItemInFolder = (path) => { Object.assign(shell, { shown: path }); };
    });
    await choose('Show in folder');
    await expect.poll(() => evaluate(({ shell }) => (shell as typeof shell & { shown?: string }).shown)).toContain(join(folder, 'kick-'));
    await choose('Copy file');
    await expect.poll(said).toContain('The file is on the clipboard');
    const copied = await evaluate(({ clipboard }) => ['text/uri-list', 'x-special/gnome-copied-files'].map((format) => clipboard.readBuffer(format).toString()).join(''));
    expect(copied).toContain(pathToFileURL(join(folder, 'kick-')).href);
  });
});
