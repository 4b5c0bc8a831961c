/** The settings as a test uses them. */

import type { Locator, Page } from 'playwright';
import { shellPage } from './shell.ts';

export function settingsPage(page: Page) {
  const shell = shellPage(page);
  return {
    open: () => shell.goTo('Settings'),
    section: (name: string): Locator => page.getByRole('region', { name, exact: true }),
    /** Chooses an option of a row or of a list. */
    choose: async (group: string, option: string | RegExp) => {
      await page.getByLabel(group, { exact: true }).getByRole('radio', { name: option, exact: true }).click();
    },
    /** What is chosen in a row or in a list. */
    chosen: (group: string): Locator => page.getByLabel(group, { exact: true }).getByRole('radio', { checked: true }),
  };
}

export type SettingsPage = ReturnType<typeof settingsPage>;
