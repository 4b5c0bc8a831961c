import { expect, test } from 'vitest';
import { actionOf, type Focus, type Press, SHORTCUTS } from './shortcuts.ts';

const press = (key: string, more: Partial<Press> = {}): Press => ({
  key, ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, repeat: false, ...more,
});

test.each(SHORTCUTS)('$keys is $action', ({ keys, action }) => {
  const key = new Map<string, string>([['Space', ' '], ['Esc', 'Escape']]).get(keys[0]) ?? keys[0];
  expect(actionOf(press(key), 'none', true)).toBe(action);
  expect(actionOf(press(key), 'none', false)).toBeNull();
  expect(actionOf(press(key, { repeat: true }), 'none', true)).toBeNull();
  expect(actionOf(press(key, { ctrlKey: true }), 'none', true)).toBeNull();
  expect(actionOf(press(key), 'text', true)).toBeNull();
  expect(actionOf(press(key), 'menu', true)).toBeNull();
});

test('no key has two meanings', () => {
  const keys = SHORTCUTS.map((shortcut) => shortcut.keys[0]);
  expect(new Set(keys).size).toBe(keys.length);
});

test.each<[Focus, boolean]>([['none', true], ['slider', true], ['button', false], ['text', false], ['menu', false]])(
  'Space plays while the focus is on %s: %s',
  (focus, plays) => {
    expect(actionOf(press(' '), focus, true) === 'play').toBe(plays);
  },
);

test.each(['ArrowLeft', 'ArrowRight', 'Home', 'End', 'PageUp', 'PageDown', 'Enter', 'Tab', '5'])('%s is left to the control', (key) => {
  for (const focus of ['none', 'slider', 'button'] as const) expect(actionOf(press(key), focus, true)).toBeNull();
});

test('undo and redo work with single keys switched off, but not in a text', () => {
  expect(actionOf(press('z', { ctrlKey: true }), 'slider', false)).toBe('undo');
  expect(actionOf(press('Z', { metaKey: true, shiftKey: true }), 'none', false)).toBe('redo');
  expect(actionOf(press('y', { ctrlKey: true }), 'none', true)).toBe('redo');
  expect(actionOf(press('z', { ctrlKey: true }), 'text', true)).toBeNull();
});
