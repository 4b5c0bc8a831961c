import { beforeAll, describe, expect, test } from 'vitest';
import { KICK_SPEC } from '../audio/spec.ts';
import { createRandom } from '../base/random.ts';
import { Graph } from '../graph/graph.ts';
import { frozenParams, initParams } from '../graph/params.ts';
import { compile } from '../graph/fixtures/session.ts';
import { NOISE_BINS, vocode, vocoderInputs, vocoderLayout, type VocoderShape } from './vocoder.ts';

/** Slaney's scale is linear below 1 kHz; higher bands do not matter here. */
const melHz = Array.from({ length: 128 }, (_, i) => {
  const mel = (60.05 * (i + 1)) / 129;
  return mel < 15 ? (mel * 200) / 3 : 1000 * Math.exp(((mel - 15) * Math.log(6.4)) / 27);
});
const shape: VocoderShape = { ...KICK_SPEC, melHz };

/** Untrained: what the closed forms alone make of the features. */
async function untrained(mel: Float32Array, hz: number, noiseScale: number): Promise<Float32Array> {
  const layout = vocoderLayout(shape);
  const { values, state } = initParams(layout, 1);
  const quiet = values.slice();
  // Correction heads at zero: only the closed forms speak.
  for (const { spec, offset, size } of layout.trained) {
    if (/^(harmonic|noise|transient)/.test(spec.name)) quiet.fill(0, offset, offset + size);
  }
  const g = new Graph();
  g.output('audio', vocode(frozenParams(g, layout, quiet, state), vocoderInputs(g, 1, shape), shape));
  const noise = createRandom(2).fillNormal(new Float32Array(256 * 2 * NOISE_BINS)).map((x) => x * noiseScale);
  const out = await (await compile(g))({
    mel, noise,
    pitch: new Float32Array(256).fill(Math.log2(hz / 55)),
    voicing: new Float32Array(256).fill(1),
  });
  return out['audio'];
}

describe('closed forms', () => {
  let tone: Float32Array;
  beforeAll(async () => {
    const mel = new Float32Array(128 * 256);
    // Only the band of the fundamental sounds, at -6 dB.
    for (let t = 0; t < 256; t++) for (const m of [2, 3, 4]) mel[m * 256 + t] = 1 - 6 / 80;
    tone = await untrained(mel, 120, 0);
  });

  test('nothing sounds before the onset', () => {
    expect(tone.subarray(0, 248).every((x) => x === 0)).toBe(true);
    expect(Math.abs(tone[600])).toBeGreaterThan(0);
  });

  test('the oscillator holds the asked pitch within a tenth of a cent', () => {
    // Phase of the fundamental at two moments a second apart.
    const phaseAt = (from: number): number => {
      let re = 0;
      let im = 0;
      for (let i = 0; i < 4410; i++) {
        const w = 0.5 - 0.5 * Math.cos((2 * Math.PI * i) / 4410);
        const angle = (2 * Math.PI * 120 * (from + i)) / 44_100;
        re += w * tone[from + i] * Math.cos(angle);
        im -= w * tone[from + i] * Math.sin(angle);
      }
      return Math.atan2(im, re);
    };
    const drift = (phaseAt(4410 + 44_100) - phaseAt(4410)) / (2 * Math.PI);
    expect(Math.abs(1200 * Math.log2((120 + drift) / 120))).toBeLessThan(0.1);
  });

  test('its level is what the mel says', () => {
    let peak = 0;
    for (let i = 10_000; i < 30_000; i++) peak = Math.max(peak, Math.abs(tone[i]));
    // Other harmonics read silence (-80 dB).
    expect(20 * Math.log10(peak)).toBeGreaterThan(-6.3);
    expect(20 * Math.log10(peak)).toBeLessThan(-5.7);
  });
});

test('noise comes out at the level its mel was measured at, above the harmonics', async () => {
  // White noise of standard deviation s reads, in a band of D bins, D s^2 / 512 of full scale.
  const sd = 0.1;
  const mel = new Float32Array(128 * 256);
  for (let m = 0; m < 128; m++) {
    const low = melHz[Math.max(0, m - 1)];
    const high = melHz[Math.min(127, m + 1)];
    const bins = (((high - low) / (m === 0 || m === 127 ? 1 : 2)) * 2048) / 44_100;
    mel.fill(Math.max(0, 1 + (10 * Math.log10((bins * sd * sd) / 512)) / 80), m * 256, (m + 1) * 256);
  }
  const out = await untrained(mel, 20, 1);
  // High-pass by second difference twice; compare with the same on true white noise.
  const roughness = (x: Float32Array): number => {
    let sum = 0;
    for (let i = 5000; i < 60_000; i++) sum += (x[i] - 4 * x[i - 1] + 6 * x[i - 2] - 4 * x[i - 3] + x[i - 4]) ** 2;
    return Math.sqrt(sum / 55_000);
  };
  const white = createRandom(9).fillNormal(new Float32Array(65_536)).map((x) => x * sd);
  expect(Math.abs(20 * Math.log10(roughness(out) / roughness(white)))).toBeLessThan(1);
});
