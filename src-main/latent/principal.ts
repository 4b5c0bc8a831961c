/**
 * PCA of few components over long vectors (a joint kick vector has 33 280 numbers), where a full
 * decomposition would not fit: randomised subspace iteration (Halko, Martinsson & Tropp 2011,
 * algorithm 4.4), finished by an exact PCA of the small projection.
 */

import { PCA } from 'ml-pca';
import { createRandom } from '../base/random.ts';

export interface PrincipalComponents {
  /** [dims] */
  mean: Float32Array;
  /** [size][dims], orthonormal rows, largest variance first. */
  components: Float32Array;
  /** [size] standard deviation of the data along each. */
  sd: Float32Array;
}

const OVERSAMPLE = 12;
const ITERATIONS = 3;

/** Gram-Schmidt, twice for stability, on the columns of q [dims][width]. */
function orthonormalise(q: Float32Array, dims: number, width: number): void {
  const column = new Float64Array(dims);
  for (let j = 0; j < width; j++) {
    for (let d = 0; d < dims; d++) column[d] = q[d * width + j];
    for (let pass = 0; pass < 2; pass++) {
      for (let i = 0; i < j; i++) {
        let dot = 0;
        for (let d = 0; d < dims; d++) dot += column[d] * q[d * width + i];
        for (let d = 0; d < dims; d++) column[d] -= dot * q[d * width + i];
      }
    }
    let norm = 0;
    for (let d = 0; d < dims; d++) norm += column[d] * column[d];
    // A direction the data does not have (fewer items than components) becomes zero.
    const scale = norm > 1e-20 ? 1 / Math.sqrt(norm) : 0;
    for (let d = 0; d < dims; d++) q[d * width + j] = column[d] * scale;
  }
}

/**
 * @param count rows
 * @param readRow fills its argument [dims] with row i
 * @param size components wanted; where the data has fewer, the rest are zero with sd 1
 */
export function principalComponents(
  count: number,
  dims: number,
  size: number,
  readRow: (index: number, into: Float32Array) => void,
  seed: number,
): PrincipalComponents {
  const width = Math.min(size + OVERSAMPLE, count);
  const row = new Float32Array(dims);
  const sum = new Float64Array(dims);
  for (let i = 0; i < count; i++) {
    readRow(i, row);
    for (let d = 0; d < dims; d++) sum[d] += row[d];
  }
  const mean = Float32Array.from(sum, (s) => s / count);

  let q = createRandom(seed, 'principal').fillNormal(new Float32Array(dims * width));
  const shift = new Float64Array(width);
  const scores = new Float32Array(count * width);
  const accumulator = new Float64Array(width);
  /** scores = (X - mean) q; zero cells (silence) cost nothing because the mean is taken off after. */
  const project = (): void => {
    shift.fill(0);
    for (let d = 0; d < dims; d++) for (let j = 0; j < width; j++) shift[j] += mean[d] * q[d * width + j];
    for (let i = 0; i < count; i++) {
      readRow(i, row);
      accumulator.fill(0);
      for (let d = 0; d < dims; d++) {
        const x = row[d];
        if (x === 0) continue;
        const at = d * width;
        for (let j = 0; j < width; j++) accumulator[j] += x * q[at + j];
      }
      for (let j = 0; j < width; j++) scores[i * width + j] = accumulator[j] - shift[j];
    }
  };
  /** q = (X - mean)^T scores. */
  const backproject = (): void => {
    const next = new Float32Array(dims * width);
    shift.fill(0);
    for (let i = 0; i < count; i++) {
      readRow(i, row);
      const base = i * width;
      for (let j = 0; j < width; j++) shift[j] += scores[base + j];
      for (let d = 0; d < dims; d++) {
        const x = row[d];
        if (x === 0) continue;
        const at = d * width;
        for (let j = 0; j < width; j++) next[at + j] += x * scores[base + j];
      }
    }
    for (let d = 0; d < dims; d++) for (let j = 0; j < width; j++) next[d * width + j] -= mean[d] * shift[j];
    q = next;
  };
  orthonormalise(q, dims, width);
  for (let iteration = 0; iteration < ITERATIONS; iteration++) {
    project();
    backproject();
    orthonormalise(q, dims, width);
  }
  project();

  const rows = Array.from({ length: count }, (_, i) => Array.from(scores.subarray(i * width, (i + 1) * width)));
  const small = new PCA(rows, { center: true, scale: false });
  const vectors = small.getEigenvectors().to2DArray();
  const variances = small.getEigenvalues();
  const components = new Float32Array(size * dims);
  const sd = new Float32Array(size).fill(1);
  for (let k = 0; k < Math.min(size, variances.length); k++) {
    if (!(variances[k] > 1e-10)) continue;
    sd[k] = Math.sqrt(variances[k]);
    for (let d = 0; d < dims; d++) {
      let value = 0;
      for (let j = 0; j < width; j++) value += q[d * width + j] * vectors[j][k];
      components[k * dims + d] = value;
    }
  }
  return { mean, components, sd };
}
