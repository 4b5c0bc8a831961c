import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { effectOf } from '../../src-preload/contract/effects.ts';
import type { Input, Output } from '../../src-preload/contract/verbs.ts';
import { contract } from '../../src-preload/contract/verbs.ts';
import { createFakeStudio, type FakeStudio } from './fixtures/fake-studio.ts';
import { dispatch } from './studio.ts';

let fake: FakeStudio;
beforeEach(() => { fake = createFakeStudio(); });
afterEach(() => { rmSync(fake.dir, { recursive: true }); });

const at = (x: number): number[] => new Array<number>(32).fill(x);
const strip = async (input: Input<'morph', 'strip'>): Promise<Output<'morph', 'strip'>['steps']> =>
  contract.morph.strip.output.parse(await dispatch(fake.studio, 'morph', 'strip', input, {})).steps;
const pad = async (input: Input<'morph', 'pad'>): Promise<Output<'morph', 'pad'>> =>
  contract.morph.pad.output.parse(await dispatch(fake.studio, 'morph', 'pad', input, {}));

describe('strip', () => {
  test('every kick in its place, and as many between as were asked for, evenly', async () => {
    const steps = await strip({ kicks: [{ latent: at(0) }, { latent: at(1) }, { latent: at(3) }], steps: 3 });
    expect(steps.map((step) => step.at)).toEqual([0, 0.25, 0.5, 0.75, 1, 1.25, 1.5, 1.75, 2]);
    expect(steps.map(({ latent }) => latent[5])).toEqual([0, 0.25, 0.5, 0.75, 1, 1.5, 2, 2.5, 3]);
  });

  test('makes no sound, and asks the engine once', async () => {
    await strip({ kicks: [{ latent: at(0) }, { latent: at(1) }], steps: 31, way: 'straight' });
    expect(fake.engine.calls).toMatchObject([{ verb: 'blend', args: { way: 'straight' } }]);
  });

  test('notes go by octaves where both ends have one, and are the words they were asked for in at the ends', async () => {
    const tuned = await strip({ kicks: [{ latent: at(0), note: 'A1' }, { latent: at(1), note: 110 }], steps: 3 });
    expect(tuned.map(({ note }) => note)).toEqual(['A1', expect.closeTo(65.41, 2), expect.closeTo(77.78, 2), expect.closeTo(92.5, 2), 110]);
    const half = await strip({ kicks: [{ latent: at(0), note: 'A1' }, { latent: at(1) }], steps: 3 });
    expect(half.map(({ note }) => note)).toEqual(['A1', null, null, null, null]);
    await expect(strip({ kicks: [{ latent: at(0), note: 'H1' }, { latent: at(1), note: 'A1' }], steps: 3 })).rejects.toMatchObject({ code: 'NOTE_UNKNOWN' });
  });

  test('effects, pitch curves and exchanged parts come in with the kick that has them', async () => {
    const transient = { latent: at(9), amount: 0.8 };
    const [first, , middle, , last] = await strip({
      kicks: [{ latent: at(0) }, { latent: at(1), effects: [effectOf('tilt', { tiltDb: 8 })], pitchCurve: [{ ms: 0, cents: 400 }, { ms: 50, cents: 0 }], exchanged: { transient } }],
      steps: 3,
    });
    expect(first).toMatchObject({ effects: [], pitchCurve: [], exchanged: {} });
    expect(middle).toMatchObject({ effects: [{ tiltDb: 4 }], pitchCurve: [{ ms: 0, cents: 200 }, { ms: 50, cents: 0 }], exchanged: { transient: { latent: at(9), amount: 0.4 } } });
    expect(last).toMatchObject({ effects: [{ tiltDb: 8 }], pitchCurve: [{ ms: 0, cents: 400 }, { ms: 50, cents: 0 }], exchanged: { transient } });
  });

  test('two kicks with the same part exchanged: their sources are mixed by how much of each is heard', async () => {
    const kick = (x: number, amount: number) => ({ latent: at(x), exchanged: { pitch: { latent: at(x), amount } } });
    const [, , middle] = await strip({ kicks: [kick(0, 0.5), kick(3, 1)], steps: 3 });
    expect(middle.exchanged.pitch).toEqual({ latent: at(2), amount: 0.75 });
  });

  test('a curve between curves of many points has no more than a curve may have', async () => {
    const curve = (from: number) => Array.from({ length: 32 }, (_, i) => ({ ms: from + 10 * i, cents: i }));
    const [, middle] = await strip({ kicks: [{ latent: at(0), pitchCurve: curve(0) }, { latent: at(1), pitchCurve: curve(5) }], steps: 3 });
    expect(middle.pitchCurve).toHaveLength(32);
    expect([middle.pitchCurve[0].ms, middle.pitchCurve[31].ms]).toEqual([0, 315]);
  });

  test.each([
    [{ kicks: [{ latent: at(0) }], steps: 3 }],
    [{ kicks: Array.from({ length: 9 }, () => ({ latent: at(0) })), steps: 3 }],
    [{ kicks: [{ latent: at(0) }, { latent: at(1) }], steps: 2 }],
    [{ kicks: [{ latent: at(0) }, { latent: at(1) }], steps: 32 }],
  ])('takes two to eight kicks and 3 to 31 steps: %#', async (input) => {
    await expect(strip(input)).rejects.toMatchObject({ code: 'INPUT_INVALID' });
  });
});

