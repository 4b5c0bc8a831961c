/** Straight lines between latents. */

/**
 * `steps` latents evenly spaced from `a` to `b`, both ends included and exact.
 * @param steps whole number >= 2; the caller checks it, and that the lengths agree.
 */
export function interpolate(a: readonly number[], b: readonly number[], steps: number): number[][] {
  return Array.from({ length: steps }, (_, i) => {
    const t = i / (steps - 1);
    return a.map((value, d) => (1 - t) * value + t * b[d]);
  });
}
