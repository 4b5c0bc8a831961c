/**
 * Draws the installers' icons from src-renderer/public/icon.svg with Chromium, into resources/:
 * `icons/NxN.png` (Linux), `icon.ico` (Windows), `icon.icns` (macOS). Run it when the drawing
 * changes and commit what it writes. electron-builder could convert a PNG itself, with a tool that
 * it fetches from GitHub; both formats are little more than a list of PNG files.
 */

import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { launchBrowser } from '../e2e/fixtures/browser.ts';

const root = resolve(import.meta.dirname, '..');

const LINUX_SIZES = [16, 32, 48, 64, 128, 256, 512, 1024];
const WINDOWS_SIZES = [16, 24, 32, 48, 64, 128, 256];
/**
 * Icon types and their sizes in pixels: Apple's iconset from 16 points at @2x on. The two @1x types
 * below that are left out, since macOS reads them as PNG in some places only.
 */
const MAC_TYPES: [type: string, size: number][] = [
  ['ic11', 32],
  ['ic12', 64],
  ['ic07', 128],
  ['ic08', 256],
  ['ic13', 256],
  ['ic09', 512],
  ['ic14', 512],
  ['ic10', 1024],
];
/** macOS leaves a margin round an icon: the shape takes 824 of 1024 (Apple's icon template). */
const MAC_FILL = 824 / 1024;

/** An .ico file: a table of images, then the PNG files themselves (Windows Vista and later). */
function ico(images: [size: number, png: Buffer][]): Buffer {
  const header = Buffer.alloc(6 + 16 * images.length);
  header.writeUInt16LE(1, 2); // icons, not cursors
  header.writeUInt16LE(images.length, 4);
  let offset = header.length;
  images.forEach(([size, png], index) => {
    const at = 6 + 16 * index;
    header.writeUInt8(size % 256, at); // 0 stands for 256
    header.writeUInt8(size % 256, at + 1);
    header.writeUInt16LE(1, at + 4); // colour planes
    header.writeUInt16LE(32, at + 6); // bits a pixel
    header.writeUInt32LE(png.length, at + 8);
    header.writeUInt32LE(offset, at + 12);
    offset += png.length;
  });
  return Buffer.concat([header, ...images.map(([, png]) => png)]);
}

/** An .icns file: chunks of a four-letter type, the chunk's length and a PNG file. */
function icns(images: [type: string, png: Buffer][]): Buffer {
  const chunk = (type: string, ...content: Buffer[]): Buffer => {
    const head = Buffer.alloc(8);
    head.write(type, 'latin1');
    head.writeUInt32BE(8 + content.reduce((sum, part) => sum + part.length, 0), 4);
    return Buffer.concat([head, ...content]);
  };
  return chunk('icns', ...images.map(([type, png]) => chunk(type, png)));
}

const drawing = readFileSync(resolve(root, 'src-renderer/public/icon.svg')).toString('base64');
const browser = await launchBrowser();
try {
  const page = await browser.newPage();
  /** The drawing on a transparent square of `size` pixels, filling `fill` of it. */
  const draw = async (size: number, fill = 1): Promise<Buffer> => {
    await page.setViewportSize({ width: size, height: size });
    await page.setContent(
      `<style>body{margin:0;display:grid;place-items:center;height:100vh}img{display:block}</style>` +
        `<img width="${size * fill}" height="${size * fill}" src="data:image/svg+xml;base64,${drawing}">`,
    );
    await page.locator('img').evaluate((image: HTMLImageElement) => image.decode());
    return page.screenshot({ omitBackground: true });
  };
  mkdirSync(resolve(root, 'resources/icons'), { recursive: true });
  for (const size of LINUX_SIZES) {
    writeFileSync(resolve(root, `resources/icons/${size}x${size}.png`), await draw(size));
  }
  const windows: [number, Buffer][] = [];
  for (const size of WINDOWS_SIZES) windows.push([size, await draw(size)]);
  writeFileSync(resolve(root, 'resources/icon.ico'), ico(windows));
  const mac: [string, Buffer][] = [];
  for (const [type, size] of MAC_TYPES) mac.push([type, await draw(size, MAC_FILL)]);
  writeFileSync(resolve(root, 'resources/icon.icns'), icns(mac));
} finally {
  await browser.close();
}
