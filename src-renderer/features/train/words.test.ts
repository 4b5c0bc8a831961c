import { expect, test } from 'vitest';
import { fewWords } from './words.ts';

test('so few sounds that a training is refused, or that its model is poor, are told beforehand', () => {
  expect(fewWords(19)).toMatch(/^A training takes 20 sounds at least\. Bring more/);
  expect(fewWords(20)).toMatch(/^20 sounds are too few .* until there are 60\.$/);
  expect(fewWords(60)).toBeNull();
});
