/**
 * Measures how soon a kick is there, on the shipped model, in a real browser on this machine:
 *
 *   npm run -s latency [-- MOVES]
 *
 * - slider event to PCM: from the time stamp of a slider's input event to the call that starts the
 *   sound (AudioBufferSourceNode.start), the engine warm, one move at a time.
 * - POST /api/generate: request to the end of the answer, from a program beside the page.
 * - cached kick: from the time stamp of the Space key to the call that starts the sound.
 *
 * It prints medians and 95th percentiles; nothing is compared, nothing fails.
 */

import { resolve } from 'node:path';
import type { Page } from 'playwright';
import { ensureChromium, launchBrowser } from '../e2e/fixtures/browser.ts';
import { serveStudio } from '../e2e/fixtures/studio.ts';
import { SLIDER_NAMES } from '../e2e/pages/design.ts';
import { createRandom } from '../src-main/base/random.ts';
import { bundle } from './bundle.ts';

declare global {
  interface Window {
    /** performance.now() of every sound that was started. */
    started: number[];
    /** Time stamp of the last input or key event. */
    acted: number;
  }
}

const WARM_UP = 20;
const moves = Number(process.argv[2] ?? 200);

function instrument(): void {
  window.started = [];
  const start = Object.getOwnPropertyDescriptor(AudioBufferSourceNode.prototype, 'start')?.value as (...args: unknown[]) => void;
  AudioBufferSourceNode.prototype.start = function (this: AudioBufferSourceNode, ...args: unknown[]) {
    start.apply(this, args);
    window.started.push(performance.now());
  };
  for (const type of ['input', 'keydown']) {
    document.addEventListener(type, (event) => { window.acted = event.timeStamp; }, { capture: true });
  }
}

/** Does something that starts a sound. @returns ms from the event to the start */
async function timed(page: Page, act: () => Promise<unknown>): Promise<number> {
  const before = await page.evaluate(() => window.started.length);
  await act();
  await page.waitForFunction((count) => window.started.length > count, before);
  return page.evaluate(() => window.started[window.started.length - 1] - window.acted);
}

async function repeat(name: string, act: (i: number) => Promise<number>): Promise<void> {
  const times: number[] = [];
  for (let i = -WARM_UP; i < moves; i++) {
    const ms = await act(i);
    if (i >= 0) times.push(ms);
  }
  times.sort((a, b) => a - b);
  const at = (share: number): string => times[Math.min(times.length - 1, Math.floor(share * times.length))].toFixed(1);
  console.info(`${name.padEnd(28)} p50 ${at(0.5).padStart(5)}  p95 ${at(0.95).padStart(5)}  max ${at(1).padStart(5)} ms  (${moves})`);
}

await bundle();
await ensureChromium();
const studio = await serveStudio({ model: resolve(import.meta.dirname, '../models/factory') });
const browser = await launchBrowser();
try {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  await page.addInitScript(instrument);
  await page.goto(studio.url);
  await page.getByRole('slider', { name: 'Decay', disabled: false }).waitFor();
  const random = createRandom(1, 'latency');

  await repeat('slider event to PCM', (i) =>
    timed(page, () => page.getByRole('slider', { name: SLIDER_NAMES[(i + WARM_UP) % 4], exact: true }).fill(random.uniform().toFixed(3))),
  );
  await page.getByRole('button', { name: 'Play', exact: true }).focus();
  await page.evaluate(() => { (document.activeElement as HTMLElement).blur(); });
  await repeat('key to start, cached kick', () => timed(page, () => page.keyboard.press(' ')));
  await page.close();

  await repeat('POST /api/generate', async () => {
    const latent = [...random.fillNormal(new Float64Array(32))];
    const start = performance.now();
    const response = await fetch(`${studio.url}api/generate`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ latent_vector: latent, format: 'wav24' }),
    });
    await response.arrayBuffer();
    if (!response.ok) throw new Error(`/api/generate answered ${response.status}`);
    return performance.now() - start;
  });
} finally {
  await browser.close();
  await studio.close();
}
