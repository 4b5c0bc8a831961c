import { expect, test } from 'vitest';
import { instrumentOf, labelsOf } from './labels.ts';

const sound = (source: string, ...folders: string[]) => ({ source, folders });
const label = (sounds: ReturnType<typeof sound>[], amongOthers = false) => labelsOf(sounds, (source) => source.slice(1), amongOthers);

test('a folder for each category is its label, however deep the sounds lie', () => {
  expect(label([sound('/bank', '808'), sound('/bank', '808', 'long'), sound('/bank', '909')])).toEqual(['808', '808', '909']);
});

test('folders that all sounds share say nothing', () => {
  expect(label([sound('/bank', 'drums', 'kicks', 'soft'), sound('/bank', 'drums', 'kicks', 'hard')])).toEqual(['soft', 'hard']);
});

test('beside folders, what lies in none has no label', () => {
  expect(label([sound('/bank'), sound('/bank', '808')])).toEqual([null, '808']);
});

test('one folder without others in it is a category only among others', () => {
  expect(label([sound('/808'), sound('/808')])).toEqual([null, null]);
  expect(label([sound('/808'), sound('/909', 'takes')])).toEqual(['808', 'takes']);
  expect(label([sound('/808')], true)).toEqual(['808']);
});

test('what most of the names say is the instrument', () => {
  expect(instrumentOf(['Snares/SD_01.wav', 'Snares/tight.wav', 'x.wav'])).toBe('snare');
  expect(instrumentOf(['Hats/CHH 1.wav'])).toBe('hat');
  expect(instrumentOf(['808/boom.wav', 'Custom tomorrow.wav', 'a clap.wav'])).toBe('kick');
  expect(instrumentOf(['Snares/a.wav', 'Hats/b.wav', 'Claps/c.wav', 'Kicks/d.wav'])).toBe('percussion');
  expect(instrumentOf([])).toBe('kick');
});
