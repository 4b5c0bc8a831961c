/**
 * Draws the pictures of docs/ anew: the shipped model's studio in Chromium, at the two sizes it is
 * designed for, after the same few moves every time; and some of them in the light theme.
 *
 *   npm run -s screenshots
 */

import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Page } from 'playwright';
import { ensureChromium, launchBrowser } from '../e2e/fixtures/browser.ts';
import { serveStudio } from '../e2e/fixtures/studio.ts';
import { designPage, recordSounds } from '../e2e/pages/design.ts';
import { effectsPart } from '../e2e/pages/effects.ts';
import { shellPage } from '../e2e/pages/shell.ts';
import { explorePage } from '../e2e/pages/explore.ts';
import { libraryPage } from '../e2e/pages/library.ts';
import { morphPage } from '../e2e/pages/morph.ts';
import { trainPage } from '../e2e/pages/train.ts';
import { proceduralKick } from '../src-main/audio/procedural/index.ts';
import { KICK_SPEC } from '../src-main/audio/spec.ts';
import { writeWav } from '../src-main/audio/wav-write.ts';
import { FRAME_TYPE, unpackFrame } from '../src-preload/contract/frame.ts';
import { bundle } from './bundle.ts';

const root = resolve(import.meta.dirname, '..');
const SIZES = [{ width: 1440, height: 900 }, { width: 1024, height: 700 }];

/** What the kicks of the library are called. */
const NAMES = [
  'Anchor', 'Basement', 'Cellar door', 'Deep end', 'Earthwork', 'Foundry', 'Granite', 'Hollow', 'Iron lung', 'Jackdaw', 'Kiln', 'Low tide', 'Mortar', 'Night bus',
  'Oak', 'Piston', 'Quarry', 'Rubble', 'Slate', 'Tarmac', 'Undertow', 'Velvet', 'Warehouse', 'Xylem', 'Yard', 'Zinc', 'Amber', 'Bellows', 'Cinder', 'Drift',
];

/** The folders of the sounds that are brought in. */
const KINDS = ['808', '909', 'short'] as const;

/** The same chance every time: Randomise draws its seed here. */
function fixedChance(): void {
  let seed = 41;
  Object.defineProperty(crypto, 'getRandomValues', {
    value: (array: Uint32Array) => {
      seed += 1;
      return array.fill(seed);
    },
  });
}

/** Does something and waits until it is heard. */
async function andHear(page: Page, work: () => Promise<unknown>): Promise<void> {
  const before = await designPage(page).heard();
  await work();
  await page.waitForFunction((count) => window.heard.length > count, before);
}

/** Asks the studio that serves the page. */
async function ask(page: Page, path: string, input: object): Promise<Record<string, unknown>> {
  const response = await fetch(new URL(`/api/${path}`, page.url()), { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(input) });
  if (!response.ok) throw new Error(await response.text());
  if (response.headers.get('Content-Type') !== FRAME_TYPE) return (await response.json()) as Record<string, unknown>;
  return unpackFrame(new Uint8Array(await response.arrayBuffer()));
}

/** A few kicks made, two of them kept and put into slots, one tuned into a key and shaped; caught while it plays. */
async function atWork(page: Page): Promise<void> {
  const design = designPage(page);
  const randomise = (): Promise<void> => andHear(page, () => design.button('Randomise').click());
  for (const slot of ['A', 'B']) {
    for (let i = 0; i < 3; i++) await randomise();
    await design.button('Save').click();
    await page.getByRole('status').filter({ hasText: 'Saved' }).waitFor();
    await design.button(`Copy this kick into slot ${slot}`).click();
  }
  await design.button('Tune to a key: off').click();
  await andHear(page, () => page.getByRole('switch', { name: 'Tune to a key' }).click());
  await page.keyboard.press('Escape');
  await randomise();
  await andHear(page, () => design.slider('Decay').fill('0.62'));
  await andHear(page, () => design.slider('Click').fill('0.55'));
  await playing(page);
}

/** The same kick from close by, its pitch pulled, with the further components unfolded. */
async function closely(page: Page): Promise<void> {
  const design = designPage(page);
  await page.getByRole('heading', { name: 'Design' }).click();
  for (let i = 0; i < 4; i++) await page.keyboard.press('+');
  for (const [ms, key] of [[5, 'PageUp'], [20, 'PageDown']] as const) {
    await page.getByRole('slider', { name: `Pitch at ${ms} ms`, exact: true }).focus();
    for (let i = 0; i < 4; i++) await andHear(page, () => page.keyboard.press(key));
  }
  await design.button('More').click();
  await design.button('Lock Subby').click();
  await design.button('Lock Component 7').click();
  await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
  await playing(page);
}

