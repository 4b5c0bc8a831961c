/** The Morph screen as a test uses it: by role and name, as a person or a screen reader would. */

import type { Page } from 'playwright';

export type MorphTool = 'Strip' | 'Pad' | 'Transfer';

export function morphPage(page: Page) {
  const kicks = page.getByRole('region', { name: 'Kicks' });
  const step = page.getByRole('slider', { name: 'Step', exact: true });
  const button = (name: string | RegExp) => page.getByRole('main').getByRole('button', { name, exact: true });
  return {
    page,
    step,
    pad: page.getByRole('slider', { name: 'Pad', exact: true }),
    button,
    /** Goes to the screen. */
    open: async () => {
      await page.getByRole('navigation').first().getByRole('link', { name: 'Morph', exact: true }).click();
      await page.getByRole('main').getByRole('heading', { name: 'Morph', level: 1 }).waitFor();
    },
    use: (tool: MorphTool) => page.getByRole('tab', { name: tool, exact: true }).click(),
    /** Buttons that let the kicks be heard, in their order. */
    kicks: kicks.getByRole('button', { name: /^Hear / }),
    /** Chooses from the menu that adds kicks; a second name is one of a submenu. */
    add: async (item: string, then?: string) => {
      await kicks.getByRole('button', { name: 'Add a kick' }).click();
      await page.getByRole('menuitem', { name: item, exact: true }).click();
      if (then !== undefined) await page.getByRole('menuitem', { name: then, exact: true }).click();
    },
    /** Chooses from the menu of a kick. */
    change: async (letter: string, item: string) => {
      await kicks.getByRole('button', { name: new RegExp(`^More for ${letter},`) }).click();
      await page.getByRole('menuitem', { name: item, exact: true }).click();
    },
    /** Chooses one of a row of names or letters. */
    choose: (row: string, choice: string | RegExp) => page.getByRole('radiogroup', { name: row, exact: true }).getByRole('radio', { name: choice, exact: true }).click(),
    amount: (part: string) => page.getByRole('slider', { name: `${part} amount`, exact: true }),
    /** Where the strip stands, in words. */
    place: () => step.getAttribute('aria-valuetext'),
    /** How many steps the strip has. */
    steps: async () => Number(await step.getAttribute('aria-valuemax')),
    /** Until every step of the strip has its sound. */
    filled: () => page.waitForFunction(() => document.querySelector('.strip-cell') !== null && document.querySelector('.strip-blank') === null),
    /** What stands over the sound at hand. */
    label: () => page.getByRole('region', { name: 'Sound' }).getByRole('heading').textContent(),
  };
}

export type MorphPage = ReturnType<typeof morphPage>;
