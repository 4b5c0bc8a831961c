/**
 * Fast Fourier transform of real signals whose length is a power of two.
 * A plan holds its twiddles and scratch, so that a transform allocates nothing; it is therefore
 * not re-entrant, which one thread never notices. Not a general FFT: no complex input, no other
 * lengths.
 *
 * Method: n real samples as n/2 complex ones, decimation in time with radix 4 (one twiddle-free
 * radix-4 or radix-8 layer that also does the digit reversal, then radix-4 layers), then the
 * split into the spectrum of a real signal (Numerical Recipes, 3rd ed., 12.3.2). Double precision
 * throughout: in V8 it is faster than Float32Array, whose every access converts.
 */

const SQRT_HALF = Math.SQRT1_2;

export interface RealFft {
  /** Transform length. */
  readonly size: number;
  /** Bins 0..size/2, both ends included. */
  readonly bins: number;
  /**
   * X[k] = sum_n x[n] exp(-2 pi i k n / size) for k = 0..size/2.
   * `input` holds `size` samples and is left alone; `re` and `im` take `bins` values from index
   * `at` on (a row of a matrix, say).
   */
  forward(input: Float64Array, re: Float64Array, im: Float64Array, at?: number): void;
  /**
   * The inverse of `forward`, scaled by 1/size. The imaginary parts of the first and last bin
   * are taken as zero. `out` takes `size` samples and must not be `re` or `im`.
   */
  inverse(re: Float64Array, im: Float64Array, out: Float64Array, at?: number): void;
}

const plans = new Map<number, RealFft>();

/** The shared plan for real transforms of `size` samples: a power of two, 16 or more. */
export function createRealFft(size: number): RealFft {
  const known = plans.get(size);
  if (known) return known;
  if (size < 16 || !Number.isInteger(Math.log2(size))) {
    throw new RangeError(`FFT size must be a power of two from 16 on, not ${String(size)}`);
  }
  const plan = makePlan(size);
  plans.set(size, plan);
  return plan;
}

/** What a real transform of n samples looks up; the kernel's transforms take the same. */
export interface FftTables {
  /** Points that the first layer joins: 4, or 8 where log2(n / 2) is odd. */
  readonly leafSize: 4 | 8;
  /** Complex point that each leaf begins with; the others follow n / 2 / leafSize apart. */
  readonly offsets: Int32Array;
  /**
   * Per layer of radix 4, from the shortest span: for k = 0..span-1, exp(-2 pi i k / (4 span)) to
   * the powers 1, 2, 3, as (re, im).
   */
  readonly layers: readonly Float64Array[];
  /** Of 2 pi k / n for k = 0..n/4. */
  readonly cosine: Float64Array;
  readonly sine: Float64Array;
}

/** The tables for `n`, a power of two from 16 on. */
export function fftTables(n: number): FftTables {
  const m = n / 2;
  const leafSize = Math.log2(m) % 2 === 0 ? 4 : 8;
  const cosine = new Float64Array(m / 2 + 1);
  const sine = new Float64Array(m / 2 + 1);
  for (let k = 0; k <= m / 2; k++) {
    cosine[k] = Math.cos((2 * Math.PI * k) / n);
    sine[k] = Math.sin((2 * Math.PI * k) / n);
  }
  return { leafSize, offsets: leafOffsets(m, leafSize), layers: radix4Twiddles(m, leafSize), cosine, sine };
}

