/**
 * Second-order filters. Not an effect chain: one design, one pass over the samples.
 */

export type BiquadKind = 'lowPass' | 'highPass' | 'bandPass' | 'peak' | 'lowShelf' | 'highShelf';

/** What a filter is asked to be. `gainDb` matters to peak and shelves only. */
export interface BiquadSpec {
  readonly kind: BiquadKind;
  /** Corner or centre, Hz. */
  readonly hz: number;
  readonly q: number;
  readonly gainDb: number;
}

/** y[n] = b0 x[n] + b1 x[n-1] + b2 x[n-2] - a1 y[n-1] - a2 y[n-2]. */
export interface Biquad {
  readonly b0: number;
  readonly b1: number;
  readonly b2: number;
  readonly a1: number;
  readonly a2: number;
}

/**
 * Coefficients after R. Bristow-Johnson, "Audio EQ Cookbook" (W3C note, 2021); the band-pass is
 * the one with 0 dB peak gain. Corners are held below 0.49 of the sample rate.
 */
export function designBiquad(spec: BiquadSpec, sampleRate: number): Biquad {
  const w = 2 * Math.PI * Math.min(spec.hz / sampleRate, 0.49);
  const cos = Math.cos(w);
  const alpha = Math.sin(w) / (2 * spec.q);
  const a = 10 ** (spec.gainDb / 40);
  const over = (b0: number, b1: number, b2: number, a0: number, a1: number, a2: number): Biquad => ({
    b0: b0 / a0,
    b1: b1 / a0,
    b2: b2 / a0,
    a1: a1 / a0,
    a2: a2 / a0,
  });
  switch (spec.kind) {
    case 'lowPass':
      return over((1 - cos) / 2, 1 - cos, (1 - cos) / 2, 1 + alpha, -2 * cos, 1 - alpha);
    case 'highPass':
      return over((1 + cos) / 2, -1 - cos, (1 + cos) / 2, 1 + alpha, -2 * cos, 1 - alpha);
    case 'bandPass':
      return over(alpha, 0, -alpha, 1 + alpha, -2 * cos, 1 - alpha);
    case 'peak':
      return over(1 + alpha * a, -2 * cos, 1 - alpha * a, 1 + alpha / a, -2 * cos, 1 - alpha / a);
    case 'lowShelf':
    case 'highShelf': {
      // The two shelves are mirror images: the cosine changes sign, and with it b1 and a1.
      const s = spec.kind === 'lowShelf' ? 1 : -1;
      const c = s * cos;
      const root = 2 * Math.sqrt(a) * alpha;
      return over(
        a * (a + 1 - (a - 1) * c + root),
        s * 2 * a * (a - 1 - (a + 1) * c),
        a * (a + 1 - (a - 1) * c - root),
        a + 1 + (a - 1) * c + root,
        s * -2 * (a - 1 + (a + 1) * c),
        a + 1 + (a - 1) * c - root,
      );
    }
    default:
      return spec.kind satisfies never;
  }
}

/** Filters the first `count` samples in place, from rest. Transposed direct form II, double precision. */
export function applyBiquad(filter: Biquad, samples: Float32Array | Float64Array, count = samples.length): void {
  const { b0, b1, b2, a1, a2 } = filter;
  let s1 = 0;
  let s2 = 0;
  for (let i = 0; i < count; i++) {
    const x = samples[i];
    const y = b0 * x + s1;
    s1 = b1 * x - a1 * y + s2;
    s2 = b2 * x - a2 * y;
    samples[i] = y;
  }
}
