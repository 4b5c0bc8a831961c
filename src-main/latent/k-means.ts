/** Starting points for EM: weighted k-means. */

import type { Random } from '../base/random.ts';

/** Rounds of Lloyd's algorithm; EM goes on from there. */
const ROUNDS = 12;

/** N points of one size, one after the other, each with a weight. */
export interface Points {
  /** [N * size] */
  data: Float64Array;
  size: number;
  /** [N], positive */
  weights: Float64Array;
}

function squared({ data, size }: Points, i: number, centre: Float64Array): number {
  let sum = 0;
  for (let d = 0; d < size; d++) sum += (data[i * size + d] - centre[d]) ** 2;
  return sum;
}

const pointOf = ({ data, size }: Points, i: number): Float64Array => data.slice(i * size, (i + 1) * size);

/** Index drawn by the given shares, which need not sum to 1; the last one where all are 0. */
function drawIndex(shares: Float64Array, random: Random): number {
  let left = random.uniform() * shares.reduce((a, b) => a + b, 0);
  for (let i = 0; i < shares.length - 1; i++) {
    left -= shares[i];
    if (left < 0) return i;
  }
  return shares.length - 1;
}

/** k-means++ (Arthur & Vassilvitskii 2007): each centre a point, drawn by weight x squared distance to the centres before. */
function spread(points: Points, k: number, random: Random): Float64Array[] {
  const centres = [pointOf(points, drawIndex(points.weights, random))];
  const nearest = points.weights.map((_, i) => squared(points, i, centres[0]));
  while (centres.length < k) {
    const next = pointOf(points, drawIndex(nearest.map((d, i) => d * points.weights[i]), random));
    centres.push(next);
    for (let i = 0; i < nearest.length; i++) nearest[i] = Math.min(nearest[i], squared(points, i, next));
  }
  return centres;
}

/** The cluster, 0 .. k - 1, of every point. */
export function kMeans(points: Points, k: number, random: Random): Uint16Array {
  const { data, size, weights } = points;
  const centres = spread(points, k, random);
  const cluster = new Uint16Array(weights.length);
  for (let round = 0; round < ROUNDS; round++) {
    let moved = 0;
    for (let i = 0; i < cluster.length; i++) {
      let best = 0;
      let least = Infinity;
      centres.forEach((centre, c) => {
        const distance = squared(points, i, centre);
        if (distance < least) [best, least] = [c, distance];
      });
      if (best !== cluster[i]) moved++;
      cluster[i] = best;
    }
    if (moved === 0 && round > 0) break;
    const sums = new Float64Array(k);
    for (const [i, c] of cluster.entries()) sums[c] += weights[i];
    // A cluster that lost all its points keeps its centre.
    centres.forEach((centre, c) => { if (sums[c] > 0) centre.fill(0); });
    for (const [i, c] of cluster.entries()) {
      for (let d = 0; d < size; d++) centres[c][d] += (weights[i] / sums[c]) * data[i * size + d];
    }
  }
  return cluster;
}
