/** The Train screen as a test uses it: by role and name. */

import type { Page } from 'playwright';
import { expect } from 'vitest';
import { shellPage } from './shell.ts';

/** For machines that have other work. */
const PATIENT = { timeout: 30_000 };
/** The bit of an operation that a drag allows, as the protocol has it. */
const COPY = 1;

export function trainPage(page: Page) {
  const main = page.getByRole('main');
  const button = (name: string | RegExp) => main.getByRole('button', { name });
  const rows = () => main.getByRole('grid', { name: 'Sounds' }).getByRole('row');
  return {
    open: () => shellPage(page).goTo('Train'),
    button,
    /** One of the three steps. Its text tells how it stands. */
    step: (name: 'Sounds' | 'Training' | 'Model') => main.getByRole('tab', { name: new RegExp(name) }),
    /** Brings in a folder by its path, before there is any set. */
    bring: async (path: string) => {
      await page.getByLabel('Folder, zip or sound file').fill(path);
      await button('Bring them in').click();
    },
    /** Drops a folder of this machine on the screen: Chromium does what it does when a file manager drops it. */
    drop: async (folder: string) => {
      const browser = await page.context().newCDPSession(page);
      const data = { items: [], files: [folder], dragOperationsMask: COPY };
      for (const type of ['dragEnter', 'dragOver', 'drop'] as const) await browser.send('Input.dispatchDragEvent', { type, x: 400, y: 300, data });
      await browser.detach();
    },
    /** Sounds that are in sight. */
    rows,
    row: (name: string) => rows().filter({ hasText: name }),
    /** The chips, which tell how many sounds there are of each kind, and show them. */
    shown: () => main.getByRole('group', { name: 'Shown' }),
    show: (words: RegExp) => main.getByRole('group', { name: 'Shown' }).getByRole('button', { name: words }).click(),
    /** How many sounds there are and how many are left out. */
    told: () => main.getByRole('status').first(),
    /** Fills in what a training needs to be told, and begins it. */
    begin: async ({ preset, terms, from }: { preset: 'Quick' | 'Good' | 'Best'; terms: string; from: string }) => {
      await main.getByRole('radio', { name: preset }).click();
      await page.getByLabel('Terms').fill(terms);
      await main.getByText('Finer settings').click();
      await page.getByLabel('Starts from').selectOption({ label: from });
      await button('Train').click();
      await expect.poll(() => button('Stop').count(), PATIENT).toBe(1);
    },
    charts: () => main.getByRole('region', { name: 'Figures of the training' }).getByRole('img'),
    /** A sound that the training made by now, by what it is called. */
    strip: (name: string) => main.getByRole('region', { name: 'What it makes by now' }).getByRole('button', { name }),
  };
}
