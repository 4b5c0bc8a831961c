import { describe, expect, it } from 'vitest';
import { timeStretch } from './time-stretch.ts';

const RATE = 44_100;
const ONSET = 256;
const FROM = ONSET + 353;

function ringing(hz: number, tau: number): Float32Array {
  const x = new Float32Array(65_536);
  for (let n = ONSET; n < x.length; n++) {
    const t = (n - ONSET) / RATE;
    x[n] = Math.exp(-t / tau) * Math.sin(2 * Math.PI * hz * t);
  }
  return x;
}

/** Amplitude and unwrapped phase against a steady `hz`, through a Hann window of two periods. */
function demodulate(x: Float32Array, hz: number, from: number, to: number): { t: number; level: number; phase: number }[] {
  const width = Math.round((2 * RATE) / hz);
  const out: { t: number; level: number; phase: number }[] = [];
  let unwrapped = 0;
  for (let start = from; start + width < to; start += 400) {
    let re = 0;
    let im = 0;
    for (let i = 0; i < width; i++) {
      const h = 0.5 - 0.5 * Math.cos((2 * Math.PI * i) / width);
      const angle = (2 * Math.PI * hz * (start + i)) / RATE;
      re += h * x[start + i] * Math.cos(angle);
      im -= h * x[start + i] * Math.sin(angle);
    }
    const phase = Math.atan2(im, re);
    unwrapped = phase - 2 * Math.PI * Math.round((phase - unwrapped) / (2 * Math.PI));
    out.push({ t: (start + width / 2) / RATE, level: (4 * Math.hypot(re, im)) / width, phase: unwrapped });
  }
  return out;
}

describe('timeStretch', () => {
  const cases = [30, 47, 110].flatMap((hz) => [0.75, 0.9, 1.35].flatMap((ratio) => [0.08, 0.3].map((tau) => ({ hz, ratio, tau }))));

  it.each(cases)('stretches the decay and keeps the pitch: $hz Hz, x $ratio, tau $tau s', ({ hz, ratio, tau }) => {
    const y = timeStretch(ringing(hz, tau), ratio, FROM, RATE);
    const end = Math.min(64_000, FROM + Math.round(tau * 3.4 * ratio * RATE));
    const points = demodulate(y, hz, 1000, end);
    for (const { t, level } of points) {
      const source = FROM / RATE + (t - FROM / RATE) / ratio - ONSET / RATE;
      expect(Math.abs(20 * Math.log10(level / Math.exp(-source / tau)))).toBeLessThan(1);
    }
    const meanT = points.reduce((a, p) => a + p.t, 0) / points.length;
    const meanP = points.reduce((a, p) => a + p.phase, 0) / points.length;
    const slope =
      points.reduce((a, p) => a + (p.t - meanT) * (p.phase - meanP), 0) / points.reduce((a, p) => a + (p.t - meanT) ** 2, 0);
    expect(Math.abs(1200 * Math.log2(1 + slope / (2 * Math.PI * hz)))).toBeLessThan(5);
  });

  it('leaves everything alone at ratio 1', () => {
    const x = ringing(55, 0.2);
    const y = timeStretch(x, 1, FROM, RATE);
    for (let n = 0; n < x.length; n += 7) expect(y[n]).toBeCloseTo(x[n], 6);
  });

  it('keeps what stands before `from` to the bit', () => {
    const x = ringing(80, 0.1);
    expect(timeStretch(x, 1.3, FROM, RATE).subarray(0, FROM)).toEqual(x.subarray(0, FROM));
  });

  it('moves an event in the tail to its stretched place', () => {
    const x = ringing(50, 0.3);
    for (let i = 0; i < 2000; i++) x[20_000 + i] += 0.4 * Math.sin(i * 0.6) * Math.exp(-i / 300);
    const y = timeStretch(x, 1.25, FROM, RATE);
    let at = 0;
    let most = 0;
    for (let n = 12_000; n < 40_000; n++) {
      const edge = Math.abs(y[n] - 2 * y[n - 1] + y[n - 2]);
      if (edge > most) {
        most = edge;
        at = n;
      }
    }
    // Within the reach of one jump.
    expect(Math.abs(at - (FROM + (20_000 - FROM) * 1.25))).toBeLessThan(0.025 * RATE);
  });

  it('turns silence into silence', () => {
    expect(timeStretch(new Float32Array(4000), 1.2, 300, RATE).every((v) => v === 0)).toBe(true);
  });
});
