import { expect, test, vi } from 'vitest';
import { createCommands } from './commands.ts';

test('an action is done by who said it last, until that one is gone', () => {
  const commands = createCommands();
  const [first, second] = [vi.fn(), vi.fn()];
  expect(commands.run('play')).toBe(false);
  commands.on('play', first);
  const off = commands.on('play', second);
  expect(commands.run('play')).toBe(true);
  off();
  commands.run('play');
  expect(commands.run('stop')).toBe(false);
  expect([first.mock.calls.length, second.mock.calls.length]).toEqual([1, 1]);
});
