import { expect, test } from 'vitest';
import { boundsTold, valueOf } from './quality-view.ts';

test('a figure has its unit, or a dash where it could not be measured', () => {
  expect(valueOf({ value: 3.14159, unit: 'dB' })).toEqual({ number: '3.14', unit: 'dB' });
  expect(valueOf({ value: null, unit: 'dB' })).toEqual({ number: '\u2013', unit: '' });
});

test('bounds say which way is better', () => {
  expect(boundsTold({ bounds: { good: 3, fair: 5, better: 'less' }, unit: 'dB' })).toBe('good up to 3 dB, fair up to 5 dB');
  expect(boundsTold({ bounds: { good: 20, fair: 10, better: 'more' }, unit: '' })).toBe('good from 20, fair from 10');
  expect(boundsTold({ bounds: null, unit: '' })).toBeNull();
});
