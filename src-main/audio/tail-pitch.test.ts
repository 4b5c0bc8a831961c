import { describe, expect, it } from 'vitest';
import { KICK_SPEC as SPEC, pitchGridSamples, pitchPoints } from './spec.ts';
import { tailOffset } from './tail-pitch.ts';

const RATE = SPEC.sampleRate;
const FROM = SPEC.onset + 0.06 * RATE;
const END = 20_000;
const flat = (hz: number) => ({
  pitch: new Float32Array(pitchPoints(SPEC)).fill(Math.log2(hz / SPEC.pitchReference)),
  voicing: new Float32Array(pitchPoints(SPEC)).fill(1),
});
const ringing = (hz: number): Float32Array =>
  Float32Array.from({ length: SPEC.length }, (_, n) => Math.exp(-n / 9000) * Math.sin((2 * Math.PI * hz * n) / RATE));
const cents = (octaves: number): number => 1200 * octaves;

describe('the offset of a tail from a track', () => {
  it.each([
    [50, 0], [50, 12], [50, -35], [31, 20], [110, 60], [240, -80],
  ])('of a decaying sine beside a track at %s Hz is the %s cents it lies off', (hz, off) => {
    expect(cents(tailOffset(ringing(hz * 2 ** (off / 1200)), flat(hz), SPEC, FROM, END))).toBeCloseTo(off, 0);
  });

  it('follows a sweep, and a click, harmonics and hiss beside it do not move it', () => {
    let phase = 0;
    let hiss = 1;
    const hz = (n: number): number => 48 + 12 * Math.exp(-n / 6000);
    const x = Float32Array.from({ length: SPEC.length }, (_, n) => {
      phase += (2 * Math.PI * hz(n) * 2 ** (15 / 1200)) / RATE;
      hiss = (hiss * 16_807) % 2_147_483_647;
      return Math.exp(-n / 9000) * (Math.sin(phase) + 0.2 * Math.sin(2 * phase)) + 0.01 * (hiss / 1_073_741_824 - 1);
    });
    const track = { ...flat(48), pitch: Float32Array.from(pitchGridSamples(SPEC), (n) => Math.log2(hz(n) / SPEC.pitchReference)) };
    expect(cents(tailOffset(x, track, SPEC, FROM, END))).toBeCloseTo(15, 0);
  });

  it('of silence, or of no tail at all, is none', () => {
    expect(tailOffset(new Float32Array(SPEC.length), flat(50), SPEC, FROM, END)).toBe(0);
    expect(tailOffset(ringing(50), flat(40), SPEC, FROM, FROM - 100)).toBe(0);
  });
});
