import { expect, test } from 'vitest';
import { COLUMNS, columnsFor } from './columns.ts';

const keys = (width: number): string[] => columnsFor(width).map(({ key }) => key);

test('what says most stays longest, in the order of all', () => {
  expect(keys(200)).toEqual(['wave', 'name', 'actions']);
  expect(keys(640)).toEqual(['wave', 'name', 'noteHz', 'lengthMs', 'rating', 'actions']);
  expect(keys(3000)).toEqual(COLUMNS.map(({ key }) => key));
});

test('what stands there has room', () => {
  for (let width = 500; width < 1700; width += 10) {
    const columns = columnsFor(width);
    expect(columns.reduce((sum, { least }) => sum + least + 12, 12)).toBeLessThanOrEqual(width);
  }
});
