import { describe, expect, it } from 'vitest';
import { logMel, melPoints } from './mel.ts';
import { KICK_SPEC as SPEC, pitchGridSamples, pitchPoints, type Features } from './spec.ts';
import { bendFeatures, foreseeNote, shiftFeatures } from './tune.ts';

const { frames, mels, sampleRate, onset } = SPEC;
const ROW_HZ = melPoints(SPEC).subarray(1, mels + 1);
const points = pitchPoints(SPEC);
const octavesOf = (hz: number): number => Math.log2(hz / SPEC.pitchReference);

/** A sine from the onset on, which falls with `seconds`, with its true features. */
function sine(hz: number, seconds = 0.3, voicing = 1): Features {
  const samples = Float32Array.from({ length: SPEC.length }, (_, n) => {
    const t = (n - onset) / sampleRate;
    return t < 0 ? 0 : 0.5 * Math.exp(-t / seconds) * Math.sin(2 * Math.PI * hz * t);
  });
  return { mel: logMel(samples, SPEC), pitch: new Float32Array(points).fill(octavesOf(hz)), voicing: new Float32Array(points).fill(voicing) };
}

/** Mean |dB| between two mels over the rows in a band, from 60 ms on, where the second is within 30 dB of full scale. */
function difference(a: Features, b: Features, [low, high]: [number, number]): number {
  let sum = 0;
  let count = 0;
  for (let j = 0; j < mels; j++) {
    if (ROW_HZ[j] < low || ROW_HZ[j] >= high) continue;
    for (let t = 12; t < frames; t++) {
      const wanted = b.mel[j * frames + t];
      if (wanted < 1 + 30 / SPEC.floorDb) continue;
      sum += Math.abs(a.mel[j * frames + t] - wanted) * -SPEC.floorDb;
      count++;
    }
  }
  return sum / count;
}

describe('features moved to another note', () => {
  it('are themselves at no shift, and nearly so at next to none', () => {
    const kick = sine(50);
    expect(shiftFeatures(kick, 0, SPEC)).toBe(kick);
    const { mel } = shiftFeatures(kick, 1e-6, SPEC);
    expect(Math.max(...mel.map((x, i) => Math.abs(x - kick.mel[i])))).toBeLessThan(1e-4);
  });

  it.each([[50, 7], [50, -6], [37, 12], [90, -7], [90, -12], [65, 3]])('of a sine at %s Hz by %s semitones are those of the sine there, in place and level', (hz, semitones) => {
    const octaves = semitones / 12;
    const wanted = sine(hz * 2 ** octaves);
    const moved = shiftFeatures(sine(hz), octaves, SPEC);
    expect(difference(moved, wanted, [0, 300])).toBeLessThan(2.5);
    expect(moved.pitch[100]).toBeCloseTo(octavesOf(hz) + octaves, 5);
  });

  it('leave no haze where the tone was', () => {
    const moved = shiftFeatures(sine(50), 10 / 12, SPEC);
    const wanted = sine(50 * 2 ** (10 / 12));
    for (const t of [20, 40, 60]) expect((moved.mel[t] - wanted.mel[t]) * -SPEC.floorDb).toBeLessThan(6);
  });

  it('leave everything above the harmonics, and noise where it is', () => {
    const kick = sine(50);
    for (const octaves of [-1, 0.4, 1]) {
      const { mel } = shiftFeatures(kick, octaves, SPEC);
      for (let j = 0; j < mels; j++) {
        if (ROW_HZ[j] >= 910) expect(mel.subarray(j * frames, (j + 1) * frames)).toEqual(kick.mel.subarray(j * frames, (j + 1) * frames));
      }
    }
    const hiss: Features = { ...sine(50, 0.3, 0), mel: new Float32Array(mels * frames).fill(0.6) };
    expect(Math.max(...shiftFeatures(hiss, 0.5, SPEC).mel.map((x) => Math.abs(x - 0.6)))).toBeLessThan(1e-6);
  });

  it('move an unvoiced hump by the same ratio', () => {
    const mel = new Float32Array(mels * frames);
    for (let j = 0; j < mels; j++) for (let t = 0; t < frames; t++) mel[j * frames + t] = Math.max(0, 0.9 - 2 * Math.abs(Math.log2(ROW_HZ[j] / 125)) ** 2);
    const moved = shiftFeatures({ ...sine(50, 0.3, 0), mel }, 1, SPEC).mel;
    let best = 0;
    for (let j = 0; j < mels; j++) if (moved[j * frames + 50] > moved[best * frames + 50]) best = j;
    expect(Math.abs(Math.log2(ROW_HZ[best] / 250))).toBeLessThan(0.1);
  });

  it('hold the track inside the range of the model, and mels inside theirs', () => {
    const kick = sine(50);
    kick.pitch[0] = octavesOf(700);
    kick.pitch[1] = octavesOf(21);
    expect(shiftFeatures(kick, 1, SPEC).pitch[0]).toBeCloseTo(octavesOf(SPEC.pitchMax), 5);
    expect(shiftFeatures(kick, -1, SPEC).pitch[1]).toBeCloseTo(octavesOf(SPEC.pitchMin), 5);
    for (const octaves of [-1, 1]) expect(shiftFeatures(kick, octaves, SPEC).mel.every((x) => x >= 0 && x <= 1)).toBe(true);
  });
});

