/**
 * The real transform of ../../fft.ts for four signals at once: lane l of every vector belongs to
 * signal l, so that nothing is ever shuffled. Same method, same tables, in single precision.
 *
 * `segment` holds sample i of the four signals at 16 i. `spectrum` holds bin k at 32 k, its real
 * parts and then its imaginary ones.
 */

import { allocate } from './memory';
import { add, mul, sub } from './vector';

/** Complex points: half the transform's length. */
let points: i32 = 0;
let leaf: i32 = 0;

/** Where the tables go, which the caller fills: i32, then f32 as ../../fft.ts lays them out. */
export let offsets: usize = 0;
export let twiddles: usize = 0;
export let cosine: usize = 0;
export let sine: usize = 0;

export let segment: usize = 0;
export let spectrum: usize = 0;

/** Lays out a transform of `size` samples, with `leafSize` 4 or 8 and `twiddleCount` values in all layers. */
export function layOut(size: i32, leafSize: i32, twiddleCount: i32): void {
  points = size / 2;
  leaf = leafSize;
  offsets = allocate((points / leafSize) * 4);
  twiddles = allocate(twiddleCount * 4);
  cosine = allocate((points / 2 + 1) * 4);
  sine = allocate((points / 2 + 1) * 4);
  segment = allocate(size * 16);
  spectrum = allocate((points + 1) * 32);
}

/** From `segment` to `spectrum`: bins 0 to size / 2. */
export function forward(): void {
  transform();
  const m = points;
  const z = spectrum;
  const half = f32x4.splat(0.5);
  const zero = f32x4.splat(0);
  const firstR = v128.load(z);
  const firstI = v128.load(z, 16);
  const end = z + 32 * m;
  v128.store(z, add(firstR, firstI));
  v128.store(z, zero, 16);
  v128.store(end, sub(firstR, firstI));
  v128.store(end, zero, 16);
  let c = cosine;
  let s = sine;
  for (let k = z + 32, j = end - 32; k <= j; k += 32, j -= 32) {
    c += 4;
    s += 4;
    const ar = v128.load(k);
    const ai = v128.load(k, 16);
    const br = v128.load(j);
    const bi = v128.load(j, 16);
    const evenR = mul(half, add(ar, br));
    const evenI = mul(half, sub(ai, bi));
    const oddR = mul(half, add(ai, bi));
    const oddI = mul(half, sub(br, ar));
    const cos = v128.load32_splat(c);
    const sin = v128.load32_splat(s);
    const tr = add(mul(oddR, cos), mul(oddI, sin));
    const ti = sub(mul(oddI, cos), mul(oddR, sin));
    v128.store(k, add(evenR, tr));
    v128.store(k, add(evenI, ti), 16);
    v128.store(j, sub(evenR, tr));
    v128.store(j, sub(ti, evenI), 16);
  }
}

/**
 * The inverse, scaled by 1 / size: from `spectrum`, which it overwrites, to `spectrum` as complex
 * points, of which point i holds sample 2 i as its real part and sample 2 i + 1 negated as its
 * imaginary one. (The transform of a conjugate is the conjugate of the inverse.)
 */
export function inverse(): void {
  const m = points;
  const z = spectrum;
  const p = segment;
  const half = f32x4.splat(<f32>0.5 / <f32>m);
  const firstR = v128.load(z);
  const lastR = v128.load(z + 32 * m);
  v128.store(p, mul(half, add(firstR, lastR)));
  v128.store(p, mul(half, sub(lastR, firstR)), 16);
  let c = cosine;
  let s = sine;
  for (let k = 32, j = 32 * (m - 1); k <= j; k += 32, j -= 32) {
    c += 4;
    s += 4;
    const ar = v128.load(z + k);
    const ai = v128.load(z + k, 16);
    const br = v128.load(z + j);
    const bi = v128.load(z + j, 16);
    const evenR = mul(half, add(ar, br));
    const evenI = mul(half, sub(ai, bi));
    const dr = mul(half, sub(ar, br));
    const di = mul(half, add(ai, bi));
    const cos = v128.load32_splat(c);
    const sin = v128.load32_splat(s);
    const oddR = sub(mul(dr, cos), mul(di, sin));
    const oddI = add(mul(dr, sin), mul(di, cos));
    v128.store(p + k, sub(evenR, oddI));
    v128.store(p + k, f32x4.neg(add(evenI, oddR)), 16);
    v128.store(p + j, add(evenR, oddI));
    v128.store(p + j, sub(evenI, oddR), 16);
  }
  transform();
}

/** Complex transform of `segment`, read as points of 32 bytes, into `spectrum`. */
function transform(): void {
  if (leaf === 4) leaves4();
  else leaves8();
  let table = twiddles;
  for (let span = leaf; span < points; span *= 4) {
    combine4(table, span);
    table += 24 * span;
  }
}

function leaves4(): void {
  const count = points / 4;
  const step = 32 * count;
  let out = spectrum;
  for (let b = 0; b < count; b++, out += 128) {
    const i0 = segment + 32 * load<i32>(offsets + 4 * b);
    const i1 = i0 + step;
    const i2 = i1 + step;
    const i3 = i2 + step;
    const ar = v128.load(i0);
    const ai = v128.load(i0, 16);
    const br = v128.load(i1);
    const bi = v128.load(i1, 16);
    const cr = v128.load(i2);
    const ci = v128.load(i2, 16);
    const dr = v128.load(i3);
    const di = v128.load(i3, 16);
    butterfly(out, 32, ar, ai, br, bi, cr, ci, dr, di);
  }
}

