import { expect, test } from 'vitest';
import { capital, keptLabels, sharedInstrument, sliderLabels, wordsOf } from './instrument-words.ts';
import { INSTRUMENTS, type Instrument } from './instruments.ts';

test('nothing is called a kick but a kick', () => {
  for (const instrument of INSTRUMENTS.filter((each) => each !== 'kick')) {
    expect([...Object.values({ ...wordsOf(instrument), ...sliderLabels(instrument) }), ...Object.values(keptLabels(instrument))].join(' ')).not.toMatch(/kick|subby|click/i);
  }
  expect([wordsOf('kick').many, wordsOf(undefined).many, sliderLabels('kick').subby]).toEqual(['kicks', 'kicks', 'Subby']);
});

test('together they are called what all of them are, or else sounds', () => {
  const together = (...instruments: Instrument[]): string => wordsOf(sharedInstrument(instruments.map((instrument) => ({ instrument })))).many;
  expect([together(), together('kick', 'kick'), together('snare'), together('kick', 'snare')]).toEqual(['kicks', 'kicks', 'snares', 'sounds']);
  expect(capital(together('tom'))).toBe('Toms');
});
