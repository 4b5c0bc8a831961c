/** The Design screen as a test uses it: by role and name, as a person or a screen reader would. */

import type { Page } from 'playwright';
import { expect } from 'vitest';

declare global {
  interface Window {
    /** Every buffer that was started, with the rate of the context it was started in and the time it was started for; 0 is at once. */
    heard: { samples: Float32Array; bufferRate: number; contextRate: number; when: number }[];
  }
}

/** Runs in the page before its scripts: notes what is started. Recording a buffer costs no time that counts. */
export function recordSounds(): void {
  window.heard = [];
  const start = Object.getOwnPropertyDescriptor(AudioBufferSourceNode.prototype, 'start')?.value as (...args: unknown[]) => void;
  AudioBufferSourceNode.prototype.start = function (this: AudioBufferSourceNode, ...args: unknown[]) {
    if (this.buffer !== null) {
      window.heard.push({ samples: this.buffer.getChannelData(0), bufferRate: this.buffer.sampleRate, contextRate: this.context.sampleRate, when: Number(args[0] ?? 0) });
    }
    start.apply(this, args);
  };
}

export const SLIDER_NAMES = ['Decay', 'Brightness', 'Subby', 'Click'] as const;

export function designPage(page: Page) {
  const slider = (name: string) => page.getByRole('slider', { name, exact: true });
  const button = (name: string | RegExp) => page.getByRole('button', { name, exact: true });
  const heard = () => page.evaluate(() => window.heard.length);
  const cards = () => page.getByRole('region', { name: 'Saved kicks' }).getByRole('listitem');
  const self = {
    page,
    slider,
    button,
    cards,
    card: (name: string) => cards().filter({ hasText: name }),
    steps: () => page.getByRole('navigation', { name: 'History' }).getByRole('button'),
    search: () => page.getByRole('searchbox', { name: 'Find a saved kick' }),
    /** How many sounds were started since the page was loaded. */
    heard,
    lastHeard: async () => {
      // As text: Playwright takes a second for an array of as many numbers.
      const last = await page.evaluate(() => {
        const { samples, ...sound } = window.heard[window.heard.length - 1];
        const bytes = new Uint8Array(samples.buffer, samples.byteOffset, samples.byteLength);
        return { ...sound, base64: bytes.toBase64() };
      });
      const { base64, ...sound } = last;
      return { ...sound, samples: [...new Float32Array(Uint8Array.from(Buffer.from(base64, 'base64')).buffer)] };
    },
    /** Until `count` sounds were started. */
    hears: (count: number) => expect.poll(heard, { timeout: 10_000 }).toBe(count),
    heardAtLeast: (count: number) => expect.poll(heard, { timeout: 30_000 }).toBeGreaterThanOrEqual(count),
    /** Until there is a kick to be shaped. */
    ready: () => page.getByRole('slider', { name: 'Decay', exact: true, disabled: false }).waitFor(),
    /** The pixels of a picture. */
    picture: async (name: 'Waveform' | 'Spectrogram') => (await page.getByRole('img', { name, exact: true }).screenshot({ animations: 'disabled' })).toString('base64'),
    /** Where a slider stands, 0 to 1. */
    position: async (name: string) => Number(await slider(name).inputValue()),
    /** Drops files on the page, as the file manager would. */
    drop: async (...files: { name: string; bytes: Uint8Array; type: string }[]) => {
      const transfer = await page.evaluateHandle((sent) => {
        const data = new DataTransfer();
        for (const { name, base64, type } of sent) data.items.add(new File([Uint8Array.fromBase64(base64)], name, { type }));
        return data;
      }, files.map(({ name, bytes, type }) => ({ name, type, base64: Buffer.from(bytes).toString('base64') })));
      await page.dispatchEvent('main', 'dragenter', { dataTransfer: transfer });
      await page.dispatchEvent('main', 'dragover', { dataTransfer: transfer });
      await page.dispatchEvent('main', 'drop', { dataTransfer: transfer });
    },
  };
  return self;
}

export type DesignPage = ReturnType<typeof designPage>;
