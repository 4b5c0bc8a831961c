/** How typical a latent is: the share of a prior's own draws that are less likely than it. */

/** Steps between the smallest and the largest score kept. */
const STEPS = 100;

/** 101 quantiles (0, .01, ... 1) of scores, ascending. */
export function quantilesOf(scores: readonly number[]): number[] {
  const sorted = Float64Array.from(scores).sort();
  return Array.from({ length: STEPS + 1 }, (_, q) => {
    const at = ((sorted.length - 1) * q) / STEPS;
    const low = Math.floor(at);
    const high = Math.min(sorted.length - 1, low + 1);
    return sorted[low] + (at - low) * (sorted[high] - sorted[low]);
  });
}

/** Share, 0 to 1, of the scores that lie below one: linear between the quantiles. */
export function shareBelow(quantiles: readonly number[], score: number): number {
  if (!(score > quantiles[0])) return 0;
  const above = quantiles.findIndex((value) => value >= score);
  if (above < 0) return 1;
  const [low, high] = [quantiles[above - 1], quantiles[above]];
  return (above - 1 + (score - low) / (high - low)) / (quantiles.length - 1);
}

/**
 * P(X > square) of X chi-square with `degrees` degrees of freedom, an even number or not: the
 * share of a Gaussian's draws further out. Q(x; n) = Q(x; n - 2) + (x/2)^(n/2 - 1) e^(-x/2) / Gamma(n/2)
 * (Abramowitz & Stegun 1964, 26.4.8), from Q(x; 2) = e^(-x/2) or Q(x; 1) = erfc(sqrt(x/2)).
 */
export function chiSquareTail(square: number, degrees: number): number {
  const half = square / 2;
  if (!(half > 0)) return 1;
  const odd = degrees % 2 === 1;
  let tail = odd ? erfc(Math.sqrt(half)) : Math.exp(-half);
  // (x/2)^(m) e^(-x/2) / Gamma(m + 1) for m = n/2 - 1, kept as a logarithm: far out it is tiny.
  let logTerm = odd ? 0.5 * Math.log(half) - half - Math.log(Math.sqrt(Math.PI) / 2) : Math.log(half) - half;
  for (let n = odd ? 3 : 4; n <= degrees; n += 2) {
    tail += Math.exp(logTerm);
    logTerm += Math.log(half) - Math.log(n / 2);
  }
  return Math.min(1, tail);
}

/** 1 - erf(x) for x >= 0, to 1.5e-7 (Abramowitz & Stegun 1964, 7.1.26). */
function erfc(x: number): number {
  const t = 1 / (1 + 0.3275911 * x);
  const polynomial = ((((1.061405429 * t - 1.453152027) * t + 1.421413741) * t - 0.284496736) * t + 0.254829592) * t;
  return polynomial * Math.exp(-x * x);
}