function makePlan(n: number): RealFft {
  const m = n / 2;
  const quarter = m / 2;
  const { leafSize, offsets, layers, cosine, sine } = fftTables(n);
  const wr = new Float64Array(m);
  const wi = new Float64Array(m);
  const packed = new Float64Array(n);

  /** Complex transform of interleaved `z`, into wr + i wi; `swap` exchanges real and imaginary. */
  const transform = (z: Float64Array, swap: 0 | 1): void => {
    if (leafSize === 4) leaves4(z, swap, offsets, wr, wi);
    else leaves8(z, swap, offsets, wr, wi);
    for (const layer of layers) combine4(layer, wr, wi);
  };

  const forward = (input: Float64Array, re: Float64Array, im: Float64Array, at = 0): void => {
    transform(input, 0);
    re[at] = wr[0] + wi[0];
    im[at] = 0;
    re[at + m] = wr[0] - wi[0];
    im[at + m] = 0;
    for (let k = 1, j = m - 1; k <= quarter; k++, j--) {
      const ar = wr[k];
      const ai = wi[k];
      const br = wr[j];
      const bi = wi[j];
      const evenR = 0.5 * (ar + br);
      const evenI = 0.5 * (ai - bi);
      const oddR = 0.5 * (ai + bi);
      const oddI = 0.5 * (br - ar);
      const c = cosine[k];
      const s = sine[k];
      const tr = oddR * c + oddI * s;
      const ti = oddI * c - oddR * s;
      re[at + k] = evenR + tr;
      im[at + k] = evenI + ti;
      re[at + j] = evenR - tr;
      im[at + j] = ti - evenI;
    }
  };

  const inverse = (re: Float64Array, im: Float64Array, out: Float64Array, at = 0): void => {
    const half = 0.5 / m;
    packed[0] = (re[at] + re[at + m]) * half;
    packed[1] = (re[at] - re[at + m]) * half;
    for (let k = 1, j = m - 1; k <= quarter; k++, j--) {
      const ar = re[at + k];
      const ai = im[at + k];
      const br = re[at + j];
      const bi = im[at + j];
      const evenR = (ar + br) * half;
      const evenI = (ai - bi) * half;
      const dr = (ar - br) * half;
      const di = (ai + bi) * half;
      const c = cosine[k];
      const s = sine[k];
      const oddR = dr * c - di * s;
      const oddI = dr * s + di * c;
      packed[2 * k] = evenR - oddI;
      packed[2 * k + 1] = evenI + oddR;
      packed[2 * j] = evenR + oddI;
      packed[2 * j + 1] = oddR - evenI;
    }
    transform(packed, 1);
    for (let i = 0; i < m; i++) {
      out[2 * i] = wi[i];
      out[2 * i + 1] = wr[i];
    }
  };

  return { size: n, bins: m + 1, forward, inverse };
}

function leafOffsets(m: number, leafSize: number): Int32Array {
  let offsets = Int32Array.of(0);
  for (let stride = 1; offsets.length < m / leafSize; stride *= 4) {
    const next = new Int32Array(offsets.length * 4);
    for (let i = 0; i < offsets.length; i++) {
      for (let q = 0; q < 4; q++) next[4 * i + q] = offsets[i] + q * stride;
    }
    offsets = next;
  }
  return offsets;
}

function radix4Twiddles(m: number, leafSize: number): Float64Array[] {
  const layers: Float64Array[] = [];
  for (let span = leafSize; span < m; span *= 4) {
    const table = new Float64Array(span * 6);
    for (let k = 0; k < span; k++) {
      for (let p = 1; p <= 3; p++) {
        const angle = (-2 * Math.PI * k * p) / (4 * span);
        table[6 * k + 2 * p - 2] = Math.cos(angle);
        table[6 * k + 2 * p - 1] = Math.sin(angle);
      }
    }
    layers.push(table);
  }
  return layers;
}

function leaves4(
  z: Float64Array,
  swap: 0 | 1,
  offsets: Int32Array,
  wr: Float64Array,
  wi: Float64Array,
): void {
  const step = 2 * offsets.length;
  const flip = swap === 0 ? 1 : -1;
  for (let b = 0, o = 0; b < offsets.length; b++, o += 4) {
    const i0 = 2 * offsets[b] + swap;
    const i1 = i0 + step;
    const i2 = i1 + step;
    const i3 = i2 + step;
    const sr = z[i0] + z[i2];
    const si = z[i0 + flip] + z[i2 + flip];
    const dr = z[i0] - z[i2];
    const di = z[i0 + flip] - z[i2 + flip];
    const tr = z[i1] + z[i3];
    const ti = z[i1 + flip] + z[i3 + flip];
    const er = z[i1] - z[i3];
    const ei = z[i1 + flip] - z[i3 + flip];
    wr[o] = sr + tr;
    wi[o] = si + ti;
    wr[o + 1] = dr + ei;
    wi[o + 1] = di - er;
    wr[o + 2] = sr - tr;
    wi[o + 2] = si - ti;
    wr[o + 3] = dr - ei;
    wi[o + 3] = di + er;
  }
}

