import { describe, expect, it, vi } from 'vitest';
import { readNote } from '../audio/descriptors.ts';
import { KICK_SPEC as SPEC, pitchGridSamples, type Features } from '../audio/spec.ts';
import { shiftFeatures } from '../audio/tune.ts';
import { sineFeatures, voiceSine } from './fixtures/voiced-sine.ts';
import { nearestTone, shapePitch } from './shape-pitch.ts';

const HANDLES = [0, 5, 10, 20, 40, 80, 160, 320];
const level = (cents: number) => HANDLES.map((ms) => ({ ms, cents }));
const voice = () => vi.fn((features: Features) => Promise.resolve(voiceSine(features)));
const noteHz = ({ features, placed }: { features: Features; placed: Float32Array }): number => readNote(placed, features, SPEC).noteHz ?? 0;
const cents = (a: number, b: number): number => 1200 * Math.log2(a / b);

describe('the pitch of a kick', () => {
  it('stays as it is where nothing is asked for, a level curve of nothing included', async () => {
    const [kick, render] = [sineFeatures(50), voice()];
    for (const curve of [undefined, [], level(0)]) {
      const shaped = await shapePitch(kick, { curve }, SPEC, render);
      expect(shaped.features).toBe(kick);
      expect(shaped.tunedHz).toBeNull();
    }
    expect(render).toHaveBeenCalledTimes(3);
  });

  it('bent by a level curve is the kick moved to the note so many cents off: the same features', async () => {
    const kick = sineFeatures(50);
    const { features, placed } = await shapePitch(kick, { curve: level(300) }, SPEC, voice());
    expect(features).toEqual(shiftFeatures(kick, 300 / 1200, SPEC));
    expect(Math.abs(cents(noteHz({ features, placed }), 50) - 300)).toBeLessThan(6);
  });

  it('passes through the points of a curve, and stays where they are level', async () => {
    const kick = sineFeatures(50);
    const curve = [{ ms: 0, cents: 1200 }, { ms: 40, cents: 0 }, { ms: 320, cents: 0 }];
    const { features } = await shapePitch(kick, { curve }, SPEC, voice());
    const octaves = features.pitch.map((x, i) => x - kick.pitch[i]);
    const grid = [...pitchGridSamples(SPEC)];
    expect(octaves[grid.indexOf(SPEC.onset)]).toBeCloseTo(1, 5);
    const later = grid.findIndex((n) => n > SPEC.onset + 0.0401 * SPEC.sampleRate);
    expect(Math.max(...octaves.subarray(later))).toBe(0);
    expect(features.mel.subarray(100, 256)).toEqual(kick.mel.subarray(100, 256));
  });

  it('is tuned first and bent then', async () => {
    const shaped = await shapePitch(sineFeatures(50), { noteHz: 60, curve: level(100) }, SPEC, voice());
    expect(shaped.tunedHz).toBe(60);
    expect(Math.abs(cents(noteHz(shaped), 60) - 100)).toBeLessThan(8);
  });

  it('falls to the nearest tone of a scale, unless a note is asked for or it has no pitch', async () => {
    // F minor; 50 Hz lies 35 cents above G1.
    const scale = [5, 7, 8, 10, 0, 1, 3];
    const shaped = await shapePitch(sineFeatures(50), { scale }, SPEC, voice());
    expect(shaped.tunedHz).toBeCloseTo(48.9994, 3);
    expect(Math.abs(cents(noteHz(shaped), 48.9994))).toBeLessThan(6);
    expect((await shapePitch(sineFeatures(50), { noteHz: 52, scale }, SPEC, voice())).tunedHz).toBe(52);
    for (const voicing of [0, 0.3]) {
      const kick = sineFeatures(50, voicing);
      const unvoiced = await shapePitch(kick, { scale }, SPEC, voice());
      expect(unvoiced.features).toBe(kick);
      expect(unvoiced.tunedHz).toBeNull();
    }
  });
});

describe('the nearest tone', () => {
  it.each([
    [440, [9], 440],
    // Half-way between A1 and A2 and a little above: the upper.
    [55 * 2 ** 0.51, [9], 110],
    [55 * 2 ** 0.49, [9], 55],
    // E1 and F1: 42 Hz is nearer to E1 (41.2).
    [42, [4, 5], 41.2034],
    // The nearest A lies below what the model knows.
    [25, [9], 27.5],
    [19, [3], 38.8909],
  ])('to %d Hz of %j is %d Hz', (hz, scale, tone) => {
    expect(nearestTone(hz, scale, SPEC)).toBeCloseTo(tone, 3);
  });
});
