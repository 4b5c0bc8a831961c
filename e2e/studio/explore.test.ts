/** Exploring, through both doors: the map under hand and keys, more like one kick, the walk. */

import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createRandom } from '../../src-main/base/random.ts';
import { MANIFEST } from '../../src-main/engine/bundle.ts';
import { TRAINING_SET, writeTrainingSet } from '../../src-main/lab/training-set.ts';
import { faults } from '../fixtures/axe.ts';
import { DOORS, useDoor, type OpenDoor } from '../fixtures/doors.ts';
import { layoutOf } from '../fixtures/layout.ts';
import type { DesignPage } from '../pages/design.ts';
import { explorePage, type ExplorePage } from '../pages/explore.ts';
import { shellPage } from '../pages/shell.ts';

const SIZES = [{ width: 1440, height: 900 }, { width: 1024, height: 700 }];

/** Two groups of recordings as the tiny model might have been trained on. @returns the file that tells of them */
async function tellRecordings(model: string): Promise<string> {
  const { id, latentSize } = JSON.parse(await readFile(join(model, MANIFEST), 'utf8')) as { id: string; latentSize: number };
  const random = createRandom('explored recordings');
  const kicks = Array.from({ length: 24 }, (_, i) => ({
    name: `recording ${i}.wav`,
    latent: Array.from({ length: latentSize }, (__, d) => 0.2 * random.normal() + (d < 2 ? (i % 3 === 0 ? 2 : -2) : 0)),
    descriptors: { decayMs: i % 3 === 0 ? 700 : 120, centroidHz: 110, subShare: 0.9, clickDb: -20, noteHz: 50, lengthMs: 900 },
  }));
  await writeTrainingSet(model, id, kicks);
  return join(model, TRAINING_SET);
}

