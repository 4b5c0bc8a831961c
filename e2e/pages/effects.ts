/** The strip of effects on the Design screen as a test uses it: by role and name. */

import type { Page } from 'playwright';

export function effectsPart(page: Page) {
  const region = page.getByRole('region', { name: 'Effects', exact: true });
  const modules = region.getByRole('list', { name: 'Effect chain' }).getByRole('listitem');
  const presets = page.getByRole('dialog', { name: 'Effect presets' });
  return {
    region,
    modules,
    presets,
    /** The button of an effect in the strip, by its short name, which opens and moves it. */
    module: (name: string) => region.getByRole('button', { name: new RegExp(`^${name}, \\d+ of \\d+$`) }),
    /** The panel of an effect that is open. */
    panel: (name: string) => region.getByRole('group', { name, exact: true }),
    button: (name: string) => region.getByRole('button', { name, exact: true }),
    slider: (name: string) => region.getByRole('slider', { name, exact: true }),
    atWork: (name: string) => region.getByRole('switch', { name: `${name} at work`, exact: true }),
    /** The effects in order, by the words of the strip. */
    chain: () => modules.allTextContents(),
    add: async (name: string) => {
      await region.getByRole('button', { name: 'Add effect' }).click();
      await page.getByRole('menuitem', { name, exact: true }).click();
    },
    openPresets: async () => {
      await region.getByRole('button', { name: /^Presets/ }).click();
      await presets.waitFor();
    },
    /** One of the presets that are open; its line begins with its name. */
    preset: (name: string) => presets.getByRole('button', { name: new RegExp(`^${name}`) }),
  };
}

export type EffectsPart = ReturnType<typeof effectsPart>;
