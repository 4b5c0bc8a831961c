import { describe, expect, it } from 'vitest';
import { centsAt, curveOnGrid, type CurvePoint } from './pitch-curve.ts';
import { KICK_SPEC as SPEC, pitchGridSamples } from './spec.ts';

const HANDLES = [0, 5, 10, 20, 40, 80, 160, 320];
const curveOf = (cents: number[]): CurvePoint[] => HANDLES.map((ms, i) => ({ ms, cents: cents[i] }));
const drawn = curveOf([700, 900, 300, 300, -200, -500, 100, 50]);

describe('a pitch curve', () => {
  it('goes exactly through its points, and is held beyond them', () => {
    expect([...centsAt(drawn, HANDLES)]).toEqual(drawn.map(({ cents }) => cents));
    const late: CurvePoint[] = [{ ms: 20, cents: 120 }, { ms: 50, cents: -70 }];
    expect([...centsAt(late, [0, 19.9, 51, 5000])]).toEqual([120, 120, -70, -70]);
  });

  it('is level where its points are, and nothing where there is none', () => {
    const times = Array.from({ length: 400 }, (_, i) => i);
    expect(centsAt(curveOf(new Array<number>(8).fill(231)), times).every((c) => Math.abs(c - 231) < 1e-9)).toBe(true);
    expect(centsAt([{ ms: 7, cents: 31 }], times).every((c) => c === 31)).toBe(true);
    expect(centsAt([], times).every((c) => c === 0)).toBe(true);
  });

  it('never overshoots its points, and turns only at them', () => {
    for (let k = 0; k + 1 < HANDLES.length; k++) {
      const times = Array.from({ length: 101 }, (_, i) => HANDLES[k] + (i / 100) * (HANDLES[k + 1] - HANDLES[k]));
      const cents = [...centsAt(drawn, times)];
      const sign = Math.sign(drawn[k + 1].cents - drawn[k].cents);
      for (let i = 1; i < cents.length; i++) expect((cents[i] - cents[i - 1]) * sign).toBeGreaterThanOrEqual(-1e-9);
    }
  });

  it('is smooth in warped time: both sides of a point have one slope', () => {
    const warp = (ms: number): number => Math.log2(1 + ms / 5);
    const rising = curveOf([0, 10, 40, 60, 200, 300, 700, 800]);
    for (const ms of HANDLES.slice(1, -1)) {
      const slope = (from: number, to: number): number => {
        const [a, b] = centsAt(rising, [from, to]);
        return (b - a) / (warp(to) - warp(from));
      };
      const [before, after] = [slope(ms * 0.9999, ms), slope(ms, ms * 1.0001)];
      expect(Math.abs(before - after)).toBeLessThan(0.01 * Math.max(before, after));
    }
  });

  it('lies on the grid of a model by its onset, in octaves', () => {
    const octaves = curveOnGrid(drawn, SPEC);
    const grid = pitchGridSamples(SPEC);
    expect(octaves).toHaveLength(grid.length);
    // The onset is a point of the grid: 256 is four fine steps.
    expect(octaves[[...grid].indexOf(SPEC.onset)]).toBeCloseTo(700 / 1200, 6);
    expect(octaves[0]).toBeCloseTo(700 / 1200, 6);
    expect(octaves[octaves.length - 1]).toBeCloseTo(50 / 1200, 6);
  });
});