/** The kick whole again, through a chain of effects of which one is open and one left out. */
async function throughEffects(page: Page): Promise<void> {
  const design = designPage(page);
  const effects = effectsPart(page);
  await page.keyboard.press('0');
  await design.button('More').click();
  await effects.openPresets();
  await andHear(page, () => effects.preset('Punch').click());
  await page.keyboard.press('Escape');
  await andHear(page, () => effects.add('Sub-harmonic'));
  await andHear(page, () => effects.atWork('Tilt EQ').click());
  await effects.module('Compress').click();
  await andHear(page, () => effects.slider('Compressor threshold').fill('0.55'));
  await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
  await playing(page);
}

/** The spectrogram follows the sound; then the sound again, for the playhead. */
async function playing(page: Page): Promise<void> {
  await page.waitForTimeout(1000);
  await andHear(page, () => designPage(page).button('Play').click());
  await page.mouse.move(0, 0);
  await page.waitForTimeout(150);
}

/** Five kicks of chance and the way between them, one step of it at hand. */
async function strip(page: Page): Promise<void> {
  const morph = morphPage(page);
  await morph.open();
  await andHear(page, () => morph.button('Four random kicks').click());
  await andHear(page, () => morph.add('Random kick'));
  await morph.filled();
  await morph.step.focus();
  for (let i = 0; i < 2; i++) await andHear(page, () => page.keyboard.press('PageUp'));
  await andHear(page, () => page.keyboard.press('ArrowLeft'));
  await playing(page);
}

/** Four of them in the corners of the pad. */
async function pad(page: Page): Promise<void> {
  const morph = morphPage(page);
  await morph.use('Pad');
  await morph.pad.focus();
  for (const key of ['ArrowRight', 'ArrowRight', 'ArrowUp']) await andHear(page, () => page.keyboard.press(key));
  await playing(page);
}

/** One of them with parts of the others. */
async function transfer(page: Page): Promise<void> {
  const morph = morphPage(page);
  await morph.use('Transfer');
  for (const [part, from] of [['Transient', /^B,/], ['Tail', /^C,/], ['Tone', /^E,/]] as const) await andHear(page, () => morph.choose(`${part} from`, from));
  await andHear(page, () => morph.amount('Tail').fill('0.6'));
  await playing(page);
}

/** The map with the saved kicks on it, and twelve more like the one in hand. */
async function map(page: Page): Promise<void> {
  const explore = explorePage(page);
  await explore.open();
  await explore.button('More like the one in Design').click();
  await explore.found('More like this').nth(11).getByRole('button', { name: /^Hear / }).waitFor();
  await page.mouse.move(0, 0);
  await page.waitForTimeout(500);
}

/** A walk to longer kicks, in space, coloured by how bright they are. */
async function walk(page: Page): Promise<void> {
  const explore = explorePage(page);
  await explore.choose('3-D');
  await page.getByLabel('Colour').selectOption('Brightness');
  await explore.tab('Walk').click();
  await explore.button('Record').click();
  await page.getByRole('slider', { name: 'shorter or longer' }).fill('0.9');
  await explore.button('Set out').click();
  await explore.found('Recorded').nth(14).waitFor();
  await explore.button('Pause').click();
  await page.mouse.move(0, 0);
  await page.waitForTimeout(500);
}

/** Thirty kicks saved, some of them tagged, rated and collected; one of them looked at. */
async function shelves(page: Page): Promise<void> {
  const library = libraryPage(page);
  const ids: string[] = [];
  for (let index = 1; index <= 30; index++) {
    const { id } = await ask(page, 'kicks/audition', { base: { seed: 2, index } });
    ids.push((await ask(page, 'library/save', { id, name: NAMES[index - 1] })).id as string);
  }
  await ask(page, 'library/update', { ids: ids.slice(4, 16), addTags: ['warehouse'], rating: 4 });
  await ask(page, 'library/update', { ids: ids.slice(10, 24), addTags: ['dry'], favourite: true });
  await ask(page, 'library/addCollection', { name: 'Live set', ids: ids.slice(2, 20) });
  await library.open();
  await library.row(NAMES[25]).waitFor();
  await library.enter();
  for (let i = 0; i < 4; i++) await page.keyboard.press('ArrowDown');
  await page.waitForTimeout(700);
}

