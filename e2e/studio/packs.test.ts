/** Packs as somebody builds them, through both doors. */

import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { packManifest } from '../../src-preload/contract/pack-fields.ts';
import { DOORS, useDoor, type OpenDoor } from '../fixtures/doors.ts';
import { libraryPage } from '../pages/library.ts';
import { shellPage } from '../pages/shell.ts';

/** For machines that have other work. */
const PATIENT = { timeout: 30_000 };

describe.each(DOORS)('packs through the %s door', (name) => {
  let door: OpenDoor;
  let page: Page;
  let folder: string;

  useDoor(name, { width: 1440, height: 900 }, (opened) => {
    door = opened;
    page = opened.design.page;
  });
  beforeAll(async () => { folder = await mkdtemp(join(tmpdir(), 'kicklab-packs-')); });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  const field = (label: string) => page.getByLabel(label, { exact: true });
  const done = () => expect.poll(() => page.getByRole('main').getByRole('status').textContent(), PATIENT);

  it('shows its names while they are typed, and says what is wrong with them', async () => {
    await shellPage(page).goTo('Packs');
    const names = page.getByRole('list', { name: /First names/ }).getByRole('listitem');
    await field('Name of the pack').fill('Boom');
    await field('Names of its files').fill('{pack} {nn}');
    await expect.poll(() => names.first().textContent(), PATIENT).toBe('Boom 01.wav');
    await field('Names of its files').fill('{pack} {nummer}');
    await expect.poll(() => page.getByRole('alert').textContent(), PATIENT).toContain('{nummer} is no part of a name');
    expect(await page.getByRole('button', { name: 'Build the pack' }).isDisabled()).toBe(true);
    await field('Names of its files').fill('{pack}');
    await expect.poll(() => page.getByRole('alert').textContent(), PATIENT).toContain('Put {nn}');
  });

  it('builds a pack, shows its contact sheet and lets its kicks be heard; stopped, one goes on', async () => {
    const out = join(folder, name);
    await shellPage(page).goTo('Packs');
    await field('Sounds').fill('8');
    await field('Folder').fill(out);
    await page.getByRole('button', { name: 'Build the pack' }).click();
    await done().toBe('Done: 8 sounds.');
    expect(packManifest.parse(JSON.parse(await readFile(join(out, 'manifest.json'), 'utf8'))).count).toBe(8);
    await expect.poll(() => page.getByRole('img', { name: /Contact sheet/ }).evaluate((image: HTMLImageElement) => image.naturalWidth), PATIENT).toBeGreaterThan(1000);
    await page.getByRole('list', { name: 'Sounds of the pack' }).getByRole('button').first().click();
    await door.design.hears(1);

    await field('Sounds').fill('600');
    await field('Folder').fill(`${out}-stopped`);
    await page.getByRole('button', { name: 'Build the pack' }).click();
    await page.getByRole('main').getByRole('button', { name: 'Stop' }).click();
    await done().toContain('Stopped.');
    expect(await readdir(`${out}-stopped`)).toEqual(['.kicklab-pack']);
    await page.getByRole('button', { name: 'Go on' }).click();
    await page.getByRole('main').getByRole('button', { name: 'Stop' }).click();
    await done().toContain('Stopped.');
  });

  it('makes a pack of saved kicks as they were heard', async () => {
    const { design } = door;
    for (let n = 1; n <= 2; n++) {
      await design.button('Randomise').click();
      await design.hears(n);
      await design.button('Save').click();
      await expect.poll(() => design.cards().count(), PATIENT).toBe(n);
    }
    const library = libraryPage(page);
    await library.open();
    await library.enter();
    await page.keyboard.press('Shift+ArrowDown');
    await expect.poll(library.selected, PATIENT).toBe(2);
    await library.toolbar().getByRole('button', { name: 'Make a pack' }).click();
    const out = join(folder, `${name}-selection`);
    await field('Folder').fill(out);
    await page.getByRole('button', { name: 'Build the pack' }).click();
    await done().toBe('Done: 2 sounds.');
    const { kicks } = packManifest.parse(JSON.parse(await readFile(join(out, 'manifest.json'), 'utf8')));
    expect(kicks.every(({ madeOf }) => madeOf.saved !== null)).toBe(true);
  });
});
