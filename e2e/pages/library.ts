/** The Library screen as a test uses it: by role and name. */

import type { Page } from 'playwright';
import { shellPage } from './shell.ts';

export function libraryPage(page: Page) {
  const grid = () => page.getByRole('grid', { name: 'Kicks' });
  const rows = () => grid().locator('[data-index]');
  const button = (name: string | RegExp) => page.getByRole('button', { name, exact: true });
  return {
    page,
    grid,
    /** The kicks that are drawn, as rows or as cards. */
    rows,
    row: (name: string) => rows().filter({ hasText: name }),
    /** How those that are drawn are called, from the top. */
    names: async (): Promise<string[]> => (await rows().locator('.kick-name, .card-name').allTextContents()).map((name) => name.trim()),
    selected: () => grid().locator('[aria-selected=true]').count(),
    button,
    search: () => page.getByRole('main').getByRole('searchbox', { name: 'Find a saved kick' }),
    /** What is shown, and how many there are. */
    told: async () => ((await page.getByRole('main').getByRole('status').first().textContent()) ?? '').trim(),
    shelf: (name: string) => page.getByRole('navigation', { name: 'Shelves' }).getByRole('button', { name: new RegExp(`^${name}`) }).click(),
    details: () => page.getByRole('complementary', { name: 'Details' }),
    toolbar: () => page.getByRole('toolbar', { name: 'Selected kicks' }),
    open: () => shellPage(page).goTo('Library'),
    /** Into the list, on its first kick. */
    enter: async (): Promise<void> => {
      await grid().focus();
      await page.keyboard.press('Home');
    },
  };
}

export type LibraryPage = ReturnType<typeof libraryPage>;
