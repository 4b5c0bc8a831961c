/**
 * Finds latents with wanted descriptors on the descriptor surface: damped Gauss-Newton steps of
 * least length in whitened coordinates, inside the ball of what the model makes. What a wanted
 * value means for a slider, and what the sound then measures, is not known here.
 */

import type { Field } from './surface.ts';

export interface Ground {
  field: Field;
  /** |x| that must not be passed. */
  radius: number;
  /** [4] data-set standard deviations: the unit in which descriptors are weighed against each other. */
  scale: readonly number[];
}

/** Levenberg's damping, as a share of the mean squared slope. */
const DAMPING = 0.01;
/** No step asks for more than this, in data-set standard deviations, or goes farther, in whitened units. */
const STRIDE = 0.6;
const STEP = 0.8;
/** Steps end when every descriptor is this near, in data-set standard deviations. */
const NEAR = 1e-3;

/** Steps until `target` is met or `most` steps are taken. @returns x, moved in place. */
export function solve(ground: Ground, x: Float64Array, target: readonly number[], most: number): Float64Array {
  for (let i = 0; i < most; i++) if (advance(ground, x, ground.field.slope(x), target) < NEAR) break;
  return x;
}

/**
 * One step from x towards `target`, in place, with what `field.slope(x)` has just given. A
 * descriptor whose target is NaN goes where it may.
 * @returns the largest error before the step, in standard deviations.
 */
export function advance(
  { field: { size, jacobian }, radius, scale }: Ground,
  x: Float64Array,
  y: Float64Array,
  target: readonly number[],
): number {
  const slopes: Float64Array[] = [];
  const wanted: number[] = [];
  let error = 0;
  for (let k = 0; k < target.length; k++) {
    if (Number.isNaN(target[k])) continue;
    const e = (target[k] - y[k]) / scale[k];
    error = Math.max(error, Math.abs(e));
    wanted.push(Math.max(-STRIDE, Math.min(STRIDE, e)));
    const row = jacobian.slice(k * size, (k + 1) * size);
    for (let i = 0; i < size; i++) row[i] /= scale[k];
    slopes.push(row);
  }
  if (error < NEAR) return error;

  let step = leastStep(slopes, wanted);
  const norm = inner(x, x);
  if (norm > 0 && norm + 2 * inner(x, step) + inner(step, step) > radius * radius) {
    // On the ball's skin, outward slopes are no use: take the radial part off every row.
    for (const row of slopes) {
      const radial = inner(row, x) / norm;
      for (let i = 0; i < size; i++) row[i] -= radial * x[i];
    }
    step = leastStep(slopes, wanted);
  }
  const length = Math.sqrt(inner(step, step));
  const short = length > STEP ? STEP / length : 1;
  for (let i = 0; i < size; i++) x[i] += short * step[i];
  const after = Math.sqrt(inner(x, x));
  if (after > radius) for (let i = 0; i < size; i++) x[i] *= radius / after;
  return error;
}

/** J^T (J J^T + d I)^-1 e. */
function leastStep(slopes: readonly Float64Array[], wanted: readonly number[]): Float64Array {
  const n = slopes.length;
  const a = slopes.map((p) => slopes.map((q) => inner(p, q)));
  const damping = (DAMPING * a.reduce((sum, row, k) => sum + row[k], 0)) / n + Number.MIN_VALUE;
  for (let k = 0; k < n; k++) a[k][k] += damping;
  const weights = eliminate(a, [...wanted]);
  const step = new Float64Array(slopes[0].length);
  for (let k = 0; k < n; k++) for (let i = 0; i < step.length; i++) step[i] += weights[k] * slopes[k][i];
  return step;
}

function inner(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i] * b[i];
  return sum;
}

/** Solves a b' = b for a small symmetric positive definite matrix, in place (Gaussian elimination). */
function eliminate(a: number[][], b: number[]): number[] {
  const n = b.length;
  for (let p = 0; p < n; p++) {
    for (let r = p + 1; r < n; r++) {
      const factor = a[r][p] / a[p][p];
      for (let c = p; c < n; c++) a[r][c] -= factor * a[p][c];
      b[r] -= factor * b[p];
    }
  }
  for (let p = n - 1; p >= 0; p--) {
    for (let c = p + 1; c < n; c++) b[p] -= a[p][c] * b[c];
    b[p] /= a[p][p];
  }
  return b;
}
