import { expect, test } from 'vitest';
import { rowKeyOf } from './piano-row.ts';

test('the row is a piano from its C on', () => {
  const row = ['KeyA', 'KeyW', 'KeyS', 'KeyE', 'KeyD', 'KeyF', 'KeyT', 'KeyG', 'KeyY', 'KeyH', 'KeyU', 'KeyJ', 'KeyK'];
  expect(row.map((code) => rowKeyOf(code, 4))).toEqual(row.map((_, i) => ({ note: 60 + i })));
});

test('Z and X go an octave down and up, as far as there are notes', () => {
  expect(rowKeyOf('KeyZ', 1)).toEqual({ octave: 0 });
  expect(rowKeyOf('KeyX', 1)).toEqual({ octave: 2 });
  expect(rowKeyOf('KeyZ', -1)).toEqual({ octave: -1 });
  expect(rowKeyOf('KeyX', 7)).toEqual({ octave: 7 });
  expect(rowKeyOf('KeyA', -1)).toEqual({ note: 0 });
});

test('other keys are not of the row', () => {
  for (const code of ['Space', 'KeyR', 'KeyQ', 'BracketLeft', 'Digit1', 'Escape']) expect(rowKeyOf(code, 1)).toBeNull();
});
