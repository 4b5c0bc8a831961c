import { describe, expect, it } from 'vitest';
import { hzOf, noteOf, readPitch } from './note.ts';

describe('note names', () => {
  // Published equal-temperament table, A4 = 440 Hz.
  it.each([
    ['A4', 440],
    ['C4', 261.6256],
    ['F1', 43.6535],
    ['G#1', 51.9131],
    ['A0', 27.5],
    ['C-1', 8.1758],
  ])('%s is %f Hz', (name, hz) => {
    expect(hzOf(name)).toBeCloseTo(hz, 3);
    expect(noteOf(hz).name).toBe(name);
    expect(Math.abs(noteOf(hz).cents)).toBeLessThan(0.05);
  });

  it('reports cents from the nearest note, and takes them back', () => {
    expect(noteOf(50).name).toBe('G1');
    expect(noteOf(50).cents).toBeCloseTo(35.0, 1);
    const { name, cents } = noteOf(57.3);
    expect(hzOf(name, cents)).toBeCloseTo(57.3, 9);
  });

  it('reads flats and refuses what is no note', () => {
    expect(hzOf('Db2')).toBeCloseTo(69.2957, 3);
    expect(hzOf('H1')).toBeUndefined();
    expect(hzOf('C')).toBeUndefined();
  });
});

describe('what is written for a note', () => {
  it.each([
    ['F1', 43.6535],
    [' c#2 ', 69.2957],
    ['F1+20', 44.1607],
    ['F1 -12 ct', 43.352],
    ['F1\u2212100', 41.2034],
    ['C-1+50 cents', 8.4154],
    ['43.7Hz', 43.7],
    ['43,7 hz', 43.7],
    ['50', 50],
  ])('%s is %f Hz', (text, hz) => {
    expect(readPitch(text)).toBeCloseTo(hz, 3);
  });

  it.each(['', 'H1', 'F', 'F1+', 'F1 20', '0 Hz', '-40', '43.7 kHz', 'F1 + 20 Hz'])('%s is none', (text) => {
    expect(readPitch(text)).toBeUndefined();
  });
});
