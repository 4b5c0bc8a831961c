/** The Library screen through both doors: find, filter, keep, trash and undo, tag, what sounds alike, a pack of a selection, files of the user's. */

import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { writeWav } from '../../src-main/audio/wav-write.ts';
import { faults } from '../fixtures/axe.ts';
import { DOORS, useDoor, type OpenDoor } from '../fixtures/doors.ts';
import { layoutOf } from '../fixtures/layout.ts';
import type { DesignPage } from '../pages/design.ts';
import { libraryPage, type LibraryPage } from '../pages/library.ts';

/** For machines that have other work. */
const PATIENT = { timeout: 15_000 };
const SIZES = [{ width: 1440, height: 900 }, { width: 1024, height: 700 }];

/** A sweep down to `hz`. */
const kickAt = (hz: number): Uint8Array => writeWav(
  [Float32Array.from({ length: 17_640 }, (_, n) => 0.8 * Math.exp(-n / 5000) * Math.sin(2 * Math.PI * (hz * (n / 44_100) + 3 * (1 - Math.exp(-n / 900)))))],
  44_100,
  { format: 'int16', ditherSeed: 1 },
);

describe.each(DOORS)('the library through the %s door', (name) => {
  let door: OpenDoor;
  let design: DesignPage;
  let library: LibraryPage;
  let page: Page;
  let folder: string;

  useDoor(name, SIZES[0], (opened) => {
    door = opened;
    design = opened.design;
    page = design.page;
    library = libraryPage(page);
  });
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'kicklab-samples-'));
    await mkdir(join(folder, 'low'));
    await writeFile(join(folder, 'Cellar.wav'), kickAt(45));
    await writeFile(join(folder, 'low', 'Attic.wav'), kickAt(70));
    await writeFile(join(folder, 'notes.txt'), 'buy milk');
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));
  beforeEach(() => library.open());

  const press = (key: string) => page.keyboard.press(key);
  const count = () => library.rows().count();
  const counts = (expected: number) => expect.poll(count, PATIENT).toBe(expected);

  it('teaches in an empty library what it is for', async () => {
    await expect.poll(() => page.getByRole('main').textContent(), PATIENT).toContain('Your kicks will stand here');
  });

  it('shows what was saved, the newest first, and hears each as the keys go over it', async () => {
    await page.getByRole('link', { name: 'Design', exact: true }).click();
    await design.ready();
    for (let n = 1; n <= 4; n++) {
      await design.button('Randomise').click();
      await design.hears(n);
      await design.button('Save').click();
      await expect.poll(() => design.cards().count(), PATIENT).toBe(n);
    }
    await library.open();
    await counts(4);
    expect((await library.names()).map((each) => each.slice(0, 6))).toEqual(['Kick 4', 'Kick 3', 'Kick 2', 'Kick 1']);
    await library.enter();
    await design.hears(5);
    await press('ArrowDown');
    await design.hears(6);
    const third = (await design.lastHeard()).samples;
    await press('ArrowDown');
    await design.hears(7);
    await press('ArrowUp');
    await design.hears(8);
    expect((await design.lastHeard()).samples).toEqual(third);
    await press(' ');
    await design.hears(9);
    expect(await library.details().textContent()).toContain('Kick 3');
  });

  it('finds by the beginnings of words as they are typed, and goes on into the list', async () => {
    await library.row('Kick 2').click();
    await library.details().getByRole('button', { name: /^Rename Kick 2/ }).click();
    await page.keyboard.type('Velvet door');
    await press('Enter');
    await press('/');
    await page.keyboard.type('do velv');
    await counts(1);
    expect(await library.names()).toEqual(['Velvet door']);
    await page.keyboard.type('x');
    await expect.poll(() => page.getByRole('main').textContent(), PATIENT).toContain('No kick fits');
    await press('Backspace');
    await counts(1);
    const heard = await design.heard();
    await press('ArrowDown');
    await design.hears(heard + 1);
    await press('Enter');
    await design.hears(heard + 2);
    await expect.poll(() => page.evaluate(() => location.hash)).toBe('#design');
  });

  it('filters by what was given by keys, and says what is set', async () => {
    await library.row('Velvet door').click();
    await press('4');
    await press('f');
    await expect.poll(() => library.row('Velvet door').getByRole('img', { name: 'Rated 4' }).count(), PATIENT).toBe(1);
    await library.button('Filter').click();
    await page.getByRole('radio', { name: '3\u2605' }).click();
    await counts(1);
    await press('Escape');
    await page.getByRole('list', { name: 'Filters that are set' }).getByRole('button', { name: '3 stars or more' }).click();
    await counts(4);
    await library.button('Filter').click();
    await page.getByLabel('Length, to, ms').fill('1');
    await press('Enter');
    await counts(0);
    await press('Escape');
    await library.button('Clear all').click();
    await counts(4);
    await library.shelf('Favourites');
    await counts(1);
    expect(await library.names()).toEqual(['Velvet door']);
  });

  it('sorts by what a column says', async () => {
    const sort = page.getByRole('columnheader', { name: 'Length' });
    const lengths = async () => (await library.rows().locator('[data-column=lengthMs]').allTextContents()).map((text) => Number.parseFloat(text));
    await sort.getByRole('button').click();
    await expect.poll(() => sort.getAttribute('aria-sort'), PATIENT).toBe('descending');
    await expect.poll(async () => (await lengths()).join(), PATIENT).toBe((await lengths()).toSorted((a, b) => b - a).join());
    await sort.getByRole('button').click();
    await expect.poll(() => sort.getAttribute('aria-sort'), PATIENT).toBe('ascending');
    await expect.poll(async () => (await lengths()).join(), PATIENT).toBe((await lengths()).toSorted((a, b) => a - b).join());
  });

  it('keeps and trashes on the way through, and undoes either', async () => {
    await library.enter();
    await expect.poll(library.selected, PATIENT).toBe(1);
    await press('k');
    await expect.poll(() => library.rows().nth(0).getByRole('button', { name: /is a favourite/ }).count(), PATIENT).toBe(1);
    const [, second, third] = await library.names();
    const heard = await design.heard();
    await press('x');
    await counts(3);
    await design.heardAtLeast(heard + 1);
    expect(await library.names()).not.toContain(second);
    await expect.poll(() => library.details().textContent(), PATIENT).toContain(third);
    await press('Control+z');
    await counts(4);
    await press('Control+z');
    await expect.poll(() => library.rows().nth(0).getByRole('button', { name: /is a favourite/ }).count(), PATIENT).toBe(0);
    await press('Control+Shift+z');
    await press('Control+Shift+z');
    await counts(3);
    await library.shelf('Trash');
    await counts(1);
    await library.enter();
    await press('x');
    await counts(0);
    await library.shelf('All kicks');
    await counts(4);
  });

  it('tags all that are selected at once, and undoes that', async () => {
    await library.enter();
    await press('Control+a');
    await expect.poll(library.selected, PATIENT).toBe(4);
    await library.toolbar().getByRole('button', { name: 'Tag' }).click();
    await page.getByLabel('Tag for the selected sounds').fill('club');
    await press('Enter');
    await expect.poll(() => library.rows().locator('.tag', { hasText: 'club' }).count(), PATIENT).toBe(4);
    await library.search().fill('club');
    await counts(4);
    await library.button('Undo').click();
    await counts(0);
    await library.search().fill('');
    await counts(4);
  });

  it('shows what sounds like a kick, and the way back', async () => {
    await library.row('Velvet door').getByRole('button', { name: /^More for/ }).click();
    await page.getByRole('menuitem', { name: 'Sounds like this' }).click();
    await expect.poll(library.told, PATIENT).toMatch(/^Like Velvet door/);
    await counts(4);
    expect((await library.names())[0]).toBe('Velvet door');
    await page.getByRole('region', { name: 'Saved kicks' }).getByRole('button', { name: 'All kicks' }).click();
    await expect.poll(library.told, PATIENT).toMatch(/^All kicks/);
  });

  it('makes a pack of what is selected', async () => {
    await library.enter();
    await press('Shift+ArrowDown');
    await press('Shift+ArrowDown');
    await expect.poll(library.selected, PATIENT).toBe(3);
    await library.toolbar().getByRole('button', { name: 'Make a pack' }).click();
    await page.getByRole('main').getByRole('heading', { name: 'Packs', exact: true }).waitFor();
  });

  it('collects, and takes away the collection alone', async () => {
    await library.enter();
    await press('Shift+ArrowDown');
    await library.toolbar().getByRole('button', { name: 'Collect' }).click();
    await page.getByRole('dialog', { name: 'Collect into' }).getByLabel('Name of a new collection').fill('Friday');
    await press('Enter');
    await library.shelf('Friday');
    await counts(2);
    await library.button('More for the collection Friday').click();
    await page.getByRole('menuitem', { name: 'Remove the collection' }).click();
    await counts(4);
  });

  it('takes in a folder of the user\'s own sounds, which stay where they are', async () => {
    await library.button('Import').click();
    await page.getByLabel('Folder or file').fill(folder);
    await press('Enter');
    await expect.poll(() => page.getByRole('contentinfo').getByRole('status').textContent(), { timeout: 60_000 }).toMatch(/^Imported 2 sounds/);
    await library.shelf('Imported');
    await counts(2);
    expect((await library.names()).toSorted()).toEqual(['Attic', 'Cellar']);
    const heard = await design.heard();
    await library.row('Attic').click();
    await design.hears(heard + 1);
    await expect.poll(() => library.details().textContent(), PATIENT).toContain(join(folder, 'low', 'Attic.wav'));
  });

  it('finds copies of each other, and lets go of all but one', async () => {
    const copies = await mkdtemp(join(folder, '..', 'kicklab-copies-'));
    await writeFile(join(copies, 'Attic again.wav'), kickAt(70));
    await library.button('Import').click();
    await page.getByLabel('Folder or file').fill(copies);
    await press('Enter');
    await expect.poll(() => page.getByRole('contentinfo').getByRole('status').textContent(), { timeout: 60_000 }).toMatch(/^Imported 1 sound/);
    await rm(copies, { recursive: true });
    await library.shelf('Duplicates');
    await expect.poll(library.told, { timeout: 60_000 }).toMatch(/^Duplicates/);
    await counts(2);
    expect(await library.names()).toEqual(['Attic', 'Attic again']);
    await library.button('Select the copies').click();
    await expect.poll(library.selected, PATIENT).toBe(1);
    await library.grid().focus();
    await press('x');
    await expect.poll(() => page.getByRole('main').textContent(), PATIENT).toContain('No duplicates');
    await library.shelf('All kicks');
    await counts(6);
  });

  it.runIf(name === 'desktop')('takes in files that are dropped on the window', async () => {
    const more = join(folder, 'Roof.wav');
    await writeFile(more, kickAt(60));
    await design.drop({ name: more, bytes: new Uint8Array(1), type: 'audio/wav' });
    await expect.poll(() => page.getByRole('contentinfo').getByRole('status').textContent(), { timeout: 60_000 }).toMatch(/^Imported 1 sound/);
    await expect.poll(() => library.row('Roof').count(), PATIENT).toBe(1);
  });

  it.each(SIZES)('has nothing cut or covered at $width x $height, as a list and as cards, and no serious fault', async (size) => {
    await page.setViewportSize(size);
    for (const view of ['Cards', 'List']) {
      await page.getByRole('radio', { name: view, exact: true }).click();
      await counts(name === 'desktop' ? 7 : 6);
      await expect.poll(() => layoutOf(page)).toEqual({ size: [size.width, size.height], cut: [], overlaps: [] });
    }
    await library.enter();
    await press('Shift+ArrowDown');
    await library.toolbar().waitFor();
    expect(await faults(door)).toEqual([]);
  });
});