test('render writes the steps of the strip, each with what it was planned with', async () => {
  const out = join(fake.dir, 'out');
  const kicks = [{ latent: at(0), note: 'A1' }, { latent: at(1), note: 'A2', effects: [effectOf('tilt', { tiltDb: 8 })] }];
  const { items } = contract.morph.render.output.parse(await dispatch(fake.studio, 'morph', 'render', { kicks, steps: 3, out }, {}));
  expect(readdirSync(out)).toEqual(['0001.wav', '0002.wav', '0003.wav', '0004.wav', '0005.wav']);
  const planned = await strip({ kicks, steps: 3 });
  expect(items.map((item) => ('error' in item ? null : item.note))).toEqual(planned.map(({ note }) => note));
  const made = fake.engine.calls.filter(({ verb }) => verb === 'generate').map(({ args }) => (args as { effects: unknown }).effects);
  expect(made).toEqual(planned.map(({ effects }) => effects));
});

describe('pad', () => {
  const corners: Input<'morph', 'pad'>['corners'] = [{ latent: at(0) }, { latent: at(10) }, { latent: at(100) }, { latent: at(1000), note: 'F1' }];

  test('its corners are the kicks themselves', async () => {
    const found = await Promise.all([[0, 0], [1, 0], [0, 1], [1, 1]].map(([x, y]) => pad({ corners, x, y })));
    expect(found.map(({ latent }) => latent[0])).toEqual([0, 10, 100, 1000]);
    expect(found.map(({ note }) => note)).toEqual([null, null, null, 'F1']);
  });

  test('inside, each counts by how near it is', async () => {
    const { latent } = await pad({ corners, x: 0.25, y: 0.5 });
    expect(latent[0]).toBeCloseTo(0.125 * 10 + 0.375 * 100 + 0.125 * 1000, 9);
  });
});

test('a kick with parts of others is auditioned, and found again by its base and what was exchanged', async () => {
  const { kicks } = contract;
  const audition = async (input: Input<'kicks', 'audition'>) => kicks.audition.output.parse(await dispatch(fake.studio, 'kicks', 'audition', input, {}));
  const parts = { body: { latent: at(1), amount: 0.5 }, tone: { latent: at(2) } };
  expect(await audition({ base: { transfer: { kick: at(0), ...parts } } })).toMatchObject({ seed: null, base: [0, 0.5, 0, 0, 2, ...at(0).slice(5)] });
  await expect(audition({ base: { transfer: { kick: at(0), tail: { latent: at(1), amount: 1.5 } } } })).rejects.toMatchObject({ code: 'INPUT_INVALID' });
});
