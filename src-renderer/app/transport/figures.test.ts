import { expect, test } from 'vitest';
import { faderOf, levelAt, levelText, masterOf, masterText, tempoOf } from './figures.ts';

test.each([['128', 128], [' 90,5 bpm', 90.5], ['1000', 300], ['3', 30], ['fast', null], ['', null]])('a tempo typed as "%s" is %s', (typed, bpm) => {
  expect(tempoOf(typed)).toBe(bpm);
});

test.each([['-6', -6], ['\u22126,25 dB', -6.2], ['3', 0], ['-99', -60], ['-inf', -60], ['\u2212\u221e', -60], ['loud', null]])('a level typed as "%s" is %s', (typed, db) => {
  expect(masterOf(typed)).toBe(db);
});

test('the fader goes from silence to the sound as it is', () => {
  expect([levelAt(0), levelAt(1), levelAt(0.5)]).toEqual([-60, 0, -30]);
  for (let db = -60; db <= 0; db += 1.5) expect(levelAt(faderOf(db))).toBeCloseTo(db, 9);
});

test('levels are read with a real minus, silence as what it is', () => {
  expect([0, -0.04, -6, -60].map(masterText)).toEqual(['0.0', '0.0', '\u22126.0', '\u2212\u221e']);
  expect([-1, -96].map(levelText)).toEqual(['\u22121.0', '\u2013']);
});