describe.each(DOORS)('exploring through the %s door', (name) => {
  let door: OpenDoor;
  let design: DesignPage;
  let explore: ExplorePage;

  useDoor(name, SIZES[0], (opened) => {
    door = opened;
    design = opened.design;
    explore = explorePage(design.page);
  });
  beforeEach(() => explore.open());
  // A page that is loaded anew is waited for on Design.
  afterEach(() => shellPage(design.page).goTo('Design'));

  const press = (key: string) => design.page.keyboard.press(key);
  /** Does something that is heard. @returns the sound */
  const hear = async (act: () => Promise<unknown>): Promise<number[]> => {
    const count = await design.heard();
    await act();
    await expect.poll(() => design.heard(), { timeout: 15_000 }).toBeGreaterThan(count);
    return (await design.lastHeard()).samples;
  };

  it('lets a point be heard under the pointer, and puts it in hand on a click', async () => {
    const { x, y, width, height } = await explore.boxOfMap();
    const middle = [x + width / 2, y + height / 2] as const;
    const hovered = await hear(() => design.page.mouse.move(...middle));
    expect(await explore.told()).toMatch(/^Random \d+: decay .+ predicted; cluster 1, \w+, typical/);
    const count = await design.heard();
    await design.page.mouse.move(x + 2, y + 2);
    await expect.poll(explore.told).toBe('');
    expect(await design.heard()).toBe(count);
    const opened = await hear(() => design.page.mouse.click(...middle));
    expect(opened).toEqual(hovered);
    await shellPage(design.page).goTo('Design');
    expect(await design.steps().last().getAttribute('aria-label')).toMatch(/^Step 2: Random \d+$/);
  });

  it('goes from kick to kick by keys, in space too, and has saved ones on it as they were measured', async () => {
    await press('s');
    await expect.poll(() => design.page.getByRole('region', { name: 'Map' }).textContent(), { timeout: 15_000 }).toMatch(/[1-9]\d* saved, measured/);
    const told = [await explore.mark()];
    await hear(() => press(' '));
    for (const key of ['ArrowRight', 'ArrowUp', 'ArrowLeft']) {
      await press(key);
      await expect.poll(explore.told).not.toBe(told.at(-1));
      told.push((await explore.told()) ?? '');
    }
    await explore.choose('3-D');
    await explore.map().focus();
    await press('ArrowDown');
    await expect.poll(explore.told).not.toBe(told.at(-1));
    const opened = await hear(() => press('Enter'));
    expect(opened.length).toBeGreaterThan(1000);
    // The list beside the map tells of its neighbours, and opens them.
    await explore.tab('Kicks').click();
    const nearest = design.page.getByRole('list', { name: 'Nearest kicks' }).getByRole('listitem');
    await expect.poll(() => nearest.count()).toBe(12);
    await hear(() => nearest.nth(3).getByRole('button', { name: /^Hear / }).click());
  });

  it('zooms and pans, turns in space, and shows the whole again', async () => {
    const whole = await explore.picture();
    const differs = (before: string) => expect.poll(async () => (await explore.picture()) !== before).toBe(true);
    await explore.button('Zoom in').click();
    await differs(whole);
    const near = await explore.picture();
    await explore.drag([[0.5, 0.5], [0.3, 0.4]]);
    await differs(near);
    await explore.button('Show the whole map').click();
    await explore.choose('3-D');
    await differs(whole);
    const turned = await explore.picture();
    await explore.drag([[0.5, 0.5], [0.3, 0.4]]);
    await differs(turned);
    await explore.choose('Latent space');
    await explore.choose('2-D');
    await expect.poll(() => explore.map().textContent()).toContain('First component (');
    const latent = await explore.picture();
    await design.page.getByLabel('Colour').selectOption('Brightness');
    await differs(latent);
  });

  it('selects by lasso, plays the selection through and saves from it', async () => {
    await explore.choose('A drag selects');
    await explore.drag([[0.4, 0.4], [0.6, 0.4], [0.6, 0.6], [0.4, 0.6], [0.4, 0.42]]);
    await explore.tab('Kicks').click();
    const selected = design.page.getByRole('list', { name: 'Selected kicks' }).getByRole('listitem');
    await expect.poll(() => selected.count()).toBeGreaterThan(3);
    const count = await design.heard();
    await explore.button('Play through').click();
    await expect.poll(() => design.heard(), { timeout: 15_000 }).toBeGreaterThan(count + 2);
    await explore.button('Stop').click();
    await selected.first().getByRole('button', { name: /^Save / }).click();
    await expect.poll(() => design.page.getByRole('status').filter({ hasText: /^Saved as / }).count()).toBe(1);
    await explore.choose('A drag moves the map');
  });

  it('makes twelve more like one, at a distance, and goes on from any of them', async () => {
    await explore.button('More like the one in Design').click();
    await expect.poll(() => explore.found('More like this').getByRole('button', { name: /^Hear / }).count(), { timeout: 30_000 }).toBe(12);
    const first = await hear(() => explore.button('Hear variation 1').click());
    const second = await hear(() => explore.button('Hear variation 2').click());
    expect(second).not.toEqual(first);
    await design.slider('Distance').fill('0.9');
    await expect.poll(async () => {
      const there = await explore.button('Hear variation 1').count();
      return there === 1 && (await hear(() => explore.button('Hear variation 1').click())).join() !== first.join();
    }, { timeout: 30_000 }).toBe(true);
    await explore.button('Use variation 2 as the middle').click();
    await expect.poll(() => design.page.getByRole('tabpanel').textContent()).toContain('Around variation 2');
    await expect.poll(() => explore.button('Keep variation 1').count(), { timeout: 30_000 }).toBe(1);
    await explore.button('Keep variation 1').click();
    await expect.poll(() => design.page.getByRole('status').filter({ hasText: /^Saved as / }).count()).toBe(1);
  });

  it('walks, is steered, pauses, records, and comes to a kick that is marked', async () => {
    await explore.tab('Walk').click();
    await explore.button('Record').click();
    const count = await design.heard();
    await explore.button('Set out').click();
    await expect.poll(() => design.heard(), { timeout: 20_000 }).toBeGreaterThan(count + 2);
    await design.slider('darker or brighter').fill('1');
    expect(await design.slider('darker or brighter').getAttribute('aria-valuetext')).toBe('brighter, 100 %');
    await explore.button('Pause').click();
    await expect.poll(() => explore.button('Go on').count()).toBe(1);
    const recorded = await explore.found('Recorded').count();
    expect(recorded).toBeGreaterThan(2);
    await explore.button('Save all').click();
    await expect.poll(() => design.page.getByRole('region', { name: 'Map' }).textContent(), { timeout: 30_000 }).toMatch(/[3-9] saved, measured|\d\d saved/);
    const before = await design.heard();
    // A kick that was just saved may come onto the map between the mark and the key, and no point is marked then.
    await expect.poll(async () => {
      await explore.mark();
      await press('Enter');
      return design.heard();
    }, { timeout: 30_000 }).toBeGreaterThan(before);
    await explore.button('Go to the one in hand').click();
    await expect.poll(() => explore.button('Wander again').count(), { timeout: 15_000 }).toBe(1);
    await design.slider('Speed').fill('1');
    await explore.button('Go on').click();
    await expect.poll(() => explore.button('Go to the one in hand').count(), { timeout: 60_000 }).toBe(1);
    await explore.button('Pause').click();
  });

  it('has the recordings of the training set on the map, and their clusters with the average of each', async () => {
    const file = await tellRecordings(door.model);
    try {
      await shellPage(design.page).goTo('Design');
      await door.reload();
      await explore.open();
      const map = design.page.getByRole('region', { name: 'Map' });
      await expect.poll(() => map.textContent()).toContain('24 recordings, hollow');
      await explore.tab('Clusters').click();
      const clusters = design.page.getByRole('list', { name: 'Clusters of the training set' }).getByRole('listitem');
      await expect.poll(() => clusters.count()).toBe(2);
      const first = clusters.first();
      const average = await hear(() => first.getByRole('button', { name: /^Hear the average of / }).click());
      expect(await hear(() => first.getByRole('button', { name: /^Open the average of / }).click())).toEqual(average);
      await first.getByRole('button', { name: /^Select / }).click();
      await explore.tab('Kicks').click();
      await expect.poll(() => design.page.getByRole('tabpanel').textContent()).toMatch(/\d+ kicks selected/);
      await design.page.getByLabel('Colour').selectOption('Kind');
      await expect.poll(() => design.page.getByRole('list', { name: 'Kinds' }).getByRole('listitem').count()).toBe(5);
      await design.page.getByRole('switch', { name: 'Training set' }).click();
      await expect.poll(() => map.textContent()).not.toContain('recordings');
    } finally {
      await rm(file);
    }
  });

  it.each(SIZES)('has no serious fault at $width x $height and fits it, on any of its tools', async (size) => {
    await design.page.setViewportSize(size);
    await explore.button('More like the one in Design').click();
    await expect.poll(() => explore.found('More like this').getByRole('button', { name: /^Hear / }).count(), { timeout: 30_000 }).toBe(12);
    await explore.mark();
    for (const tool of ['More like this', 'Walk', 'Clusters', 'Kicks']) {
      await explore.tab(tool).click();
      expect(await faults(door)).toEqual([]);
      await expect.poll(() => layoutOf(design.page)).toEqual({ size: [size.width, size.height], cut: [], overlaps: [] });
    }
  });
});
