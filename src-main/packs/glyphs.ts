/** Text on pixels: one size of one mono font, one line. Letters that it does not have lose their accents, or are a question mark. */

import { inflateSync } from 'node:zlib';
import { GLYPH_HEIGHT, GLYPH_RUNS, GLYPH_WIDTH, GLYPHS } from './glyph-table.ts';

export { GLYPH_HEIGHT, GLYPH_WIDTH };

/** RGBA, row by row from the top. */
export interface Canvas {
  rgba: Uint8Array;
  width: number;
  height: number;
}

export type Colour = readonly [red: number, green: number, blue: number];

let unpacked: Uint8Array | undefined;

/** Draws `text` with its upper left corner at (x, y); what does not fit in `width` pixels ends in an ellipsis of two dots. */
export function drawText(canvas: Canvas, text: string, { x, y, width, colour }: { x: number; y: number; width: number; colour: Colour }): void {
  const letters = lettersOf(text);
  const room = Math.floor(width / GLYPH_WIDTH);
  const shown = letters.length <= room ? letters : [...letters.slice(0, Math.max(0, room - 2)), '.', '.'];
  shown.forEach((letter, i) => { drawGlyph(canvas, glyphOf(letter), x + i * GLYPH_WIDTH, y, colour); });
}

/** A text letter by letter, as the eye takes it. */
export function lettersOf(text: string): string[] {
  return Array.from(new Intl.Segmenter().segment(text.normalize('NFC')), ({ segment }) => segment);
}

/** Which glyph of the table a letter is. */
function glyphOf(letter: string): number {
  return indexOf(letter) ?? indexOf(letter.normalize('NFD').charAt(0)) ?? indexOf('?') ?? 0;
}

function indexOf(letter: string): number | undefined {
  const code = letter.codePointAt(0) ?? 0;
  let before = 0;
  for (const [first, count] of GLYPH_RUNS) {
    if (code >= first && code < first + count) return before + code - first;
    before += count;
  }
  return undefined;
}

function drawGlyph({ rgba, width, height }: Canvas, glyph: number, x: number, y: number, colour: Colour): void {
  unpacked ??= inflateSync(Buffer.from(GLYPHS, 'base64'));
  for (let row = 0; row < GLYPH_HEIGHT; row++) {
    for (let column = 0; column < GLYPH_WIDTH; column++) {
      const at = glyph * GLYPH_WIDTH * GLYPH_HEIGHT + row * GLYPH_WIDTH + column;
      const alpha = ((unpacked[at >> 1] >> (at % 2 === 0 ? 4 : 0)) & 15) / 15;
      if (alpha === 0 || x + column >= width || y + row >= height) continue;
      const pixel = 4 * ((y + row) * width + x + column);
      for (let c = 0; c < 3; c++) rgba[pixel + c] = Math.round(rgba[pixel + c] + alpha * (colour[c] - rgba[pixel + c]));
    }
  }
}
