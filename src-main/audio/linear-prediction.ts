/** Linear prediction: each sample told from those before it, x[n] = -sum a[i] x[n - i]. */

/**
 * The coefficients a[0] = 1 .. a[order] by Burg's method (J. P. Burg, "Maximum Entropy Spectral
 * Analysis", 1975; the recursion as in S. L. Marple, "Digital Spectral Analysis", 1987, section
 * 8.4): stable on however short a stretch, and good for both directions of time.
 * @param x longer than `order`
 * @returns zeros behind a[0] as far as nothing is left to be told
 */
export function burg(x: Float64Array, order: number): Float64Array {
  const forward = x.slice();
  const backward = x.slice();
  const a = new Float64Array(order + 1);
  a[0] = 1;
  for (let m = 1; m <= order; m++) {
    let [dot, power] = [0, 0];
    for (let n = m; n < x.length; n++) {
      dot += forward[n] * backward[n - 1];
      power += forward[n] ** 2 + backward[n - 1] ** 2;
    }
    if (power === 0) break;
    const reflection = (-2 * dot) / power;
    const before = a.slice();
    for (let i = 1; i <= m; i++) a[i] = before[i] + reflection * before[m - i];
    for (let n = x.length - 1; n >= m; n--) {
      const ahead = forward[n];
      forward[n] = ahead + reflection * backward[n - 1];
      backward[n] = backward[n - 1] + reflection * ahead;
    }
  }
  return a;
}

/** The `count` samples that follow on `x` where nothing new happens. @param a of `burg`, its order below the length of `x` */
export function continued(x: Float64Array, a: Float64Array, count: number): Float64Array {
  const order = a.length - 1;
  const out = new Float64Array(order + count);
  out.set(x.subarray(x.length - order));
  for (let n = order; n < out.length; n++) {
    for (let i = 1; i <= order; i++) out[n] -= a[i] * out[n - i];
  }
  return out.subarray(order);
}
