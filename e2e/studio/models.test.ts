/** Models through both doors: one is installed from a file, used, compared, renamed, handed over, removed and brought back. */

import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Locator, Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writeBundle } from '../../src-main/engine/bundle.ts';
import { createEngine } from '../../src-main/engine/client.ts';
import { tinyParts } from '../../src-main/engine/fixtures/tiny-bundle.ts';
import { forkChild } from '../../src-main/engine/fork.ts';
import { writeTrainingSet } from '../../src-main/lab/training-set.ts';
import { writeTone } from '../../src-main/studio/fixtures/wav.ts';
import { writeModelFile } from '../../src-main/studio/model-file.ts';
import { faults } from '../fixtures/axe.ts';
import { DOORS, useDoor, type OpenDoor } from '../fixtures/doors.ts';
import { layoutOf } from '../fixtures/layout.ts';

const SIZES = [{ width: 1440, height: 900 }, { width: 1024, height: 700 }];
/** For machines that have other work. */
const PATIENT = { timeout: 30_000 };

describe.each(DOORS)('models through the %s door', (name) => {
  let door: OpenDoor;
  let page: Page;
  let panel: Locator;
  const folder = mkdtempSync(join(tmpdir(), 'kicklab-models-'));
  const file = join(folder, 'second.kickmodel');

  useDoor(name, SIZES[0], (opened) => {
    door = opened;
    page = opened.design.page;
    panel = page.getByRole('region', { name: 'Models on this machine' });
  });
  beforeAll(async () => {
    const bundle = join(folder, 'bundle');
    await writeBundle(bundle, { ...tinyParts(12), name: 'Second' });
    await writeModelFile(bundle, file);
  });
  afterAll(() => { rmSync(folder, { recursive: true }); });

  const goTo = (hash: string): Promise<void> => page.evaluate((to) => { location.hash = to; }, hash);
  const open = async (): Promise<void> => {
    await goTo('#train');
    await page.getByRole('tab', { name: 'Model' }).click();
    await panel.getByText('tiny').first().waitFor();
  };
  const row = (model: string) => panel.locator('.models-row').filter({ hasText: model });
  const choose = async (model: string, action: string): Promise<void> => {
    await page.getByRole('button', { name: `More for the model ${model}` }).click();
    await page.getByRole('menuitem', { name: action }).click();
  };

  it('installs a model from a file, uses it at once, and lets the one before go', { timeout: 120_000 }, async () => {
    const { design } = door;
    await open();
    await panel.getByLabel('Model file').setInputFiles(file);
    await page.getByText('Second is installed').waitFor(PATIENT);
    const before = await design.heard();
    await row('Second').getByRole('button', { name: 'Use Second' }).click();
    await page.getByRole('button', { name: 'Second: about this model' }).waitFor(PATIENT);
    await design.heardAtLeast(before + 1);
    expect(await row('Second').getByRole('button', { name: 'In use' }).isDisabled()).toBe(true);

    await panel.getByLabel('A', { exact: true }).selectOption({ label: 'tiny' });
    await panel.getByLabel('B', { exact: true }).selectOption({ label: 'Second' });
    await panel.getByRole('button', { name: 'By chance' }).click();
    const hearB = panel.getByRole('button', { name: /^B: hear/ });
    await hearB.waitFor(PATIENT);
    const heard = await design.heard();
    await hearB.click();
    await design.heardAtLeast(heard + 1);
    await panel.getByLabel('Sound to compare by').setInputFiles(writeTone(join(folder, 'source.wav'), 55));
    await panel.getByRole('button', { name: 'Original: hear source.wav' }).waitFor(PATIENT);
    expect(await panel.getByText('Mel difference').count()).toBe(2);
    expect(await panel.getByRole('img', { name: 'Spectrogram' }).count()).toBe(3);
    // What was said of the file floats over the screen.
    await page.getByRole('button', { name: 'Dismiss' }).click();
    for (const size of SIZES.toReversed()) {
      await page.setViewportSize(size);
      expect(await faults(door)).toEqual([]);
      await expect.poll(() => layoutOf(page), PATIENT).toEqual({ size: [size.width, size.height], cut: [], overlaps: [] });
    }

    await choose('Second', 'Rename');
    await panel.getByLabel('New name of Second').fill('Mine');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Mine: about this model' }).waitFor(PATIENT);
    await row('tiny').getByRole('button', { name: 'Use tiny' }).click();
    await page.getByRole('button', { name: 'tiny: about this model' }).waitFor(PATIENT);
    await choose('Mine', 'Remove');
    await row('Mine').waitFor({ ...PATIENT, state: 'detached' });

    // Its kick is still there, says what it needs, and can be shaped again once that is back.
    const needs = page.getByRole('region', { name: 'Its model is missing' });
    await goTo('#design');
    await page.locator('.design-steps').getByRole('button', { name: 'Undo' }).click();
    await needs.getByText('Second').waitFor(PATIENT);
    expect(await design.slider('Decay').isDisabled()).toBe(true);
    expect(await faults(door)).toEqual([]);
    await needs.getByRole('button', { name: 'Models' }).click();
    await page.getByRole('button', { name: 'Undo' }).click();
    await row('Mine').waitFor(PATIENT);
    await goTo('#design');
    await needs.waitFor({ ...PATIENT, state: 'detached' });
    await design.ready();
  });

  it('takes a model that is dropped on any screen, and refuses what only seems to be one', { timeout: 60_000 }, async () => {
    const { design } = door;
    await design.drop({ name: 'second.kickmodel', bytes: readFileSync(file), type: '' });
    await page.getByText('Mine is installed already').waitFor(PATIENT);
    await design.drop({ name: 'evil.kickmodel', bytes: new TextEncoder().encode('PK and nothing else'), type: '' });
    await page.getByText(/^evil\.kickmodel: /).waitFor(PATIENT);
  });

  it('warns of a kick that is as good as a recording that its model was trained on', { timeout: 60_000 }, async () => {
    const engine = createEngine({ spawn: forkChild({ env: { KICKLAB_PROVIDER: 'cpu' } }) });
    // The kick that a page begins with: the middle of the latent space.
    const { bundleId, latent, descriptors: { decayMs, centroidHz, subShare, clickDb, noteHz, lengthMs } } = await engine.call('generate', { model: door.model, base: { latent: new Array<number>(8).fill(0) }, sliders: {}, forFile: true });
    await engine.close();
    await writeTrainingSet(door.model, bundleId, [{ name: 'recorded.wav', latent, descriptors: { decayMs, centroidHz, subShare, clickDb, noteHz, lengthMs } }]);
    await door.reload();
    const copy = page.getByRole('button', { name: /^As good as a copy of the training sound recorded\.wav/ });
    await copy.waitFor(PATIENT);
    expect(await copy.getAttribute('data-copy')).toBe('true');
    await copy.click();
    await page.getByText(/recorded\.wav \(.*\)\.$/).waitFor(PATIENT);
    await door.design.button('Randomise').click();
    await page.locator('.design-keep [data-copy=false]').and(page.getByRole('button', { name: /recorded\.wav/ })).waitFor(PATIENT);
  });

  it.runIf(name === 'web')('hands a model over as one file', PATIENT, async () => {
    await open();
    const download = page.waitForEvent('download');
    await choose('Mine', 'Export as one file');
    const saved = await (await download).path();
    expect((await download).suggestedFilename()).toBe('mine.kickmodel');
    expect(readFileSync(saved).subarray(0, 2).toString()).toBe('PK');
  });
});