function leaves8(): void {
  const count = points / 8;
  const step = 32 * count;
  const root = f32x4.splat(<f32>Math.SQRT1_2);
  let out = spectrum;
  for (let b = 0; b < count; b++, out += 256) {
    const i0 = segment + 32 * load<i32>(offsets + 4 * b);
    const i1 = i0 + step;
    // Even samples 0, 2, 4, 6 and odd ones 1, 3, 5, 7, each by a radix-4 butterfly ...
    half8(out, i0, 2 * step);
    half8(out + 128, i1, 2 * step);
    // ... joined by turns of exp(-i pi k / 4).
    const q1r = v128.load(out, 160);
    const q1i = v128.load(out, 176);
    const q3r = v128.load(out, 224);
    const q3i = v128.load(out, 240);
    join8(out, v128.load(out, 128), v128.load(out, 144));
    join8(out + 32, mul(root, add(q1r, q1i)), mul(root, sub(q1i, q1r)));
    join8(out + 64, v128.load(out, 208), f32x4.neg(v128.load(out, 192)));
    join8(out + 96, mul(root, sub(q3i, q3r)), f32x4.neg(mul(root, add(q3r, q3i))));
  }
}

/** Four points `step` apart, transformed, side by side. */
// @ts-ignore: a decorator of AssemblyScript's, on a function
@inline
function half8(out: usize, i0: usize, step: usize): void {
  const i1 = i0 + step;
  const i2 = i1 + step;
  const i3 = i2 + step;
  butterfly(
    out, 32,
    v128.load(i0), v128.load(i0, 16),
    v128.load(i1), v128.load(i1, 16),
    v128.load(i2), v128.load(i2, 16),
    v128.load(i3), v128.load(i3, 16),
  );
}

/** The point at `at` plus and minus q, the latter four points further. */
// @ts-ignore: a decorator of AssemblyScript's, on a function
@inline
function join8(at: usize, qr: v128, qi: v128): void {
  const pr = v128.load(at);
  const pi = v128.load(at, 16);
  v128.store(at, add(pr, qr));
  v128.store(at, add(pi, qi), 16);
  v128.store(at, sub(pr, qr), 128);
  v128.store(at, sub(pi, qi), 144);
}

/** One radix-4 layer in place: blocks of 4 span from four transforms of span each. */
function combine4(table: usize, span: i32): void {
  const apart = <usize>span * 32;
  const end = spectrum + <usize>points * 32;
  for (let block = spectrum; block < end; block += 4 * apart) {
    let t = table;
    for (let i0 = block, stop = block + apart; i0 < stop; i0 += 32, t += 24) {
      const i1 = i0 + apart;
      const i2 = i1 + apart;
      const i3 = i2 + apart;
      const x1r = v128.load(i1);
      const x1i = v128.load(i1, 16);
      const c1 = v128.load32_splat(t);
      const s1 = v128.load32_splat(t, 4);
      const br = sub(mul(x1r, c1), mul(x1i, s1));
      const bi = add(mul(x1r, s1), mul(x1i, c1));
      const x2r = v128.load(i2);
      const x2i = v128.load(i2, 16);
      const c2 = v128.load32_splat(t, 8);
      const s2 = v128.load32_splat(t, 12);
      const cr = sub(mul(x2r, c2), mul(x2i, s2));
      const ci = add(mul(x2r, s2), mul(x2i, c2));
      const x3r = v128.load(i3);
      const x3i = v128.load(i3, 16);
      const c3 = v128.load32_splat(t, 16);
      const s3 = v128.load32_splat(t, 20);
      const dr = sub(mul(x3r, c3), mul(x3i, s3));
      const di = add(mul(x3r, s3), mul(x3i, c3));
      butterfly(i0, apart, v128.load(i0), v128.load(i0, 16), br, bi, cr, ci, dr, di);
    }
  }
}

/** Radix-4 butterfly of a, b, c, d, stored `apart` bytes from each other. */
// @ts-ignore: a decorator of AssemblyScript's, on a function
@inline
function butterfly(
  at: usize, apart: usize,
  ar: v128, ai: v128, br: v128, bi: v128, cr: v128, ci: v128, dr: v128, di: v128,
): void {
  const sr = add(ar, cr);
  const si = add(ai, ci);
  const er = sub(ar, cr);
  const ei = sub(ai, ci);
  const tr = add(br, dr);
  const ti = add(bi, di);
  const fr = sub(br, dr);
  const fi = sub(bi, di);
  v128.store(at, add(sr, tr));
  v128.store(at, add(si, ti), 16);
  const a1 = at + apart;
  v128.store(a1, add(er, fi));
  v128.store(a1, sub(ei, fr), 16);
  const a2 = a1 + apart;
  v128.store(a2, sub(sr, tr));
  v128.store(a2, sub(si, ti), 16);
  const a3 = a2 + apart;
  v128.store(a3, sub(er, fi));
  v128.store(a3, add(ei, fr), 16);
}
