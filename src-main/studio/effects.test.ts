import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { effectOf } from '../../src-preload/contract/effects.ts';
import { contract } from '../../src-preload/contract/verbs.ts';
import { createFakeStudio, type FakeStudio } from './fixtures/fake-studio.ts';
import { readTone } from './fixtures/wav.ts';
import { dispatch } from './studio.ts';

let fake: FakeStudio;
beforeEach(() => { fake = createFakeStudio(); });
afterEach(async () => {
  await fake.studio.close();
  rmSync(fake.dir, { recursive: true });
});

const { kicks, library } = contract;
const audition = async (effects: object[]) =>
  kicks.audition.output.parse(await dispatch(fake.studio, 'kicks', 'audition', { base: { seed: 3, index: 1 }, effects }, {}));

describe('a kick with effects', () => {
  test('is heard through them, says which with every parameter, and what they did to its level', async () => {
    const plain = await audition([]);
    const heard = await audition([{ type: 'saturation', driveDb: 20 }, { type: 'loudness', targetLufs: -20 }]);
    expect([plain.effects, plain.level]).toEqual([[], null]);
    expect(heard.effects).toEqual([effectOf('saturation', { driveDb: 20 }), effectOf('loudness', { targetLufs: -20 })]);
    expect(heard.samples).not.toEqual(plain.samples);
    expect(heard.level?.loudness).toEqual({ targetLufs: -20, reachedLufs: expect.closeTo(-20, 6) as number, limited: false });
  });

  test('is saved and opened again as it was heard, with its chain', async () => {
    const heard = await audition([{ type: 'clipper', driveDb: 12 }, { type: 'tilt', bypass: true }]);
    const { id } = library.save.output.parse(await dispatch(fake.studio, 'library', 'save', { id: heard.id }, {}));
    const opened = library.open.output.parse(await dispatch(fake.studio, 'library', 'open', { id }, {}));
    expect(opened.effects).toEqual(heard.effects);
    expect(opened.samples).toEqual(heard.samples);
    // Asked for again with that chain, it is the same sound.
    const again = await audition(opened.effects);
    expect(again.samples).toEqual(heard.samples);
  });

  test('goes into files as it is heard, and the batch tells its level', async () => {
    const effects = [{ type: 'clipper', driveDb: 6 }];
    const out = join(fake.dir, 'out');
    const { items } = kicks.generate.output.parse(await dispatch(fake.studio, 'kicks', 'generate', { seed: 3, effects, out }, {}));
    const written = readTone(readFileSync(items[0].file)).samples;
    const { samples } = await audition(effects);
    expect(written).toHaveLength(samples.length);
    written.forEach((x, n) => { expect(Math.abs(x - samples[n])).toBeLessThan(2 ** -22); });
    expect(items[0]).toMatchObject({ level: { trimDb: 0, loudness: null } });
  });

  test('that cannot be is refused by name before it is made', async () => {
    await expect(audition([{ type: 'tilt' }, { type: 'compressor', ratio: 100 }])).rejects.toMatchObject({ code: 'INPUT_INVALID', message: expect.stringContaining('effects.1.ratio') as string });
    await expect(audition([{ type: 'chorus' }])).rejects.toMatchObject({ code: 'INPUT_INVALID', message: expect.stringContaining('effects.0.type: an effect has the type') as string });
    expect(fake.engine.calls).toEqual([]);
  });
});
