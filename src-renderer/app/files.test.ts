import { expect, it } from 'vitest';
import { droppedSounds } from './files.ts';

it('a screen takes what is dropped as sounds, but for models', () => {
  const files = ['a.wav', 'Mine.KickModel', 'kickmodel', 'folder'].map((name) => ({ name })) as unknown as FileList;
  expect(droppedSounds({ files }).map(({ name }) => name)).toEqual(['a.wav', 'kickmodel', 'folder']);
});
