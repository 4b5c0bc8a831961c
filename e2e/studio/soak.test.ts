/**
 * Moving controls for as long as a session lasts: no error, no growth, and what is heard last is what
 * was set last. Twenty seconds in the suite; for the whole of it:
 *
 *   SOAK_SECONDS=300 npm run -s soak
 */

import { describe, expect, it } from 'vitest';
import { unpackFrame } from '../../src-preload/contract/frame.ts';
import { createRandom } from '../../src-main/base/random.ts';
import { useDoor } from '../fixtures/doors.ts';
import { SLIDER_NAMES, type DesignPage } from '../pages/design.ts';
import { shellPage, type ShellPage } from '../pages/shell.ts';

const SECONDS = Number(process.env.SOAK_SECONDS ?? 20);
/** Steps that the history holds; until it is full it may grow. */
const HISTORY = 100;
/** How far what is in use may have grown. */
const GROWTH = 1.1;
/** The seed that Randomise draws at the end. */
const SEED = 20_261_121;

describe('a long session through the web door', () => {
  let design: DesignPage;
  let shell: ShellPage;

  useDoor('web', { width: 1440, height: 900 }, (opened) => {
    design = opened.design;
    shell = shellPage(opened.design.page);
  });

  it(`of ${String(SECONDS)} s grows no further, complains of nothing, and ends on what was set last`, { timeout: (SECONDS + 240) * 1000 }, async () => {
    const { page } = design;
    const random = createRandom(5);
    const client = await page.context().newCDPSession(page);
    /** Bytes in use by the page's scripts and their buffers, after what nobody holds was collected. */
    const inUse = async (): Promise<number> => {
      // The recorder's own.
      await page.evaluate(() => { window.heard.length = 0; });
      for (let i = 0; i < 3; i++) await client.send('HeapProfiler.collectGarbage');
      const usage = (await client.send('Runtime.getHeapUsage')) as { usedSize: number; backingStorageSize?: number };
      return usage.usedSize + (usage.backingStorageSize ?? 0);
    };
    const moves: (() => Promise<unknown>)[] = [
      () => design.slider(SLIDER_NAMES[random.int(4)]).fill(random.uniform().toFixed(3)),
      () => drag(design, SLIDER_NAMES[random.int(4)], random.uniform()),
      () => design.button('Randomise').click(),
      () => page.keyboard.press('['),
      () => page.keyboard.press(']'),
      () => shell.button('Play').click(),
      () => shell.goTo('Library').then(() => shell.goTo('Design')),
    ];
    const move = async (): Promise<void> => {
      await moves[random.int(moves.length)]();
      await page.evaluate(() => { window.heard.splice(0, window.heard.length - 1); });
    };

    for (let i = 0; i < HISTORY; i++) {
      await design.button('Randomise').click();
      await expect.poll(() => design.steps().count(), { timeout: 15_000 }).toBe(Math.min(HISTORY, i + 2));
    }
    for (let i = 0; i < 30; i++) await move();
    const before = await inUse();
    const end = Date.now() + SECONDS * 1000;
    let moved = 0;
    while (Date.now() < end) {
      await move();
      moved += 1;
    }
    await settled(design);
    await refill(design);
    const after = await inUse();
    console.info(`soak: ${String(moved)} moves in ${String(SECONDS)} s; in use ${(before / 2 ** 20).toFixed(1)} MiB before, ${(after / 2 ** 20).toFixed(1)} MiB after`);
    expect(after).toBeLessThan(before * GROWTH);

    await page.evaluate((seed) => { crypto.getRandomValues = (array) => (array as unknown as Uint32Array).fill(seed) as never; }, SEED);
    await design.button('Randomise').click();
    for (let i = 0; i < 25; i++) await design.slider(SLIDER_NAMES[i % 2]).fill(random.uniform().toFixed(3));
    await design.slider('Decay').fill('0.37');
    await design.slider('Brightness').fill('0.61');
    await settled(design);
    const response = await fetch(new URL('api/kicks/audition', page.url()), {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ base: { seed: SEED, index: 1 }, sliders: { decay: 0.37, brightness: 0.61 } }),
    });
    const asked = unpackFrame(new Uint8Array(await response.arrayBuffer())).samples as Float32Array;
    expect((await design.lastHeard()).samples).toEqual([...asked]);
  });
});

/** Until no further sound comes. */
async function settled(design: DesignPage): Promise<void> {
  let before = -1;
  await expect.poll(async () => {
    const now = await design.heard();
    const still = now === before;
    before = now;
    return still;
  }, { timeout: 30_000, interval: 1500 }).toBe(true);
}

/** Lets the history be as full as it was: what was undone may have shortened it. */
async function refill(design: DesignPage): Promise<void> {
  while ((await design.steps().count()) < HISTORY) {
    const count = await design.steps().count();
    await design.button('Randomise').click();
    // After an undo the steps ahead are gone first.
    await expect.poll(() => design.steps().count(), { timeout: 15_000 }).not.toBe(count);
  }
}

/** Drags a slider to a place, through others. */
async function drag(design: DesignPage, name: string, to: number): Promise<void> {
  const box = await design.slider(name).boundingBox();
  if (box === null) return;
  const { mouse } = design.page;
  const y = box.y + box.height / 2;
  await mouse.move(box.x + box.width / 2, y);
  await mouse.down();
  await mouse.move(box.x + box.width * to, y, { steps: 12 });
  await mouse.up();
}
