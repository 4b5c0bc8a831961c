/** The frame of every screen as a test uses it: the rail and the transport. */

import type { Page } from 'playwright';

/** In the order of the rail. */
export const SCREEN_NAMES = ['Design', 'Morph', 'Explore', 'Library', 'Packs', 'Train', 'Settings'] as const;
export type ScreenName = (typeof SCREEN_NAMES)[number];

export function shellPage(page: Page) {
  const rail = page.getByRole('navigation').first();
  const transport = page.getByRole('contentinfo');
  const heading = page.getByRole('main').getByRole('heading', { level: 1 });
  return {
    page,
    rail,
    links: rail.getByRole('link'),
    heading,
    /** Goes to a screen by its link. */
    goTo: async (name: ScreenName) => {
      await rail.getByRole('link', { name, exact: true }).click();
      // Without vitest, for scripts go to screens too.
      await heading.and(page.getByRole('heading', { name, exact: true })).waitFor();
    },
    transport,
    button: (name: string) => transport.getByRole('button', { name, exact: true }),
    /** Types into a figure that is a field once it is pressed. */
    type: async (figure: RegExp, text: string) => {
      await transport.getByRole('button', { name: figure }).click();
      await page.keyboard.type(text);
      await page.keyboard.press('Enter');
    },
    /** What the meter's bar shows, dBFS; at rest its left end, -48. */
    meter: async () => Number(await transport.getByRole('meter').getAttribute('aria-valuenow')),
    /** The loudest peak that the meter told, dBFS; NaN before the first. */
    peak: async () => Number(/Peak (\S+) dBFS/.exec((await transport.getByRole('meter').getAttribute('aria-valuetext')) ?? '')?.[1].replace('\u2212', '-')),
  };
}

export type ShellPage = ReturnType<typeof shellPage>;
