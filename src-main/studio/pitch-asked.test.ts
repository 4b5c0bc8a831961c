import { expect, test } from 'vitest';
import { enginePitch, noteTold } from './pitch-asked.ts';

test('a note is read, a key becomes its tones, a level curve is none', () => {
  expect(enginePitch({ pitchCurve: [] })).toEqual({});
  expect(enginePitch({ note: 'A1', pitchCurve: [] })).toEqual({ noteHz: 55 });
  expect(enginePitch({ note: 43.7, pitchCurve: [] })).toEqual({ noteHz: 43.7 });
  expect(enginePitch({ key: { tonic: 'F', scale: 'minor' }, pitchCurve: [] })).toEqual({ scale: [5, 7, 8, 10, 0, 1, 3] });
  const curve = [{ ms: 0, cents: 50 }];
  expect(enginePitch({ pitchCurve: curve })).toEqual({ curve });
  expect(() => enginePitch({ note: 'H1', pitchCurve: [] })).toThrow(expect.objectContaining({ code: 'NOTE_UNKNOWN' }) as Error);
});

test('the note is told as it was asked for, or by the name that its key has for it', () => {
  expect(noteTold({ note: 'A1', pitchCurve: [] }, 55)).toBe('A1');
  expect(noteTold({ pitchCurve: [] }, 48.9994)).toBe('G1');
  expect(noteTold({ pitchCurve: [] }, null)).toBeNull();
});
