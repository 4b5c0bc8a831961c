/** Lower triangular factors of small flat matrices ([n * n], row by row): what Gaussians are made of. */

/**
 * C with C C^T = the matrix, zeros above the diagonal; null where the matrix is not positive definite.
 * @param matrix [n * n], symmetric; unchanged
 */
export function choleskyOf(matrix: Float64Array, n: number): Float64Array | null {
  const factor = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = matrix[i * n + j];
      for (let k = 0; k < j; k++) sum -= factor[i * n + k] * factor[j * n + k];
      if (i !== j) factor[i * n + j] = sum / factor[j * n + j];
      else if (sum > 0) factor[i * n + i] = Math.sqrt(sum);
      else return null;
    }
  }
  return factor;
}

/** The inverse of a lower triangular factor, itself lower triangular. */
export function invertLower(factor: Float64Array, n: number): Float64Array {
  const inverse = new Float64Array(n * n);
  for (let j = 0; j < n; j++) {
    inverse[j * n + j] = 1 / factor[j * n + j];
    for (let i = j + 1; i < n; i++) {
      let sum = 0;
      for (let k = j; k < i; k++) sum -= factor[i * n + k] * inverse[k * n + j];
      inverse[i * n + j] = sum / factor[i * n + i];
    }
  }
  return inverse;
}

/** A B of two lower triangular matrices. */
export function multiplyLower(a: Float64Array, b: Float64Array, n: number): Float64Array {
  const out = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    for (let k = 0; k <= i; k++) {
      const value = a[i * n + k];
      for (let j = 0; j <= k; j++) out[i * n + j] += value * b[k * n + j];
    }
  }
  return out;
}

/** Natural logarithm of a factor's determinant: half that of the matrix it belongs to. */
export function logDiagonal(factor: Float64Array, n: number): number {
  let sum = 0;
  for (let i = 0; i < n; i++) sum += Math.log(factor[i * n + i]);
  return sum;
}
