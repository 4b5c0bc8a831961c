/** A contact sheet: the outline of each kick, its name, its note and kind, as a PNG at twice the size it is meant to be looked at. */

import { png } from '../base/png.ts';
import { drawText, GLYPH_HEIGHT, GLYPH_WIDTH, lettersOf, type Canvas, type Colour } from './glyphs.ts';

export interface SheetKick {
  name: string;
  /** Under the name, such as `F1  808  deep`. */
  caption: string;
  /** Lowest and highest sample of each column in turn, full scale 127. */
  outline: readonly number[];
}

/** A page of 100 is 24 MB of pixels; a large pack has several. */
export const SHEET_KICKS = 100;

const COLUMNS = 5;
const CELL = { width: 408, height: 152 };
const MARGIN = 32;
const PAD = 16;
const TITLE_HEIGHT = 72;
const WAVE_HEIGHT = 68;

const PAGE: Colour = [13, 14, 16];
const CARD: Colour = [20, 22, 26];
const INK: Colour = [236, 233, 227];
const SECOND: Colour = [155, 157, 165];
const WAVE: Colour = [255, 106, 61];

/** @param kicks At most SHEET_KICKS. */
export function contactSheet(title: string, kicks: readonly SheetKick[]): Uint8Array {
  const columns = Math.min(COLUMNS, Math.max(2, kicks.length));
  const width = 2 * MARGIN + columns * CELL.width - PAD;
  const height = 2 * MARGIN + TITLE_HEIGHT + Math.ceil(kicks.length / columns) * CELL.height - PAD;
  const canvas: Canvas = { rgba: new Uint8Array(4 * width * height), width, height };
  fill(canvas, 0, 0, width, height, PAGE);
  drawText(canvas, title, { x: MARGIN, y: MARGIN, width: width - 2 * MARGIN, colour: INK });
  kicks.forEach((kick, i) => {
    drawCard(canvas, kick, MARGIN + (i % columns) * CELL.width, MARGIN + TITLE_HEIGHT + Math.floor(i / columns) * CELL.height);
  });
  return png(canvas.rgba, width, height);
}

function drawCard(canvas: Canvas, { name, caption, outline }: SheetKick, left: number, top: number): void {
  const [width, height] = [CELL.width - PAD, CELL.height - PAD];
  fill(canvas, left, top, width, height, CARD);
  const inner = width - 2 * PAD;
  const bars = outline.length / 2;
  const middle = top + 8 + WAVE_HEIGHT / 2;
  for (let column = 0; column < inner; column++) {
    const bar = Math.floor((column * bars) / inner);
    const [low, high] = [outline[2 * bar], outline[2 * bar + 1]];
    const from = Math.round(middle - (high / 127) * (WAVE_HEIGHT / 2));
    const to = Math.max(from + 1, Math.round(middle - (low / 127) * (WAVE_HEIGHT / 2)));
    fill(canvas, left + PAD + column, from, 1, to - from, WAVE);
  }
  const line = top + 8 + WAVE_HEIGHT + 2;
  drawText(canvas, middleOut(name, Math.floor(inner / GLYPH_WIDTH)), { x: left + PAD, y: line, width: inner, colour: INK });
  drawText(canvas, caption, { x: left + PAD, y: line + GLYPH_HEIGHT + 2, width: inner, colour: SECOND });
}

/** A name that is too long loses its beginning, which is that of the pack. */
function middleOut(name: string, room: number): string {
  const letters = lettersOf(name);
  return letters.length <= room ? name : `..${letters.slice(2 - room).join('')}`;
}

function fill({ rgba, width }: Canvas, x: number, y: number, w: number, h: number, [red, green, blue]: Colour): void {
  for (let row = y; row < y + h; row++) {
    for (let at = 4 * (row * width + x); at < 4 * (row * width + x + w); at += 4) {
      rgba[at] = red;
      rgba[at + 1] = green;
      rgba[at + 2] = blue;
      rgba[at + 3] = 255;
    }
  }
}
