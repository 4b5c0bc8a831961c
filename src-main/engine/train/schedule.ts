/** Learning-rate and beta schedules: pure functions of progress. */

/**
 * Linear warm-up, then a cosine from `peak` to 1 % of it (Loshchilov & Hutter 2017, without
 * restarts). Without the warm-up the KL exploded at the second step (design.md 4).
 */
export function learningRate(step: number, total: number, peak: number, warmup = 60): number {
  if (step < warmup) return (peak * (step + 1)) / warmup;
  const t = Math.min(1, (step - warmup) / Math.max(1, total - warmup));
  return peak * (0.01 + 0.99 * 0.5 * (1 + Math.cos(Math.PI * t)));
}

/**
 * Cyclical annealing (Fu et al. 2019): in each cycle a linear ramp over the first half, then the
 * full beta; never below 5 % of it.
 * @param progress 0 at the first step, 1 after the last
 */
export function betaAt(progress: number, full: number, cycles = 4): number {
  const phase = (Math.min(progress, 1 - 1e-9) * cycles) % 1;
  return full * Math.max(0.05, Math.min(1, phase * 2));
}
