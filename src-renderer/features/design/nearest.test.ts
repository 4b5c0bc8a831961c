import { expect, test } from 'vitest';
import { nearestWords } from './nearest.ts';

test('what is nearest is named with its distance, and a copy is called one', () => {
  const far = { name: 'Deep/kick.wav', distance: 1.82, limit: 1, copy: false };
  expect(nearestWords(far)).toBe('Nearest training sound: Deep/kick.wav (1.8 away; under 1 counts as a copy)');
  expect(nearestWords({ ...far, distance: 0.42, copy: true })).toBe('As good as a copy of the training sound Deep/kick.wav (0.4 away; under 1 counts as a copy)');
  expect(new Set([nearestWords(undefined), nearestWords(null)]).size).toBe(2);
});
