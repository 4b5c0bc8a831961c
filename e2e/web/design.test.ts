/** The sliders of the page in Chromium: what is moved is heard, what is heard is saved, errors are words. */

import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Browser, Page } from 'playwright';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest';
import { readTone } from '../../src-main/studio/fixtures/wav.ts';
import { launchBrowser } from '../fixtures/browser.ts';
import { serveStudio, type ServedStudio } from '../fixtures/studio.ts';

declare global {
  interface Window {
    /** Every buffer that was started, with the rate of the context it was started in. */
    heard: { samples: number[]; bufferRate: number; contextRate: number }[];
  }
}

const noBrowser = inject('noBrowser');
const NAMES = ['Decay', 'Brightness', 'Subby', 'Click'];
const UNITS = [/^\d+ ms$/, /^[\d.]+ k?Hz$/, /^\d+ %$/, /^\u2212?\d+\.\d dB$/];

describe('design screen', () => {
  let studio: ServedStudio;
  let browser: Browser;
  let page: Page;

  beforeAll(async () => {
    if (noBrowser !== '') return;
    studio = await serveStudio();
    browser = await launchBrowser();
  });
  afterAll(async () => {
    if (noBrowser !== '') return;
    await browser.close();
    await studio.close();
  });
  beforeEach(async ({ skip }) => {
    skip(noBrowser !== '', noBrowser);
    page = await browser.newPage({ viewport: { width: 1024, height: 700 } });
    await page.addInitScript(() => {
      window.heard = [];
      const start = Object.getOwnPropertyDescriptor(AudioBufferSourceNode.prototype, 'start')?.value as () => void;
      AudioBufferSourceNode.prototype.start = function (this: AudioBufferSourceNode, ...args: []) {
        if (this.buffer !== null) {
          window.heard.push({
            samples: [...this.buffer.getChannelData(0)],
            bufferRate: this.buffer.sampleRate,
            contextRate: this.context.sampleRate,
          });
        }
        start.apply(this, args);
      };
    });
    await page.goto(studio.url);
    await expect.poll(() => slider('Decay').isEnabled(), { timeout: 30_000 }).toBe(true);
  });
  afterEach(async ({ task }) => {
    if (task.result?.state !== 'skip' && noBrowser === '') await page.close();
  });

  const slider = (name: string) => page.getByRole('slider', { name, exact: true });
  const button = (name: string) => page.getByRole('button', { name, exact: true });
  const heardCount = () => page.evaluate(() => window.heard.length);
  const lastHeard = () => page.evaluate(() => window.heard[window.heard.length - 1]);
  const picture = async () => (await page.getByRole('img', { name: 'Waveform' }).screenshot()).toString('base64');

  it('names every slider and gives its value in real units', async () => {
    for (const [i, name] of NAMES.entries()) expect(await slider(name).getAttribute('aria-valuetext')).toMatch(UNITS[i]);
    expect(await heardCount()).toBe(0);
  });

  it.each(NAMES)('moving %s is heard at once at 44.1 kHz, and seen', async (name) => {
    const before = await picture();
    await slider(name).fill('0.9');
    await expect.poll(heardCount).toBe(1);
    expect(await lastHeard()).toMatchObject({ bufferRate: 44_100, contextRate: 44_100 });
    await expect.poll(picture).not.toBe(before);
    await slider(name).fill('0.1');
    await expect.poll(heardCount).toBe(2);
    const [a, b] = await page.evaluate(() => window.heard.map((h) => h.samples));
    expect(a).not.toEqual(b);
  });

  it('keys move a slider', async () => {
    await slider('Subby').focus();
    const before = Number(await slider('Subby').inputValue());
    await page.keyboard.press('ArrowRight');
    await expect.poll(async () => Number(await slider('Subby').inputValue())).toBeGreaterThan(before);
    await expect.poll(heardCount).toBe(1);
  });

  it('of many moves in a row the last one is what is heard in the end, without a request each', async () => {
    const asked: { sliders: { decay: number } }[] = [];
    page.on('request', (request) => {
      if (request.url().endsWith('/api/kicks/audition')) asked.push(request.postDataJSON() as (typeof asked)[number]);
    });
    await slider('Decay').evaluate((input: HTMLInputElement) => {
      for (let i = 1; i <= 100; i++) {
        // Past React's own setter, as the browser does it.
        Reflect.set(HTMLInputElement.prototype, 'value', String(i / 100), input);
        input.dispatchEvent(new Event('input', { bubbles: true }));
      }
    });
    await expect.poll(() => asked.at(-1)?.sliders.decay).toBe(1);
    await expect.poll(heardCount).toBe(asked.length);
    expect(asked.length).toBeLessThan(20);
    expect(Number(await slider('Decay').inputValue())).toBe(1);
  });

  it('Play repeats the kick, Randomise makes another, and the WAV holds what was heard', async () => {
    await button('Randomise').click();
    await expect.poll(heardCount).toBe(1);
    const made = await lastHeard();
    await button('Play').click();
    await expect.poll(heardCount).toBe(2);
    expect((await lastHeard()).samples).toEqual(made.samples);
    const [download] = await Promise.all([page.waitForEvent('download'), button('Download WAV').click()]);
    expect(download.suggestedFilename()).toMatch(/^kick-.*\.wav$/);
    const { samples, sampleRate } = readTone(await readFile(await download.path()));
    expect(sampleRate).toBe(44_100);
    expect(samples).toHaveLength(made.samples.length);
    // Dither and rounding: one and a half steps of 24 bits.
    expect(Math.max(...samples.map((x, i) => Math.abs(x - made.samples[i])))).toBeLessThanOrEqual(1.5 * 2 ** -23);
    await button('Randomise').click();
    await expect.poll(heardCount).toBe(3);
    expect((await lastHeard()).samples).not.toEqual(made.samples);
  });

  it('fits the smallest window whole', async () => {
    const size = await page.evaluate(() => [document.documentElement.scrollWidth, document.documentElement.scrollHeight]);
    expect(size).toEqual([1024, 700]);
    for (const name of ['Play', 'Randomise', 'Download WAV']) expect(await button(name).isVisible()).toBe(true);
  });

  it('says in words that the host is gone', async () => {
    await page.route('**/api/**', (route) => route.abort('connectionrefused'));
    await button('Randomise').click();
    await expect.poll(() => page.getByRole('alert').textContent()).toMatch(/Kicklab does not answer.*Start it again/);
    await page.unroute('**/api/**');
    await button('Randomise').click();
    await expect.poll(() => page.getByRole('alert').count()).toBe(0);
  });

  it('runs no script but its own', async () => {
    const ran = await page.evaluate(() => {
      const script = document.createElement('script');
      script.textContent = 'window.name = "inline ran"';
      document.body.append(script);
      return window.name;
    });
    expect(ran).toBe('');
  });

  it('another page on this machine gets nothing', async () => {
    const foreign = createServer((_, response) => response.setHeader('Content-Type', 'text/html').end('<p>foreign</p>'));
    await new Promise<void>((done) => foreign.listen(0, '127.0.0.1', done));
    await page.goto(`http://127.0.0.1:${String((foreign.address() as AddressInfo).port)}/`);
    const got = await page.evaluate(async (url) => {
      const attempt = (init: RequestInit) => fetch(new URL('api/random', url), init).then((r) => r.type, () => 'refused');
      const frame = document.createElement('iframe');
      frame.src = url;
      document.body.append(frame);
      await new Promise((loaded) => { frame.addEventListener('load', loaded); });
      return [await attempt({ method: 'POST', body: '{}' }), await attempt({}), frame.contentDocument === null];
    }, studio.url);
    expect(got).toEqual(['refused', 'refused', true]);
    const opaque = await page.evaluate((url) => fetch(new URL('api/random', url), { method: 'POST', body: '{}', mode: 'no-cors' }).then((r) => r.type, () => 'refused'), studio.url);
    expect(opaque).toMatch(/opaque|refused/);
    foreign.closeAllConnections();
    foreign.close();
  });
});
