import { describe, expect, it } from 'vitest';
import { hzOf, noteOf } from './note.ts';

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
