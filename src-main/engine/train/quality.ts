/** Measures a model after its training: what its quality card tells. No weights change. */

import { overCopies, type CopyDistances } from '../../audio/copy-distances.ts';
import { COPY_DISTANCE, distanceOf, soundPoint } from '../../audio/likeness.ts';
import { mean, spearman } from '../../base/statistics.ts';
import { coverageOf, COVERAGE_LEAST } from '../../lab/coverage.ts';
import type { EpochLine } from '../../lab/epoch-lines.ts';
import type { TrainingKick } from '../../lab/training-set.ts';
import { transform } from '../../latent/axes.ts';
import type { QualityCard } from '../../../src-preload/contract/quality.ts';
import { SLIDERS, type SliderName } from '../../../src-preload/contract/sliders.ts';
import { comparePrepared } from '../compare.ts';
import type { Model } from '../models.ts';
import type { Kick } from '../protocol.ts';
import { generate } from '../synthesis.ts';
import { featuresAt } from './axes-fit.ts';
import type { HeldKick } from './held-kicks.ts';
import type { KickSet } from './kick-set.ts';
import { FIGURE_KEYS, figureOf, type FigureKey } from './quality-figures.ts';

export interface QualityGround {
  set: KickSet;
  /** Held-back kicks with their sounds. */
  held: readonly HeldKick[];
  /** The kicks behind the model, as `training-set.json` has them. */
  known: readonly TrainingKick[];
  /** Sounds in use. */
  used: number;
  /** Of the training; none where its log is lost. */
  lines: readonly EpochLine[];
  bestEpoch: number;
}

/** Random kicks that are made: at most as many as there are training kicks, or coverage would rise with them. */
const MADE = 120;
/** Kicks whose sliders are moved, and positions of each slider. */
const SWEPT = 5;
const POSITIONS = [0, 0.25, 0.5, 0.75, 1] as const;
const SEED = 20;
/** Held-back kicks below this many are a matter of which they happen to be. */
const FEW_HELD = 10;

const MEASURED: Record<SliderName, (descriptors: Kick['descriptors']) => number> = {
  decay: ({ decayMs }) => decayMs,
  brightness: ({ centroidHz }) => centroidHz,
  subby: ({ subShare }) => subShare,
  click: ({ clickDb }) => clickDb,
};

type Found = Partial<Record<FigureKey, number | null>>;

/**
 * @param onProgress called with 0..1
 * @throws when `signal` aborts
 */
export async function measureQuality(model: Model, ground: QualityGround, onProgress: (share: number) => void, signal: AbortSignal): Promise<QualityCard> {
  const { set, held, known, used, lines, bestEpoch } = ground;
  const count = Math.min(MADE, known.length);
  const total = held.length + count + SWEPT * SLIDERS.length * POSITIONS.length;
  let done = 0;
  const step = (): void => {
    signal.throwIfAborted();
    onProgress(++done / total);
  };

  const made: Kick[] = [];
  for (let index = 1; index <= count; index++) {
    made.push(await generate(model, { base: { seed: SEED, index }, sliders: {}, forFile: true }, signal));
    step();
  }
  const found: Found = {
    ...(await reconstructions(model, set, held, step)),
    ...(await sliders(model, signal, step)),
    coverage: coverageOf(known.slice(0, count).map(({ descriptors }) => descriptors), made.map(({ descriptors }) => descriptors)),
    copies: copiesAmong(made, known),
    ...courseOf(lines, bestEpoch, model.bundle.manifest.latentSize),
    used,
  };
  return {
    bundleId: model.bundle.manifest.id,
    figures: FIGURE_KEYS.map((key) => figureOf(key, found[key] ?? null)),
    warnings: warningsOf(used, held.length, count),
  };
}

/** Means over the held-back kicks, and the median of the cents, as the bench has them. */
async function reconstructions(model: Model, set: KickSet, held: readonly HeldKick[], step: () => void): Promise<Found> {
  const all: CopyDistances[] = [];
  for (const { at, sound } of held) {
    all.push((await comparePrepared(model, { samples: sound, features: featuresAt(set, at) })).distances);
    step();
  }
  return all.length === 0 ? {} : overCopies(all, mean);
}

/** Each slider on a few random kicks: whether what it names rises with it, and whether it comes to what was promised. */
async function sliders(model: Model, signal: AbortSignal, step: () => void): Promise<Found> {
  const found: Found = {};
  for (const slider of SLIDERS) {
    const { transform: kind, sd } = model.bundle.axes.descriptors[slider];
    const ranks: number[] = [];
    const misses: number[] = [];
    for (let index = 1; index <= SWEPT; index++) {
      const values: number[] = [];
      for (const position of POSITIONS) {
        const kick = await generate(model, { base: { seed: SEED, index }, sliders: { [slider]: position }, forFile: true }, signal);
        const value = transform(kind, MEASURED[slider](kick.descriptors));
        const { low, high } = kick.reach[slider];
        const promised = transform(kind, low) + position * (transform(kind, high) - transform(kind, low));
        values.push(value);
        misses.push(Math.abs(value - promised) / sd);
        step();
      }
      ranks.push(spearman(POSITIONS, values));
    }
    found[`monotone:${slider}`] = mean(ranks);
    found[`exact:${slider}`] = sd > 0 ? mean(misses) : null;
  }
  return found;
}

function copiesAmong(made: readonly Kick[], known: readonly TrainingKick[]): number | null {
  if (made.length === 0) return null;
  const points = known.map(({ descriptors, latent }) => soundPoint(descriptors, latent));
  const isCopy = ({ descriptors, latent }: Kick): boolean => {
    const point = soundPoint(descriptors, latent);
    return points.some((other) => distanceOf(point, other) < COPY_DISTANCE);
  };
  return made.filter(isCopy).length / made.length;
}

function courseOf(lines: readonly EpochLine[], bestEpoch: number, latentSize: number): Found {
  const best = lines.find(({ epoch }) => epoch === bestEpoch);
  const last = lines.at(-1);
  if (best === undefined || last === undefined) return {};
  const { train, validation } = best;
  const figures = validation as Partial<Record<string, number>>;
  return {
    active: figures['activeDimensions'] === undefined ? null : figures['activeDimensions'] / latentSize,
    overfitting: figures['reconstruction'] === undefined ? null : figures['reconstruction'] / train['reconstruction'],
    bestEpoch: bestEpoch / last.epoch,
  };
}

function warningsOf(used: number, held: number, made: number): string[] {
  return [
    ...(figureOf('used', used).level === 'poor' ? [`${String(used)} sounds are too few to learn what they have in common: bring more, or take the model as a variation of these.`] : []),
    ...(held < FEW_HELD ? [`Only ${String(held)} held-back sounds could be compared: too few for the figures of how they come back to say much.`] : []),
    ...(made < COVERAGE_LEAST ? ['Too few sounds for a figure of variety.'] : []),
  ];
}
