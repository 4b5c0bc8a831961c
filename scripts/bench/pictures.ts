/** Spectrograms of real kicks beside their resynthesis and reconstruction, to be looked at, and their pre-echo. */

import { basename, join } from 'node:path';
import { spectrogram } from '../../src-renderer/charts/spectrogram.ts';
import { paint } from '../../src-renderer/charts/magma.ts';
import { readExtent } from '../../src-main/audio/descriptors.ts';
import { layCopy } from '../../src-main/audio/copy-distances.ts';
import { writeFileAtomic } from '../../src-main/base/write-file.ts';
import type { Model } from '../../src-main/engine/models.ts';
import { copySystems, preEchoDb } from './copies.ts';
import { png } from '../../src-main/base/png.ts';
import type { RealKick } from './real-kicks.ts';
import { table } from './table.ts';

const COUNT = 10;
const WIDTH = 420;
const HEIGHT = 360;
/** Between the panels, white. */
const GAP = 8;
const WHITE = 255;
/** Seconds across a panel: the sound's length to -60 dB and a little more, the same for all three. */
const MARGIN_SECONDS = 0.1;

/**
 * Writes `<kick>.png` into `folder` for ten of `kicks`, evenly spaced: left the original, then
 * resynth, then reconstruct, each laid on the original; 20 Hz to 20 kHz, 80 dB. `say` gets the pre-echoes.
 */
export async function drawPictures(model: Model, kicks: readonly RealKick[], folder: string, say: (line: string) => void): Promise<void> {
  const spec = model.bundle.manifest.audio;
  const systems = Object.entries(copySystems(model));
  const rows: string[][] = [];
  for (let i = 0; i < Math.min(COUNT, kicks.length); i++) {
    const { file, prepared: { samples, features } } = kicks[Math.floor((i * kicks.length) / Math.min(COUNT, kicks.length))];
    const sounds = [samples];
    const preEchoes = [preEchoDb(samples, spec)];
    for (const [, system] of systems) {
      const copy = await system(features);
      preEchoes.push(preEchoDb(copy, spec));
      sounds.push(layCopy(samples, copy, spec));
    }
    const seconds = readExtent(samples, spec.sampleRate).lengthMs / 1000 + MARGIN_SECONDS;
    const panels = sounds.map((sound) => paint(spectrogram(sound, spec.sampleRate, { columns: WIDTH, rows: HEIGHT, from: 0, seconds })));
    const name = basename(file, '.wav');
    const { pixels, width } = beside(panels);
    await writeFileAtomic(join(folder, `${name}.png`), png(pixels, width, HEIGHT));
    rows.push([name, seconds.toFixed(2), ...preEchoes.map((db) => db.toFixed(0))]);
  }
  say(`${String(rows.length)} pictures in ${folder}: original | ${systems.map(([name]) => name).join(' | ')}`);
  say(table(['pre-echo, dB', 'seconds shown', 'original', ...systems.map(([name]) => name)], rows));
}

function beside(panels: readonly Uint8ClampedArray[]): { pixels: Uint8ClampedArray; width: number } {
  const width = panels.length * (WIDTH + GAP) - GAP;
  const pixels = new Uint8ClampedArray(4 * width * HEIGHT).fill(WHITE);
  panels.forEach((panel, k) => {
    for (let y = 0; y < HEIGHT; y++) pixels.set(panel.subarray(4 * y * WIDTH, 4 * (y + 1) * WIDTH), 4 * (y * width + k * (WIDTH + GAP)));
  });
  return { pixels, width };
}
