/**
 * Draws an encoded latent nearer to the features it stands for. The encoder guesses at once, and
 * for kinds of kicks that it never saw it guesses less well than the decoder could answer. A few
 * damped Gauss-Newton steps (Levenberg 1944, Marquardt 1963) on what the decoder makes of the
 * latent close that gap: semi-amortised inference (Kim et al. 2018). The Jacobian is taken by
 * forward differences, one decoding for each number of the latent, so it needs no other network.
 */

import { CholeskyDecomposition, Matrix } from 'ml-matrix';
import type { AudioSpec, Features } from '../audio/spec.ts';
import type { Networks } from './sessions.ts';
import { pitchWeights } from './train/kick-set.ts';

/** More change the latent by less than 1 % of its spread. */
const STEPS = 3;
/** Of a forward difference; a latent's spread is about 1. */
const DIFFERENCE = 0.05;
/** Mel errors beyond this count by their size, smaller ones by their square (dB: 80 times that). */
const KNEE = 0.03;
/** Against the mean |mel error|: a power-weighted mean of squared octaves, and of squared voicing. */
const PITCH = 0.8;
const VOICING = 0.3;
/**
 * Of the squared way from the encoder's guess, against the same. The guess is tuned to find kicks
 * again that the model itself made (`inversion-training.ts`); without this pull that is lost
 * (cosine .95 to .83), and a stronger one gives up what the steps gain.
 */
const ANCHOR = 5e-5;
const DAMPING = 1e-3;
const LEAST_DAMPING = 1e-5;
const DAMPING_TRIES = 4;

/** Residuals whose squares add up to what is made small. */
type Residuals = Float32Array;

/**
 * The latent nearest to `features` that a few steps from `start` find; never a worse one.
 * @returns as many numbers as `start`
 */
export async function refineLatent(
  networks: Pick<Networks, 'decode'>,
  features: Features,
  start: readonly number[],
  spec: AudioSpec,
): Promise<number[]> {
  const compare = comparison(features, spec);
  let latent = [...start];
  let decoded = await networks.decode(latent);
  let damping = DAMPING;
  for (let step = 0; step < STEPS; step++) {
    compare.reweigh(decoded);
    const here = compare.residuals(decoded);
    const jacobian: Residuals[] = [];
    for (let k = 0; k < latent.length; k++) {
      const moved = latent.map((value, i) => (i === k ? value + DIFFERENCE : value));
      const there = compare.residuals(await networks.decode(moved));
      for (let i = 0; i < there.length; i++) there[i] = (there[i] - here[i]) / DIFFERENCE;
      jacobian.push(there);
    }
    const way = latent.map((value, i) => value - start[i]);
    const { normal, slope } = normalEquations(jacobian, here, way);
    const cost = costOf(here, way);
    let better: { latent: number[]; decoded: Features } | null = null;
    for (let tries = 0; tries < DAMPING_TRIES && better === null; tries++) {
      const candidate = descend(latent, normal, slope, damping);
      const made = await networks.decode(candidate);
      const improved = costOf(compare.residuals(made), candidate.map((value, i) => value - start[i])) < cost;
      if (improved) better = { latent: candidate, decoded: made };
      damping = improved ? Math.max(LEAST_DAMPING, damping / 5) : damping * 8;
    }
    if (better === null) break;
    ({ latent, decoded } = better);
  }
  return latent;
}

/**
 * How decoded features differ from the wanted ones. Squares are reweighted before each step so that
 * they stand for sizes (iteratively reweighted least squares): the mel is judged by mean |error|.
 */
function comparison(wanted: Features, spec: AudioSpec): { reweigh(decoded: Features): void; residuals(decoded: Features): Residuals } {
  const cells = wanted.mel.length;
  const points = wanted.pitch.length;
  const trackWeights = new Float32Array(points);
  pitchWeights(wanted.mel, wanted.voicing, spec, trackWeights);
  const melWeights = new Float32Array(cells);
  return {
    reweigh: ({ mel }) => {
      for (let i = 0; i < cells; i++) melWeights[i] = Math.sqrt(1 / (cells * (Math.abs(mel[i] - wanted.mel[i]) + KNEE)));
    },
    residuals: ({ mel, pitch, voicing }) => {
      const out = new Float32Array(cells + 2 * points);
      for (let i = 0; i < cells; i++) out[i] = melWeights[i] * (mel[i] - wanted.mel[i]);
      for (let i = 0; i < points; i++) {
        out[cells + i] = Math.sqrt(PITCH * trackWeights[i]) * (pitch[i] - wanted.pitch[i]);
        out[cells + points + i] = Math.sqrt(VOICING * trackWeights[i]) * (voicing[i] - wanted.voicing[i]);
      }
      return out;
    },
  };
}

/** @param way from the encoder's guess */
function costOf(residuals: Residuals, way: readonly number[]): number {
  return dot(residuals, residuals) + ANCHOR * way.reduce((sum, value) => sum + value * value, 0);
}

/** J^T J and J^T r, the anchor's share included. */
function normalEquations(jacobian: readonly Residuals[], residuals: Residuals, way: readonly number[]): { normal: Matrix; slope: Matrix } {
  const size = way.length;
  const normal = new Matrix(size, size);
  const slope = new Matrix(size, 1);
  for (let i = 0; i < size; i++) {
    slope.set(i, 0, dot(jacobian[i], residuals) + ANCHOR * way[i]);
    for (let j = 0; j <= i; j++) {
      const value = dot(jacobian[i], jacobian[j]) + (i === j ? ANCHOR : 0);
      normal.set(i, j, value);
      normal.set(j, i, value);
    }
  }
  return { normal, slope };
}

/** The latent after one step, shortened by `damping` times the mean curvature. */
function descend(latent: readonly number[], normal: Matrix, slope: Matrix, damping: number): number[] {
  const damped = normal.clone();
  const level = (damping * normal.trace()) / latent.length;
  for (let i = 0; i < latent.length; i++) damped.set(i, i, damped.get(i, i) + level);
  const step = new CholeskyDecomposition(damped).solve(slope);
  return latent.map((value, i) => value - step.get(i, 0));
}

function dot(a: Residuals, b: Residuals): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i] * b[i];
  return sum;
}
