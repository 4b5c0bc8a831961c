/** What is told of a pack as a whole: words, drum map, licence, contact sheet. */

import { inflateSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { drawText, GLYPH_HEIGHT, GLYPH_WIDTH, type Canvas } from './glyphs.ts';
import { licenceText } from './licence.ts';
import { sfzOf } from './sfz.ts';
import { contactSheet } from './sheet.ts';
import { descriptorWord } from './words.ts';

const ordinary = { decayMs: 260, centroidHz: 109, subShare: 0.87, clickDb: -22, noteHz: 56, lengthMs: 494 };

test('the word is that of the figure that stands out most', () => {
  expect(descriptorWord(ordinary)).toBe('plain');
  expect(descriptorWord({ ...ordinary, decayMs: 1200, lengthMs: 2280 })).toBe('long');
  expect(descriptorWord({ ...ordinary, decayMs: 60, lengthMs: 114 })).toBe('tight');
  expect(descriptorWord({ ...ordinary, clickDb: -2 })).toBe('clicky');
  expect(descriptorWord({ ...ordinary, subShare: 0.9999, centroidHz: 100 })).toBe('deep');
});

test('every kick has a key of its own and is played there as it is', () => {
  const map = sfzOf('P', [{ file: 'a b.wav', note: 'F1', rootKey: 29 }, { file: 'c.wav', note: null, rootKey: null }]);
  expect(map.match(/^<region>.*$/gm)).toEqual(['<region> key=36 pitch_keycenter=36 sample=a b.wav', '<region> key=37 pitch_keycenter=37 sample=c.wav']);
  expect(map).toContain('// F1, MIDI 29');
});

test('the licence names the holder, every model and each credit once', () => {
  const model = { id: '1', name: 'M', credits: ['CC0-1.0: nobody', 'CC-BY-4.0: somebody'] };
  const text = licenceText({ pack: 'Küche', licence: 'CC-BY-4.0', holder: 'Ann', models: [model, { ...model, id: '2' }] });
  expect(text.split('\n').slice(0, 2)).toEqual(['Küche', '=====']);
  expect(text).toContain('if you name Ann');
  expect(text).toContain('"M" (1) and "M" (2)');
  expect(text.match(/CC-BY-4\.0: somebody/g)).toHaveLength(1);
  expect(licenceText({ pack: 'P', licence: 'CC0-1.0', holder: 'Ann', models: [{ ...model, credits: [] }] })).toMatch(/Model: "M" \(1\)\.\n\nIt does not say on which terms/);
});

const blank = (width: number): Canvas => ({ rgba: new Uint8Array(4 * width * GLYPH_HEIGHT), width, height: GLYPH_HEIGHT });
const drawn = (text: string, width = 4 * GLYPH_WIDTH): string => {
  const canvas = blank(width);
  drawText(canvas, text, { x: 0, y: 0, width, colour: [255, 255, 255] });
  return Buffer.from(canvas.rgba).toString('base64');
};

test('letters differ from each other, and what has no picture is a question mark', () => {
  expect(new Set(['F1', 'G1', 'F#', '  ', 'ü'].map((text) => drawn(text))).size).toBe(5);
  expect(drawn('ș')).toBe(drawn('s'));
  expect(drawn('鼓')).toBe(drawn('?'));
  expect(drawn('abcdefgh')).toBe(drawn('ab..'));
});

test('a sheet shows a wave where there is one', () => {
  const kick = { name: 'P_01', caption: 'F1', outline: Array.from({ length: 128 }, (_, i) => (i % 2 === 0 ? -100 : 100)) };
  const pixels = (sheet: Uint8Array): number => {
    const file = Buffer.from(sheet);
    const rows = inflateSync(file.subarray(41, 41 + file.readUInt32BE(33)));
    let accent = 0;
    for (let at = 0; at < rows.length; at++) if (rows[at] === 255 && rows[at + 1] === 106 && rows[at + 2] === 61) accent++;
    return accent;
  };
  const silent = { ...kick, outline: Array.from({ length: 128 }, () => 0) };
  expect(pixels(contactSheet('P', [kick]))).toBeGreaterThan(10 * pixels(contactSheet('P', [silent])));
});
