/** The power of four spectra: summed up, or drawn towards four mels (../../mel-inversion.ts). */

import { spectrum } from './fft';
import { allocate } from './memory';
import { add, mul, sub } from './vector';

let bins: i32 = 0;
let mels: i32 = 0;
/** Power that a normalised mel of 1 stands for, and how many octaves of power lie below it at 0. */
let top: f32 = 0;
let octaves: f32 = 0;
/** What a band's power is held above as a denominator, and the bound on the gain of one step, either way. */
let tiny: f32 = 0;
let mostGain: f32 = 0;

/** Tables of the filter bank (../../mel.ts), which the caller fills: i32 [mels + 2], f32 [bins] twice. */
export let edges: usize = 0;
export let rise: usize = 0;
export let fall: usize = 0;

/** Power of the spectra, [bins] vectors; what each band is to be scaled by, [mels]. */
let power: usize = 0;
let ratio: usize = 0;

export function layOutMel(
  binCount: i32, melCount: i32, topPower: f32, octavesBelow: f32, leastPower: f32, gain: f32,
): void {
  bins = binCount;
  mels = melCount;
  top = topPower;
  octaves = octavesBelow;
  tiny = leastPower;
  mostGain = gain;
  edges = allocate((mels + 2) * 4);
  rise = allocate(bins * 4);
  fall = allocate(bins * 4);
  power = allocate(bins * 16);
  ratio = allocate(mels * 16);
}

/** Adds each lane's |X|^2 times its weight to the [binCount] vectors at `into`. Needs no mels. */
export function addPower(into: usize, binCount: i32, a: f32, b: f32, c: f32, d: f32): void {
  const weights = f32x4(a, b, c, d);
  let z = spectrum;
  for (let end = into + <usize>binCount * 16; into < end; into += 16, z += 32) {
    v128.store(into, add(v128.load(into), mul(weights, squared(z))));
  }
}

/**
 * `count` vectors of normalised log-mel in [0, 1] to power at `target`, and to the greatest gain
 * that a band may get in one step at `most`: 1 where the mel is at its floor.
 */
export function targets(mel: usize, target: usize, most: usize, count: i32): void {
  const one = f32x4.splat(1);
  for (let i: usize = 0, end = <usize>count * 16; i < end; i += 16) {
    const value = v128.load(mel + i);
    v128.store(target + i, mul(f32x4.splat(top), exp2(mul(sub(value, one), f32x4.splat(octaves)))));
    v128.store(most + i, v128.bitselect(f32x4.splat(mostGain), one, f32x4.gt(value, f32x4.splat(0))));
  }
}

/**
 * Gives the spectra, phase kept, the powers that `steps` Richardson-Lucy steps lead to from their
 * own plus `least`. `target` and `most`: [mels] vectors each, as `targets` writes them.
 */
export function draw(target: usize, most: usize, steps: i32, least: f32): void {
  const added = f32x4.splat(least);
  let z = spectrum;
  for (let p = power, end = power + <usize>bins * 16; p < end; p += 16, z += 32) v128.store(p, add(squared(z), added));
  for (let n = 0; n < steps; n++) {
    measure(target, most);
    scale();
  }
  takePower();
}

/** The ratio of target to the power's own mel in each band, within bounds. */
function measure(target: usize, most: usize): void {
  const least = f32x4.splat(1 / mostGain);
  let carried = f32x4.splat(0);
  let k: usize = load<i32>(edges);
  for (let i = 0; i <= mels; i++) {
    let rising = f32x4.splat(0);
    let falling = f32x4.splat(0);
    for (const end: usize = load<i32>(edges + 4 * i, 4); k < end; k++) {
      const p = v128.load(power + 16 * k);
      rising = add(rising, mul(p, v128.load32_splat(rise + 4 * k)));
      falling = add(falling, mul(p, v128.load32_splat(fall + 4 * k)));
    }
    if (i > 0) {
      const at: usize = 16 * (i - 1);
      const exact = f32x4.div(v128.load(target + at), add(add(carried, falling), f32x4.splat(tiny)));
      v128.store(ratio + at, f32x4.pmin(v128.load(most + at), f32x4.pmax(least, exact)));
    }
    carried = rising;
  }
}

/** Each bin's power by the mean of the ratios of its filters; beyond the outermost peaks, by theirs. */
function scale(): void {
  let k: usize = 0;
  let down = v128.load(ratio);
  for (let i = 0; i <= mels; i++) {
    const up = i < mels ? v128.load(ratio + 16 * <usize>i) : down;
    const slope = sub(up, down);
    for (const end: usize = i < mels ? load<i32>(edges + 4 * i, 4) : bins; k < end; k++) {
      const at = power + 16 * k;
      v128.store(at, mul(v128.load(at), add(down, mul(slope, v128.load32_splat(rise + 4 * k)))));
    }
    down = up;
  }
}

/** Scales the spectra to `power`, phase kept; zero stays zero. */
function takePower(): void {
  let z = spectrum;
  for (let p = power, end = power + <usize>bins * 16; p < end; p += 16, z += 32) {
    const gain = f32x4.sqrt(f32x4.div(v128.load(p), add(squared(z), f32x4.splat(1e-30))));
    v128.store(z, mul(v128.load(z), gain));
    v128.store(z, mul(v128.load(z, 16), gain), 16);
  }
}

function squared(z: usize): v128 {
  const re = v128.load(z);
  const im = v128.load(z, 16);
  return add(mul(re, re), mul(im, im));
}

/** 2^x to 1e-7 of itself for |x| < 126: the whole part as exponent, the rest by its series. */
function exp2(x: v128): v128 {
  const whole = f32x4.nearest(x);
  const t = mul(sub(x, whole), f32x4.splat(<f32>Math.LN2));
  let sum = f32x4.splat(1);
  for (let n = 7; n > 0; n--) sum = add(f32x4.splat(1), mul(mul(t, f32x4.splat(<f32>1 / <f32>n)), sum));
  const exponent = i32x4.add(i32x4.trunc_sat_f32x4_s(whole), i32x4.splat(127));
  return mul(sum, i32x4.shl(exponent, 23));
}
