/**
 * How soon a kick is there, in a real browser on this machine:
 *
 * - slider event to PCM: from the time stamp of a slider's input event to the call that starts the
 *   sound (AudioBufferSourceNode.start), the engine warm, one move after another's sound.
 * - POST /api/generate: request to the end of the answer, from a program beside the page.
 * - cached kick: from the time stamp of the Space key to the call that starts the sound.
 */

import type { Page } from 'playwright';
import { launchBrowser } from '../../e2e/fixtures/browser.ts';
import { serveStudio } from '../../e2e/fixtures/studio.ts';
import { SLIDER_NAMES } from '../../e2e/pages/design.ts';
import { createRandom } from '../../src-main/base/random.ts';
import { bundle } from '../bundle.ts';

declare global {
  interface Window {
    /** performance.now() of every sound that was started. */
    started: number[];
    /** Told of the next one. */
    onStarted?: (at: number) => void;
    /** Time stamp of the last input or key event. */
    acted: number;
  }
}

const WARM_UP = 20;
/** From one sound to the next move of a slider. */
const PAUSE_MS = 60;

function instrument(): void {
  window.started = [];
  const start = Object.getOwnPropertyDescriptor(AudioBufferSourceNode.prototype, 'start')?.value as (...args: unknown[]) => void;
  AudioBufferSourceNode.prototype.start = function (this: AudioBufferSourceNode, ...args: unknown[]) {
    start.apply(this, args);
    const now = performance.now();
    window.started.push(now);
    window.onStarted?.(now);
  };
  for (const type of ['input', 'keydown']) {
    document.addEventListener(type, (event) => { window.acted = event.timeStamp; }, { capture: true });
  }
}

/** Moves a slider each time, as a hand does, and waits for its sound. @returns ms from event to start, a move */
async function moveSliders(page: Page, positions: readonly number[]): Promise<number[]> {
  return page.evaluate(async ({ positions, names, pause }) => {
    const times: number[] = [];
    for (const [i, position] of positions.entries()) {
      const slider = document.querySelector(`input[aria-label="${names[i % names.length]}"]`);
      if (slider === null) throw new Error('there is no such slider');
      const { promise: heard, resolve } = Promise.withResolvers<number>();
      window.onStarted = resolve;
      // Past React's own setter, as the browser does it.
      Reflect.set(HTMLInputElement.prototype, 'value', position.toFixed(3), slider);
      slider.dispatchEvent(new Event('input', { bubbles: true }));
      times.push((await heard) - window.acted);
      await new Promise((done) => { setTimeout(done, pause); });
    }
    return times;
  }, { positions, names: SLIDER_NAMES, pause: PAUSE_MS });
}

async function replay(page: Page): Promise<number> {
  const before = await page.evaluate(() => window.started.length);
  await page.keyboard.press(' ');
  await page.waitForFunction((count) => window.started.length > count, before);
  return page.evaluate(() => window.started[window.started.length - 1] - window.acted);
}

async function generate(url: string, latent: number[]): Promise<number> {
  const start = performance.now();
  const response = await fetch(`${url}api/generate`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ latent_vector: latent, format: 'wav24' }),
  });
  await response.arrayBuffer();
  if (!response.ok) throw new Error(`/api/generate answered ${response.status}`);
  return performance.now() - start;
}

/** Ms of each, the first few left out. */
export interface Latency {
  sliderToPcm: number[];
  replay: number[];
  rest: number[];
}

/** Measures the model in `dir` over `moves` of each kind; Chromium must be there (`findChromium`). The page is built where it has changed. */
export async function measureLatency(dir: string, moves: number): Promise<Latency> {
  await bundle();
  const count = WARM_UP + moves;
  const times = async (work: () => Promise<number>): Promise<number[]> => {
    const all: number[] = [];
    while (all.length < count) all.push(await work());
    return all.slice(WARM_UP);
  };
  const studio = await serveStudio({ model: dir });
  const browser = await launchBrowser();
  try {
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
    await page.addInitScript(instrument);
    await page.goto(studio.url);
    await page.getByRole('slider', { name: 'Decay', disabled: false }).waitFor();
    const random = createRandom(1, 'latency');
    const moved = await moveSliders(page, Array.from({ length: count }, () => random.uniform()));
    const replayed = await times(() => replay(page));
    await page.close();
    const rest = await times(() => generate(studio.url, [...random.fillNormal(new Float64Array(32))]));
    return { sliderToPcm: moved.slice(WARM_UP), replay: replayed, rest };
  } finally {
    await browser.close();
    await studio.close();
  }
}
