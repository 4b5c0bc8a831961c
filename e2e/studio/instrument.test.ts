/** Nothing says kick where a model makes snares: what every screen shows and tells, through both doors. */

import type { Page } from 'playwright';
import { describe, expect, it } from 'vitest';
import { DOORS, useDoor, type OpenDoor } from '../fixtures/doors.ts';
import { SCREEN_NAMES, shellPage, type ScreenName } from '../pages/shell.ts';

const SIZE = { width: 1440, height: 900 };
/** The program's own name and its files', and what is told of the shipped model, which makes kicks. */
const RIGHTLY = /kicklab|\.kickmodel|kicks, shipped|The shipped model knows kicks of all kinds/gi;

/** Everything that the page shows to the eye or tells to a screen reader and still says kick. */
async function kicksOn(page: Page): Promise<string[]> {
  const told = await page.evaluate(() => {
    const spoken = ['aria-label', 'aria-description', 'aria-valuetext', 'title', 'alt', 'placeholder'];
    const attributes = [...document.querySelectorAll('body *')].flatMap((element) => spoken.map((name) => element.getAttribute(name) ?? ''));
    return [...document.body.innerText.split('\n'), ...attributes];
  });
  return [...new Set(told)].filter((text) => /kick/i.test(text.replace(RIGHTLY, '')));
}

describe.each(DOORS)('a model of snares through the %s door', (name) => {
  let door: OpenDoor;
  let page: Page;
  useDoor(name, SIZE, (opened) => {
    door = opened;
    page = opened.design.page;
  }, { name: 'Mine', instrument: 'snare', card: '# Mine\n\nA model of snares.\n' });

  const goTo = (screen: ScreenName) => shellPage(page).goTo(screen);
  const clean = (where: string) => expect.poll(async () => [where, ...await kicksOn(page)]).toEqual([where]);

  it('says so on every screen, as each is first met', async () => {
    for (const screen of SCREEN_NAMES) {
      await goTo(screen);
      await clean(screen);
    }
  });

  it('says so where there is something', { timeout: 60_000 }, async () => {
    const { design } = door;
    await design.button('Randomise').click();
    await design.button('Save').click();
    await expect.poll(() => page.getByRole('region', { name: 'Saved sounds' }).getByRole('listitem').count()).toBe(1);
    await page.getByRole('slider', { name: 'Low end', exact: true }).waitFor();
    await design.button('More').click();
    await clean('Design');
    expect(await page.getByRole('status').first().textContent()).toMatch(/^Saved as Snare \d+/);

    await design.button('Keyboard shortcuts').click();
    await page.getByRole('dialog', { name: 'Keyboard shortcuts' }).waitFor();
    await clean('Keyboard shortcuts');
    await page.keyboard.press('Escape');
    await design.button('Mine: about this model').click();
    await page.getByRole('heading', { name: 'Mine', exact: true }).first().waitFor();
    await clean('About the model');
    await page.keyboard.press('Escape');

    await goTo('Library');
    await page.getByRole('grid', { name: 'Sounds' }).getByText(/^Snare \d+/).click();
    await page.getByRole('complementary', { name: 'Details' }).getByText('Mine').waitFor();
    await clean('Library');

    await goTo('Morph');
    await design.button('Four random snares').click();
    for (const tool of ['Strip', 'Pad', 'Transfer']) {
      await page.getByRole('tab', { name: tool }).click();
      await clean(`Morph: ${tool}`);
    }

    await goTo('Explore');
    await page.getByRole('application', { name: 'Map of snares' }).waitFor();
    for (const tool of ['More like this', 'Walk', 'Clusters', 'Snares']) {
      await page.getByRole('tab', { name: tool }).click();
      await clean(`Explore: ${tool}`);
    }
  });
});
