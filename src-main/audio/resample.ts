/**
 * Sample-rate conversion by a windowed sinc, one polyphase bank for every ratio. Linear phase
 * and centred: an event at t seconds stays at t seconds. It is offline only (whole arrays, no
 * streams), and silence is assumed before the first sample and after the last.
 *
 * The kernel is designed once, in samples of the lower of the two rates (J. O. Smith, "Digital
 * Audio Resampling", CCRMA, 2002): pass band to 0.4535 of that rate (20 kHz at 44.1 kHz), stop
 * band from its Nyquist on at -100 dB, Kaiser window. Beta and length follow Kaiser's formulas
 * (Oppenheim & Schafer, "Discrete-Time Signal Processing", eqs. 7.75 and 7.76).
 */

const STOP_DB = 100;
const PASS_EDGE = 0.4535;
const STOP_EDGE = 0.5;
const CUTOFF = (PASS_EDGE + STOP_EDGE) / 2;
const BETA = 0.1102 * (STOP_DB - 8.7);
/** Samples of the lower rate on either side of the centre: 69. */
const HALF_WIDTH = Math.ceil((STOP_DB - 7.95) / (2.285 * 2 * Math.PI * (STOP_EDGE - PASS_EDGE)) / 2);

/** Points a sample in the design table; read linearly, its error is below -130 dB. */
const TABLE_STEPS = 2048;
/** Ratios with up to so many phases get a bank row for each, so that they are exact. */
const MAX_EXACT_PHASES = 1024;
/** Rows where the phase is interpolated between two of them: images below -100 dB. */
const INTERPOLATED_PHASES = 512;
const MAX_CACHED_BANKS = 8;

interface Bank {
  /** Row p holds the taps for a position p / phases after an input sample; row `phases` closes. */
  taps: Float64Array;
  /** Taps a row; even: half of them before the position, half after. */
  width: number;
  phases: number;
}

let table: Float64Array | undefined;
const banks = new Map<string, Bank>();

/**
 * Resamples, keeping time: output m is the band-limited input at m * fromRate / toRate samples.
 * Integer rates of a small ratio (44 100 / 48 000 = 147 / 160) are exact; any other positive
 * ratio (a pitch shift by 2^(3/12), say) works too.
 * @param x mono samples; unchanged.
 * @returns round(x.length * toRate / fromRate) samples.
 * @throws RangeError where a rate is not a positive finite number.
 */
export function resample(x: Float32Array, fromRate: number, toRate: number): Float32Array {
  if (!(fromRate > 0 && toRate > 0 && Number.isFinite(fromRate) && Number.isFinite(toRate))) {
    throw new RangeError(`cannot resample from ${String(fromRate)} to ${String(toRate)} Hz`);
  }
  if (fromRate === toRate) return x.slice();
  const out = new Float32Array(Math.round((x.length * toRate) / fromRate));
  const whole = Number.isInteger(fromRate) && Number.isInteger(toRate);
  const divisor = whole ? greatestCommonDivisor(fromRate, toRate) : 1;
  const exact = whole && toRate / divisor <= MAX_EXACT_PHASES;
  const up = toRate / divisor;
  const down = fromRate / divisor;
  const bank = bankFor(exact ? up : INTERPOLATED_PHASES, Math.min(1, toRate / fromRate));
  const step = fromRate / toRate;
  for (let m = 0; m < out.length; m++) {
    if (exact) {
      const position = m * down;
      const phase = position % up;
      out[m] = correlate(x, bank, (position - phase) / up, phase);
    } else {
      // A product, not a running sum: rounding must not add up along the sound.
      const position = m * step;
      const base = Math.floor(position);
      const fine = (position - base) * bank.phases;
      const phase = Math.floor(fine);
      const low = correlate(x, bank, base, phase);
      out[m] = low + (fine - phase) * (correlate(x, bank, base, phase + 1) - low);
    }
  }
  return out;
}

/** Row `phase` laid over x, its position between x[base] and x[base + 1]. */
function correlate(x: Float32Array, bank: Bank, base: number, phase: number): number {
  const { taps, width } = bank;
  const first = base - width / 2 + 1;
  const from = Math.max(0, -first);
  const to = Math.min(width, x.length - first);
  const row = phase * width;
  let sum = 0;
  for (let k = from; k < to; k++) sum += x[first + k] * taps[row + k];
  return sum;
}

/**
 * @param scale the lower rate over the input's: the kernel is stretched by 1 / scale, so that it
 *   cuts below the output's Nyquist.
 */
function bankFor(phases: number, scale: number): Bank {
  const key = `${String(phases)}/${String(scale)}`;
  const known = banks.get(key);
  if (known) return known;
  const half = Math.ceil(HALF_WIDTH / scale);
  const width = 2 * half;
  const taps = new Float64Array((phases + 1) * width);
  for (let p = 0; p <= phases; p++) {
    let sum = 0;
    for (let k = 0; k < width; k++) {
      const tap = kernel((k - half + 1 - p / phases) * scale);
      taps[p * width + k] = tap;
      sum += tap;
    }
    // Every phase passes DC alike, or a constant input would come out with a ripple.
    for (let k = 0; k < width; k++) taps[p * width + k] /= sum;
  }
  const bank = { taps, width, phases };
  const oldest = banks.keys().next();
  if (banks.size >= MAX_CACHED_BANKS && !oldest.done) banks.delete(oldest.value);
  banks.set(key, bank);
  return bank;
}

/** The designed low-pass at t samples of the lower rate from its centre. */
function kernel(t: number): number {
  table ??= designTable();
  const at = Math.abs(t) * TABLE_STEPS;
  const i = Math.floor(at);
  if (i >= table.length - 1) return 0;
  return table[i] + (at - i) * (table[i + 1] - table[i]);
}

function designTable(): Float64Array {
  const out = new Float64Array(HALF_WIDTH * TABLE_STEPS + 1);
  const top = besselI0(BETA);
  for (let i = 0; i < out.length; i++) {
    const t = i / TABLE_STEPS;
    const angle = 2 * Math.PI * CUTOFF * t;
    const sinc = i === 0 ? 1 : Math.sin(angle) / angle;
    out[i] = 2 * CUTOFF * sinc * (besselI0(BETA * Math.sqrt(1 - (t / HALF_WIDTH) ** 2)) / top);
  }
  return out;
}

/** Modified Bessel function of the first kind, order 0, by its power series. */
function besselI0(x: number): number {
  const quarter = (x * x) / 4;
  let term = 1;
  let sum = 1;
  for (let k = 1; term > 1e-17 * sum; k++) {
    term *= quarter / (k * k);
    sum += term;
  }
  return sum;
}

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b);
}