function leaves8(
  z: Float64Array,
  swap: 0 | 1,
  offsets: Int32Array,
  wr: Float64Array,
  wi: Float64Array,
): void {
  const step = 2 * offsets.length;
  const flip = swap === 0 ? 1 : -1;
  for (let b = 0, o = 0; b < offsets.length; b++, o += 8) {
    const i0 = 2 * offsets[b] + swap;
    const i1 = i0 + step;
    const i2 = i1 + step;
    const i3 = i2 + step;
    const i4 = i3 + step;
    const i5 = i4 + step;
    const i6 = i5 + step;
    const i7 = i6 + step;
    // Even samples 0, 2, 4, 6: a radix-4 butterfly into p0..p3.
    const asr = z[i0] + z[i4];
    const asi = z[i0 + flip] + z[i4 + flip];
    const adr = z[i0] - z[i4];
    const adi = z[i0 + flip] - z[i4 + flip];
    const bsr = z[i2] + z[i6];
    const bsi = z[i2 + flip] + z[i6 + flip];
    const bdr = z[i2] - z[i6];
    const bdi = z[i2 + flip] - z[i6 + flip];
    const p0r = asr + bsr;
    const p0i = asi + bsi;
    const p1r = adr + bdi;
    const p1i = adi - bdr;
    const p2r = asr - bsr;
    const p2i = asi - bsi;
    const p3r = adr - bdi;
    const p3i = adi + bdr;
    // Odd samples 1, 3, 5, 7 into q0..q3, then turned by exp(-i pi k / 4).
    const csr = z[i1] + z[i5];
    const csi = z[i1 + flip] + z[i5 + flip];
    const cdr = z[i1] - z[i5];
    const cdi = z[i1 + flip] - z[i5 + flip];
    const dsr = z[i3] + z[i7];
    const dsi = z[i3 + flip] + z[i7 + flip];
    const ddr = z[i3] - z[i7];
    const ddi = z[i3 + flip] - z[i7 + flip];
    const q0r = csr + dsr;
    const q0i = csi + dsi;
    const u1r = cdr + ddi;
    const u1i = cdi - ddr;
    const q1r = (u1r + u1i) * SQRT_HALF;
    const q1i = (u1i - u1r) * SQRT_HALF;
    const q2r = csi - dsi;
    const q2i = dsr - csr;
    const u3r = cdr - ddi;
    const u3i = cdi + ddr;
    const q3r = (u3i - u3r) * SQRT_HALF;
    const q3i = -(u3r + u3i) * SQRT_HALF;
    wr[o] = p0r + q0r;
    wi[o] = p0i + q0i;
    wr[o + 1] = p1r + q1r;
    wi[o + 1] = p1i + q1i;
    wr[o + 2] = p2r + q2r;
    wi[o + 2] = p2i + q2i;
    wr[o + 3] = p3r + q3r;
    wi[o + 3] = p3i + q3i;
    wr[o + 4] = p0r - q0r;
    wi[o + 4] = p0i - q0i;
    wr[o + 5] = p1r - q1r;
    wi[o + 5] = p1i - q1i;
    wr[o + 6] = p2r - q2r;
    wi[o + 6] = p2i - q2i;
    wr[o + 7] = p3r - q3r;
    wi[o + 7] = p3i - q3i;
  }
}

/** One radix-4 layer in place: blocks of 4 span from four transforms of span each. */
function combine4(table: Float64Array, wr: Float64Array, wi: Float64Array): void {
  const span = table.length / 6;
  const m = wr.length;
  for (let block = 0; block < m; block += 4 * span) {
    for (let k = 0, t = 0, i0 = block; k < span; k++, t += 6, i0++) {
      const i1 = i0 + span;
      const i2 = i1 + span;
      const i3 = i2 + span;
      const x1r = wr[i1];
      const x1i = wi[i1];
      const x2r = wr[i2];
      const x2i = wi[i2];
      const x3r = wr[i3];
      const x3i = wi[i3];
      const br = x1r * table[t] - x1i * table[t + 1];
      const bi = x1r * table[t + 1] + x1i * table[t];
      const cr = x2r * table[t + 2] - x2i * table[t + 3];
      const ci = x2r * table[t + 3] + x2i * table[t + 2];
      const dr = x3r * table[t + 4] - x3i * table[t + 5];
      const di = x3r * table[t + 5] + x3i * table[t + 4];
      const ar = wr[i0];
      const ai = wi[i0];
      const sr = ar + cr;
      const si = ai + ci;
      const er = ar - cr;
      const ei = ai - ci;
      const tr = br + dr;
      const ti = bi + di;
      const fr = br - dr;
      const fi = bi - di;
      wr[i0] = sr + tr;
      wi[i0] = si + ti;
      wr[i1] = er + fi;
      wi[i1] = ei - fr;
      wr[i2] = sr - tr;
      wi[i2] = si - ti;
      wr[i3] = er - fi;
      wi[i3] = ei + fr;
    }
  }
}