/** The same kicks as cards. */
async function cards(page: Page): Promise<void> {
  await page.getByRole('radio', { name: 'Cards' }).click();
  await page.waitForTimeout(500);
}

/** A pack of sixteen, built. */
async function pack(page: Page): Promise<void> {
  const out = await mkdtemp(join(tmpdir(), 'kicklab-pack-'));
  await shellPage(page).goTo('Packs');
  await page.getByLabel('Sounds', { exact: true }).fill('16');
  await page.getByLabel('Folder', { exact: true }).fill(join(out, 'Warehouse Kicks'));
  await page.getByRole('button', { name: 'Build the pack' }).click();
  await page.getByRole('main').getByRole('status').filter({ hasText: 'Done' }).waitFor({ timeout: 120_000 });
  await page.getByRole('heading', { name: 'Packs' }).click();
  await page.locator('.screen-body').evaluate((body) => { body.scrollTop = 0; });
  await page.waitForTimeout(500);
  await rm(out, { recursive: true });
}

/** Thirty sounds of one's own, looked over; one of them that is clipped in hand. */
async function sounds(page: Page): Promise<void> {
  const own = await mkdtemp(join(tmpdir(), 'kicklab-own-'));
  const folder = join(own, 'My kicks');
  for (const [kind, banks] of KINDS.entries()) {
    await mkdir(join(folder, banks), { recursive: true });
    for (let i = 0; i < 10; i++) {
      const { samples } = proceduralKick(kind, i, KICK_SPEC, banks);
      const heard = samples.map((x) => (i === 3 ? Math.max(-0.6, Math.min(0.6, 1.6 * x)) : i === 6 ? 0.8 * x + 0.1 : x));
      await writeFile(join(folder, banks, `${banks} ${String(i + 1).padStart(2, '0')}.wav`), writeWav([heard], KICK_SPEC.sampleRate, { format: 'int16', ditherSeed: i }));
    }
  }
  const train = trainPage(page);
  await train.open();
  await train.drop(folder);
  await train.show(/Clipped/);
  await andHear(page, () => train.rows().nth(1).click());
  await train.show(/All/);
  await page.waitForTimeout(1000);
  await rm(own, { recursive: true });
}

/** What a training on them is told. */
async function plan(page: Page): Promise<void> {
  await trainPage(page).step('Training').click();
  await page.getByLabel('Terms').fill('My own recordings');
  await page.getByRole('status').filter({ hasText: /^About/ }).waitFor({ timeout: 120_000 });
  await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
}

/** Once it has tried what the sound can be made with. */
async function settings(page: Page): Promise<void> {
  await shellPage(page).goTo('Settings');
  await page.getByText('trying what this machine has').waitFor({ state: 'detached', timeout: 30_000 });
}

/** By day. */
const light = (name: 'Design' | 'Library' | 'Explore') => async (page: Page): Promise<void> => {
  await ask(page, 'settings/set', { theme: 'light' });
  await page.locator('html[data-theme=light]').waitFor();
  await shellPage(page).goTo(name);
  await page.waitForTimeout(1000);
};

/** Each goes on from where the one before it left the page. */
const PICTURES: { name: string; pose: (page: Page) => Promise<void> }[] = [
  { name: 'design', pose: atWork },
  { name: 'design-close', pose: closely },
  { name: 'effects', pose: throughEffects },
  { name: 'morph', pose: strip },
  { name: 'morph-pad', pose: pad },
  { name: 'morph-transfer', pose: transfer },
  { name: 'explore', pose: map },
  { name: 'explore-walk', pose: walk },
  { name: 'library', pose: shelves },
  { name: 'library-cards', pose: cards },
  { name: 'packs', pose: pack },
  { name: 'train', pose: sounds },
  { name: 'train-plan', pose: plan },
  { name: 'settings', pose: settings },
  { name: 'design-light', pose: light('Design') },
  { name: 'explore-light', pose: light('Explore') },
  { name: 'library-light', pose: light('Library') },
];

await bundle();
await ensureChromium();
const browser = await launchBrowser();
try {
  for (const size of SIZES) {
    const studio = await serveStudio({ model: resolve(root, 'models/factory') });
    const page = await browser.newPage({ viewport: size });
    await page.addInitScript(fixedChance);
    await page.addInitScript(recordSounds);
    await page.goto(studio.url);
    await designPage(page).ready();
    for (const { name, pose } of PICTURES) {
      await pose(page);
      await page.screenshot({ path: resolve(root, `docs/${name}-${size.width}x${size.height}.png`) });
    }
    await page.close();
    await studio.close();
  }
} finally {
  await browser.close();
}
