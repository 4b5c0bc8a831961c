/** The Explore screen as a test uses it: by role and name. */

import type { Page } from 'playwright';
import { expect } from 'vitest';

export function explorePage(page: Page) {
  const map = () => page.getByRole('application', { name: 'Map of kicks' });
  const boxOfMap = async (): Promise<{ x: number; y: number; width: number; height: number }> => {
    const box = await map().boundingBox();
    if (box === null) throw new Error('the map is not on the screen');
    return box;
  };
  const button = (name: string | RegExp) => page.getByRole('button', { name, exact: true });
  /** What is said of the point that is marked. */
  const told = () => page.getByRole('region', { name: 'Map' }).getByRole('status').textContent();
  const drag = async (path: readonly (readonly [number, number])[]): Promise<void> => {
    const { x, y, width, height } = await boxOfMap();
    const at = path.map(([across, down]) => [x + across * width, y + down * height] as const);
    await page.mouse.move(...at[0]);
    await page.mouse.down();
    for (const place of at.slice(1)) await page.mouse.move(...place, { steps: 6 });
    await page.mouse.up();
  };
  return {
    page,
    map,
    boxOfMap,
    button,
    told,
    drag,
    tab: (name: string) => page.getByRole('tab', { name, exact: true }),
    choose: (name: string) => page.getByRole('radio', { name, exact: true }).click(),
    found: (list: 'More like this' | 'Recorded') => page.getByRole('list', { name: list, exact: true }).getByRole('listitem'),
    /** Goes there by the rail; until every point is on the map. */
    open: async (): Promise<void> => {
      await page.getByRole('link', { name: 'Explore', exact: true }).click();
      await page.getByRole('heading', { name: 'Explore', exact: true }).waitFor();
      await page.getByText('10000 random kicks, predicted').waitFor({ timeout: 60_000 });
    },
    /** Goes to some point by keys. */
    mark: async (): Promise<string> => {
      await map().focus();
      // Kicks that were just saved come onto the map by and by, and each time no point is marked.
      await expect.poll(async () => {
        await page.keyboard.press('ArrowRight');
        return told();
      }).not.toBe('');
      return (await told()) ?? '';
    },
    /** The map's pixels. */
    picture: async (): Promise<string> => (await map().screenshot({ animations: 'disabled' })).toString('base64'),
  };
}

export type ExplorePage = ReturnType<typeof explorePage>;
