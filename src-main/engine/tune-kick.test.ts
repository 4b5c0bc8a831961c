import { describe, expect, it, vi } from 'vitest';
import { readNote } from '../audio/descriptors.ts';
import { logMel } from '../audio/mel.ts';
import { KICK_SPEC as SPEC, pitchGridSamples, pitchPoints, type Features } from '../audio/spec.ts';
import { tuneKick } from './tune-kick.ts';

const points = pitchPoints(SPEC);
const grid = pitchGridSamples(SPEC);

/** A decaying sine along a track, `cents` above it: what a vocoder that does not quite obey would make. */
function voice({ pitch }: Features, cents = 0): Float32Array {
  let at = 0;
  let phase = 0;
  return Float32Array.from({ length: SPEC.length }, (_, n) => {
    while (at + 1 < grid.length && grid[at + 1] <= n) at++;
    if (n < SPEC.onset) return 0;
    phase += (2 * Math.PI * SPEC.pitchReference * 2 ** (pitch[at] + cents / 1200)) / SPEC.sampleRate;
    return Math.exp(-(n - SPEC.onset) / 9000) * Math.sin(phase);
  });
}
function kick(hz: number, voicing = 1): Features {
  const track = { pitch: new Float32Array(points).fill(Math.log2(hz / SPEC.pitchReference)), voicing: new Float32Array(points).fill(voicing) };
  return { ...track, mel: logMel(voice({ ...track, mel: new Float32Array() }), SPEC) };
}
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
