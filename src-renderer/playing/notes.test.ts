import { expect, test } from 'vitest';
import { hzOfNote, LOUDEST, nameOfNote, strokeOf, withinReach } from './notes.ts';

test('notes are MIDI notes: 69 is 440 Hz, 29 is F1', () => {
  expect(hzOfNote(69)).toBe(440);
  expect(hzOfNote(29)).toBeCloseTo(43.6535, 4);
  expect([29, 60, 61, 0].map(nameOfNote)).toEqual(['F1', 'C4', 'C#4', 'C-1']);
});

test.each([
  [29, 43.65, 29],
  [40, 43.65, 40],
  [17, 43.65, 17],
  [42, 43.65, 30],
  [60, 43.65, 36],
  [16, 43.65, 28],
  [108, 55, 36],
])('note %i of a kick at %f Hz is played as %i', (note, own, played) => {
  expect(withinReach(note, own)).toBe(played);
});

test('whatever is struck is the same tone, within an octave of the kick', () => {
  for (let note = 0; note <= 127; note++) {
    const played = withinReach(note, 51);
    expect((played - note) % 12 === 0).toBe(true);
    expect(Math.abs(Math.log2(hzOfNote(played) / 51))).toBeLessThanOrEqual(1);
  }
});

test('the hardest stroke is the kick itself; softer ones are quieter and darker, each a little', () => {
  expect(strokeOf(LOUDEST)).toEqual({ gain: 1 });
  expect(strokeOf(1)).toEqual({ gain: expect.closeTo(10 ** -1.5, 12) as number, cutoff: 400 });
  for (let velocity = 2; velocity < LOUDEST; velocity++) {
    const [softer, harder] = [strokeOf(velocity - 1), strokeOf(velocity)];
    expect(harder.gain).toBeGreaterThan(softer.gain);
    expect(harder.cutoff).toBeGreaterThan(softer.cutoff ?? 0);
  }
});
