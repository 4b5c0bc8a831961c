import { describe, expect, it, vi } from 'vitest';
import { readNote } from '../audio/descriptors.ts';
import { KICK_SPEC as SPEC, type Features } from '../audio/spec.ts';
import { sineFeatures as kick, voiceSine as voice } from './fixtures/voiced-sine.ts';
import { tuneKick } from './tune-kick.ts';

const cents = (a: number, b: number): number => Math.abs(1200 * Math.log2(a / b));

describe('a kick is tuned', () => {
  it.each([43.65, 58, 35])('to %s Hz, with one rendering where the vocoder obeys', async (hz) => {
    const render = vi.fn((features: Features) => Promise.resolve(voice(features)));
    const { features, placed } = await tuneKick(kick(50), hz, SPEC, render);
    expect(render).toHaveBeenCalledTimes(1);
    expect(cents(readNote(placed, features, SPEC).noteHz ?? 0, hz)).toBeLessThan(6);
  });

  it('by what is heard where it does not, and gives the nearest of what it made', async () => {
    const render = vi.fn((features: Features) => Promise.resolve(voice(features, 40)));
    const { features, placed } = await tuneKick(kick(50), 60, SPEC, render);
    expect(render).toHaveBeenCalledTimes(2);
    expect(cents(readNote(placed, features, SPEC).noteHz ?? 0, 60)).toBeLessThan(3);
  });

  it('by no more than an octave, and inside what the model knows', async () => {
    const refused = (hz: number, own = 50) => expect(tuneKick(kick(own), hz, SPEC, () => Promise.reject(new Error('rendered')))).rejects;
    await refused(101).toMatchObject({ code: 'NOTE_RANGE', message: expect.stringContaining('from 25.0 Hz (G0) to 100.0 Hz (G2)') as string });
    await refused(24).toMatchObject({ code: 'NOTE_RANGE' });
    await refused(19, 30).toMatchObject({ code: 'NOTE_RANGE' });
    await refused(NaN).toMatchObject({ code: 'NOTE_RANGE' });
  });

  it('only where it has a pitch', async () => {
    await expect(tuneKick(kick(50, 0), 50, SPEC, (f) => Promise.resolve(voice(f)))).rejects.toMatchObject({ code: 'NOTE_UNVOICED' });
    await expect(tuneKick(kick(50, 0.3), 50, SPEC, (f) => Promise.resolve(voice(f)))).rejects.toMatchObject({ code: 'NOTE_UNVOICED' });
  });
});
