import { expect, test } from 'vitest';
import { table } from './table.ts';

test('a table lines its columns up', () => {
  expect(table(['a', 'bb'], [['long', '1']])).toBe('a     bb\nlong   1');
});
