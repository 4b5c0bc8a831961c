/** Samples that are missing, told from those around them by linear prediction. */

/** What is added to the diagonal, as a share of it, so that rounding leaves the equations solvable. */
const RIDGE = 1e-12;

/**
 * What stands at `missing` where the prediction error of `x` by `a` is least in the sum of its
 * squares: the interpolation step of A. Janssen, R. Veldhuis and L. Vries, "Adaptive Interpolation
 * of Discrete-Time Signals That Can Be Modeled as Autoregressive Processes", IEEE Transactions on
 * Acoustics, Speech and Signal Processing 34, 1986, equation 11. Its matrix is symmetric and, as
 * `a` reaches no further than its order, banded: a Cholesky factor of rows that begin in the band.
 * @param x unchanged; what stands at `missing` does not count
 * @param missing places in `x`, rising
 * @param a of `burg`
 * @returns a value for each of `missing`; null where rounding leaves none to be told
 */
export function filled(x: Float64Array, missing: readonly number[], a: Float64Array): Float64Array | null {
  const order = a.length - 1;
  const b = Float64Array.from(a, (_, lag) => a.subarray(lag).reduce((sum, value, i) => sum + value * a[i], 0));
  const known = x.slice();
  for (const n of missing) known[n] = 0;
  const values = Float64Array.from(missing, (n) => {
    let sum = 0;
    for (let k = Math.max(0, n - order); k <= Math.min(x.length - 1, n + order); k++) sum -= b[Math.abs(n - k)] * known[k];
    return sum;
  });
  const rows: { first: number; factor: Float64Array }[] = [];
  let first = 0;
  for (let i = 0; i < missing.length; i++) {
    while (missing[i] - missing[first] > order) first++;
    const from = first;
    const factor = Float64Array.from({ length: i - from + 1 }, (_, j) => b[missing[i] - missing[from + j]]);
    for (let j = from; j < i; j++) factor[j - from] = (factor[j - from] - dot(factor, from, rows[j].factor, rows[j].first, j)) / rows[j].factor[j - rows[j].first];
    const pivot = factor[i - from] * (1 + RIDGE) - dot(factor, from, factor, from, i);
    if (!(pivot > 0)) return null;
    factor[i - from] = Math.sqrt(pivot);
    rows.push({ first: from, factor });
  }
  rows.forEach(({ first: from, factor }, i) => {
    for (let j = from; j < i; j++) values[i] -= factor[j - from] * values[j];
    values[i] /= factor[i - from];
  });
  for (let i = rows.length - 1; i >= 0; i--) {
    const { first: from, factor } = rows[i];
    values[i] /= factor[i - from];
    for (let j = from; j < i; j++) values[j] -= factor[j - from] * values[i];
  }
  return values;
}

/** The product of two rows up to column `end`, each with the column that it begins at. */
function dot(one: Float64Array, oneFirst: number, other: Float64Array, otherFirst: number, end: number): number {
  let sum = 0;
  for (let k = Math.max(oneFirst, otherFirst); k < end; k++) sum += one[k - oneFirst] * other[k - otherFirst];
  return sum;
}
