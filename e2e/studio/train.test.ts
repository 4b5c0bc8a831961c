/** A model of one's own sounds, from an empty start to the kicks that it makes, through both doors. */

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { proceduralKick } from '../../src-main/audio/procedural/index.ts';
import { KICK_SPEC } from '../../src-main/audio/spec.ts';
import { writeWav } from '../../src-main/audio/wav-write.ts';
import { mean } from '../../src-main/base/statistics.ts';
import { writeShortBundle } from '../../src-main/engine/fixtures/untrained-bundle.ts';
import { faults } from '../fixtures/axe.ts';
import { DOORS, useDoor, type OpenDoor } from '../fixtures/doors.ts';
import { layoutOf } from '../fixtures/layout.ts';
import { shellPage } from '../pages/shell.ts';
import { trainPage } from '../pages/train.ts';

const SIZES = [{ width: 1440, height: 900 }, { width: 1024, height: 700 }];
/** For machines that have other work. */
const PATIENT = { timeout: 30_000 };
/** Small weights for short sounds: a step of the shipped ones takes half a second on a core. */
const START = 'untrained';
const TRAINED = { timeout: 240_000 };
/** Twenty of them are what a training needs at least. */
const NAMES = Array.from({ length: 24 }, (_, i) => String.fromCharCode(97 + i));
/** The one that is off centre, and the one that is there twice. */
const [OFF_CENTRE, TWICE] = [5, 20];

/** Kicks, of which one is off centre and one is there twice. */
function writeKicks(dir: string): void {
  mkdirSync(dir);
  for (const [i, letter] of NAMES.entries()) {
    const { samples } = proceduralKick(7, i === TWICE ? 0 : i, KICK_SPEC, '909');
    const sounds = samples.map((value) => (i === OFF_CENTRE ? 0.8 * value + 0.1 : value));
    writeFileSync(join(dir, `kick ${letter}.wav`), writeWav([sounds], 44_100, { format: 'float32', ditherSeed: 0 }));
  }
}

describe.each(DOORS)('training through the %s door', (name) => {
  let door: OpenDoor;
  let page: Page;
  const folder = mkdtempSync(join(tmpdir(), 'kicklab-own-'));
  const kicks = join(folder, 'my kicks');

  useDoor(name, SIZES[0], (opened) => {
    door = opened;
    page = opened.design.page;
  });
  beforeAll(() => { writeKicks(kicks); });
  afterAll(() => { rmSync(folder, { recursive: true }); });

  const looksRight = async (): Promise<void> => {
    for (const size of SIZES.toReversed()) {
      await page.setViewportSize(size);
      expect(await faults(door)).toEqual([]);
      await expect.poll(() => layoutOf(page), PATIENT).toEqual({ size: [size.width, size.height], cut: [], overlaps: [] });
    }
  };

  it('goes from an empty start to the kicks of a model of one\'s own', { timeout: 400_000 }, async () => {
    const train = trainPage(page);
    const { design } = door;
    await writeShortBundle(join(door.models, START));
    await train.open();
    await expect.poll(() => page.getByRole('main').textContent(), PATIENT).toContain('A model of your own sounds');
    await looksRight();
    // A desktop window knows where a dropped folder lies: the stand-in for one by its name. A browser gives what is in it.
    if (name === 'desktop') await design.drop({ name: kicks, bytes: new Uint8Array(1), type: '' });
    else await train.drop(kicks);

    await expect.poll(() => train.shown().textContent(), PATIENT).toMatch(/Duplicate 1.*DC offset 1/);
    await looksRight();
    await train.show(/DC offset/);
    await expect.poll(() => train.rows().count(), PATIENT).toBe(1);
    await train.row('kick f').click();
    await design.hears(1);
    expect(Math.abs(mean((await design.lastHeard()).samples))).toBeGreaterThan(0.05);
    await train.button('Take out the offset').last().click();
    await expect.poll(() => train.row('kick f').textContent(), PATIENT).toContain('dealt with');
    await page.getByRole('radio', { name: 'As prepared' }).click();
    await design.hears(2);
    expect(Math.abs(mean((await design.lastHeard()).samples))).toBeLessThan(0.02);
    await train.show(/All/);
    await train.button(/Leave out the unfit/).click();
    await expect.poll(() => train.told().textContent(), PATIENT).toContain('1 left out');
    await train.button('Undo').click();
    await expect.poll(() => train.told().textContent(), PATIENT).not.toContain('left out');
    await train.button(/Leave out the unfit/).click();
    await expect.poll(() => train.told().textContent(), PATIENT).toContain('1 left out');

    await train.step('Training').click();
    await looksRight();
    await train.begin({ preset: 'Quick', terms: 'My own recordings', from: START });
    await expect.poll(() => train.charts().count(), TRAINED).toBe(6);
    await train.strip('Hear 1 as made').click();
    await design.hears(3);
    await looksRight();

    await expect.poll(() => train.step('Training').textContent(), TRAINED).toContain('Done');
    await train.step('Model').click();
    await looksRight();
    await train.strip('Hear chance 1').click();
    await design.hears(4);
    await train.button('Use this model').click();
    await expect.poll(() => train.button('In use').count(), PATIENT).toBe(1);
    await shellPage(page).goTo('Design');
    await design.ready();
    await design.button('Randomise').click();
    await design.heardAtLeast(5);
  });
});
