/**
 * What a full library costs in the page, in a real browser on this machine: from going to the Library
 * screen to the frame in which its first rows stand there, beside going to a screen that asks for
 * nothing; and the scripting of a frame while the list and the cards are scrolled, by a few rows at a
 * time and by so many that every frame shows others.
 */

import type { Page } from 'playwright';
import { findChromium, launchBrowser } from '../../e2e/fixtures/browser.ts';
import { frameCosts } from '../../e2e/fixtures/frame-costs.ts';
import { serveStudio } from '../../e2e/fixtures/studio.ts';
import { libraryPage } from '../../e2e/pages/library.ts';
import { bundle } from '../bundle.ts';
import { atMost, figure, notMeasured, type Row } from './rows.ts';
import { median } from '../../src-main/base/statistics.ts';

const OPENINGS = 9;
/** Turns of the wheel, px each: a notch, and a throw. */
const TURNS = 60;
const NOTCH = 120;
const THROW = 4000;
const ROWS_MS = 300;
const SCRIPT_MS = 8;

/** Goes to a screen as its link does. @returns ms until what `selector` names is drawn */
function openings(page: Page, hash: string, selector: string): Promise<number> {
  return page.evaluate(async ({ hash, selector }) => {
    const frame = () => new Promise((resolve) => { requestAnimationFrame(resolve); });
    location.hash = '#train';
    while (document.querySelector('.train-form') === null) await frame();
    const began = performance.now();
    location.hash = hash;
    while (document.querySelector(selector) === null) await frame();
    // The frame in which it stands is drawn with the next.
    await frame();
    return performance.now() - began;
  }, { hash, selector });
}

async function repeated(page: Page, hash: string, selector: string): Promise<number> {
  const times: number[] = [];
  for (let i = 0; i < OPENINGS; i++) times.push(await openings(page, hash, selector));
  return median(times);
}

/** The rows of the library in `dir`. */
export async function libraryPageRows(dir: string): Promise<Row[]> {
  if ((await findChromium()).path === null) return [notMeasured('first rows of the page', 'no Chromium on this machine', atMost(ROWS_MS))];
  await bundle();
  const studio = await serveStudio({ library: dir });
  const browser = await launchBrowser();
  try {
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
    await page.goto(studio.url);
    await page.getByRole('slider', { name: 'Decay', disabled: false }).waitFor();
    const first = await openings(page, '#library', '[data-index="12"] .thumbnail');
    const again = await repeated(page, '#library', '[data-index="12"] .thumbnail');
    const baselines = { 'a screen without a list': await repeated(page, '#settings', '.settings') };
    const rows = [
      figure('page: first rows, the first time', first, 'ms', { baselines, target: atMost(ROWS_MS) }),
      figure('page: first rows again: p50', again, 'ms', { baselines, target: atMost(ROWS_MS) }),
    ];
    await libraryPage(page).open();
    for (const view of ['List', 'Cards']) {
      await page.getByRole('radio', { name: view, exact: true }).click();
      const box = await libraryPage(page).grid().boundingBox();
      if (box === null) throw new Error('the list is not on the screen');
      await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
      for (const [name, turn] of [['notch by notch', NOTCH], ['thrown', THROW]] as const) {
        const scroll = async (): Promise<void> => {
          for (let i = 0; i < TURNS; i++) {
            await page.mouse.wheel(0, turn);
            await page.evaluate(() => new Promise((resolve) => { requestAnimationFrame(resolve); }));
          }
        };
        // The first frames compile what is run in all the others.
        await scroll();
        const { script, frames } = await frameCosts(page, scroll);
        rows.push(figure(`page: scripting a frame, ${view.toLowerCase()} scrolled ${name}`, script, 'ms', { target: atMost(SCRIPT_MS), note: `${String(frames)} frames` }));
      }
    }
    return rows;
  } finally {
    await browser.close();
    await studio.close();
  }
}