describe('the note that features will have', () => {
  it('is that of the tail, not of the sweep', () => {
    const kick = sine(52);
    pitchGridSamples(SPEC).forEach((n, i) => { if (n < onset + 0.04 * sampleRate) kick.pitch[i] = octavesOf(300); });
    expect(foreseeNote(kick, SPEC)).toBeCloseTo(52, 1);
  });

  it('weighs a falling pitch by the energy', () => {
    const hz = (n: number): number => 50 + 20 * Math.exp(-(n - onset) / 8000);
    const kick = sine(60, 0.1);
    pitchGridSamples(SPEC).forEach((n, i) => { kick.pitch[i] = octavesOf(hz(n)); });
    // exp(-2 t / 0.1 s) from 60 ms on: its centre of gravity is 50 ms later.
    const note = foreseeNote(kick, SPEC) ?? 0;
    expect(note).toBeGreaterThan(hz(onset + 0.13 * sampleRate));
    expect(note).toBeLessThan(hz(onset + 0.09 * sampleRate));
  });

  it('is none where nothing of the tail is voiced or there is none', () => {
    expect(foreseeNote(sine(50, 0.3, 0), SPEC)).toBeNull();
    expect(foreseeNote(sine(50, 0.001), SPEC)).toBeNull();
    expect(foreseeNote({ ...sine(50), mel: new Float32Array(mels * frames) }, SPEC)).toBeNull();
  });
});

describe('features bent along a curve', () => {
  /** Up by an octave until the 100th point, falling to nothing at the 150th. */
  const curve = Float32Array.from({ length: points }, (_, i) => Math.min(1, Math.max(0, (150 - i) / 50)));

  it('follow it in their track, and are a shift where it is flat and themselves where it is nothing', () => {
    const kick = sine(50);
    const bent = bendFeatures(kick, curve, SPEC);
    expect(bent.pitch[120]).toBeCloseTo(kick.pitch[120] + 0.6, 6);
    const shifted = shiftFeatures(kick, 1, SPEC);
    const [flatUntil, stillFrom] = [100, 150].map((i) => pitchGridSamples(SPEC)[i] / SPEC.hop);
    for (let i = 0; i < kick.mel.length; i++) {
      const t = i % frames;
      if (t <= flatUntil) expect(bent.mel[i]).toBe(shifted.mel[i]);
      if (t >= stillFrom) expect(bent.mel[i]).toBe(kick.mel[i]);
    }
  });

  it('put the tone where the curve leads, however far that is', () => {
    const bent = bendFeatures(sine(40), new Float32Array(points).fill(2), SPEC);
    const column = [...ROW_HZ].map((hz, j) => ({ hz, level: bent.mel[j * frames + 40] }));
    const loudest = column.reduce((a, b) => (b.level > a.level ? b : a));
    expect(Math.abs(loudest.hz - 160)).toBeLessThan(20);
  });
});
