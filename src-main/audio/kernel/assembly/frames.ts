/** Four frames of a signal under a window: into the transform's lanes, and back by overlap-add. */

import { segment, spectrum } from './fft';
import { allocate } from './memory';
import { add, mul } from './vector';

let size: i32 = 0;

/** `size` values of f32, which the caller fills. */
export let window: usize = 0;

export function layOutWindow(length: i32): void {
  size = length;
  window = allocate(length * 4);
}

/** Windows `size` samples (f32) at `a`, and those `apart` bytes further for each lane, into `segment`. */
export function take(a: usize, apart: usize): void {
  const b = a + apart;
  const c = b + apart;
  const d = c + apart;
  let out = segment;
  for (let i: usize = 0, end = <usize>size * 4; i < end; i += 16, out += 64) {
    const w = v128.load(window + i);
    transpose(out, mul(w, v128.load(a + i)), mul(w, v128.load(b + i)), mul(w, v128.load(c + i)), mul(w, v128.load(d + i)));
  }
}

/** Adds what `inverse` left, windowed, to the sums at `a` and so on: the first `count` lanes. */
export function put(a: usize, apart: usize, count: i32): void {
  const b = a + apart;
  const c = b + apart;
  const d = c + apart;
  const rows = segment;
  let from = spectrum;
  for (let i: usize = 0, end = <usize>size * 4; i < end; i += 16, from += 64) {
    const w = v128.load(window + i);
    transpose(rows, v128.load(from), f32x4.neg(v128.load(from, 16)), v128.load(from, 32), f32x4.neg(v128.load(from, 48)));
    accumulate(a + i, mul(w, v128.load(rows)));
    if (count > 1) accumulate(b + i, mul(w, v128.load(rows, 16)));
    if (count > 2) accumulate(c + i, mul(w, v128.load(rows, 32)));
    if (count > 3) accumulate(d + i, mul(w, v128.load(rows, 48)));
  }
}

/** `bytes` / 4 values of f32: out = sum * gain. */
export function normalise(sum: usize, gain: usize, out: usize, bytes: usize): void {
  for (let i: usize = 0; i < bytes; i += 16) v128.store(out + i, mul(v128.load(sum + i), v128.load(gain + i)));
}

function accumulate(at: usize, x: v128): void {
  v128.store(at, add(v128.load(at), x));
}

/** Four vectors as the columns of a 4 x 4 matrix, written as its rows. */
function transpose(out: usize, a: v128, b: v128, c: v128, d: v128): void {
  const ab0 = v128.shuffle<f32>(a, b, 0, 4, 1, 5);
  const ab1 = v128.shuffle<f32>(a, b, 2, 6, 3, 7);
  const cd0 = v128.shuffle<f32>(c, d, 0, 4, 1, 5);
  const cd1 = v128.shuffle<f32>(c, d, 2, 6, 3, 7);
  v128.store(out, v128.shuffle<f32>(ab0, cd0, 0, 1, 4, 5));
  v128.store(out, v128.shuffle<f32>(ab0, cd0, 2, 3, 6, 7), 16);
  v128.store(out, v128.shuffle<f32>(ab1, cd1, 0, 1, 4, 5), 32);
  v128.store(out, v128.shuffle<f32>(ab1, cd1, 2, 3, 6, 7), 48);
}
