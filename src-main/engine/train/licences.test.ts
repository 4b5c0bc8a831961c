import { expect, test } from 'vitest';
import { licencesOf } from './licences.ts';

test('the licence of the sounds comes before those of what the training started from, each once', () => {
  const inherited = ['CC0-1.0: Sonic Pi', 'CC-BY-4.0: DrumGizmo.org'];
  expect(licencesOf({ text: 'CC-BY-4.0', credits: 'Ada', source: 'https://kicks.example' }, inherited))
    .toEqual(['CC-BY-4.0: Ada (https://kicks.example)', ...inherited]);
  expect(licencesOf({ text: 'CC0-1.0', credits: 'Sonic Pi', source: '' }, inherited)).toEqual(inherited);
  expect(licencesOf(null, inherited)).toEqual(inherited);
  expect(licencesOf({ text: 'My own,\n  all of them', credits: '', source: '' }, [])).toEqual(['My own, all of them']);
});
