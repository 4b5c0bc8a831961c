import { expect, test } from 'vitest';
import { sliderLabels, wordsOf } from './instrument-words.ts';
import { INSTRUMENTS } from './instruments.ts';

test('nothing is called a kick but a kick', () => {
  for (const instrument of INSTRUMENTS.filter((each) => each !== 'kick')) {
    expect(Object.values({ ...wordsOf(instrument), ...sliderLabels(instrument) }).join(' ')).not.toMatch(/kick|subby|click/i);
  }
  expect([wordsOf('kick').many, wordsOf(undefined).many, sliderLabels('kick').subby]).toEqual(['kicks', 'kicks', 'Subby']);
});
