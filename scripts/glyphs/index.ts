/**
 * `node scripts/glyphs/index.ts`: draws the letters of src-main/packs/glyph-table.ts anew, from
 * the mono font of the page (JetBrains Mono, SIL Open Font License), in Chromium: where pictures
 * are made, no font engine is at hand.
 */

import { readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { deflateSync } from 'node:zlib';
import { launchBrowser } from '../../e2e/fixtures/browser.ts';

const FONT = createRequire(import.meta.url).resolve('@fontsource-variable/jetbrains-mono/files/jetbrains-mono-latin-wght-normal.woff2');
const TABLE = new URL('../../src-main/packs/glyph-table.ts', import.meta.url);
/** Its advance is 0.6 em: whole pixels at 20. */
const PIXELS = 20;
const WIDTH = 12;
const HEIGHT = 26;
const BASELINE = 20;
/** ASCII, then the upper half of Latin 1. */
const CODES = [...Array.from({ length: 95 }, (_, i) => 32 + i), ...Array.from({ length: 95 }, (_, i) => 161 + i)];

const browser = await launchBrowser();
const page = await browser.newPage();
const font = (await readFile(FONT)).toString('base64');
const alpha = await page.evaluate(async ({ source, codes, pixels, width, height, baseline }) => {
  const face = new FontFace('glyphs', `url(data:font/woff2;base64,${source})`);
  await face.load();
  document.fonts.add(face);
  const canvas = document.createElement('canvas');
  [canvas.width, canvas.height] = [width, height];
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (context === null) throw new Error('no canvas');
  context.font = `500 ${String(pixels)}px glyphs`;
  return codes.flatMap((code) => {
    context.clearRect(0, 0, width, height);
    context.fillText(String.fromCharCode(code), 0, baseline);
    return Array.from({ length: width * height }, (_, i) => context.getImageData(i % width, Math.floor(i / width), 1, 1).data[3] >> 4);
  });
}, { source: font, codes: CODES, pixels: PIXELS, width: WIDTH, height: HEIGHT, baseline: BASELINE });
await browser.close();

const packed = Uint8Array.from({ length: alpha.length / 2 }, (_, i) => (alpha[2 * i] << 4) | alpha[2 * i + 1]);
const lines = deflateSync(packed, { level: 9 }).toString('base64').match(/.{1,120}/g) ?? [];
await writeFile(TABLE, `/** Letters as pixels, drawn by scripts/glyphs from JetBrains Mono (SIL Open Font License); read by glyphs.ts. */

export const GLYPH_WIDTH = ${String(WIDTH)};
export const GLYPH_HEIGHT = ${String(HEIGHT)};

/** First code and count of each run of letters. */
export const GLYPH_RUNS = [[32, 95], [161, 95]] as const;

/** Deflated, in base64: of each letter, row by row, the opacity of two pixels a byte, 4 bits each. */
export const GLYPHS = [
${lines.map((line) => `  '${line}',`).join('\n')}
].join('');
`);
