/** Measures a model after its training: what its quality card tells. No weights change. */

import { overCopies, type CopyDistances } from '../../audio/copy-distances.ts';
import { COPY_DISTANCE, distanceOf, soundPoint } from '../../audio/likeness.ts';
import { mean } from '../../base/statistics.ts';
import { coverageOf, COVERAGE_LEAST, sharesOf } from '../../lab/coverage.ts';
import type { EpochLine } from '../../lab/epoch-lines.ts';
import type { TrainingKick } from '../../lab/training-set.ts';
import type { QualityCard } from '../../../src-preload/contract/quality.ts';
import { SLIDERS, type SliderValues } from '../../../src-preload/contract/sliders.ts';
import { POSITIONS, RANDOM, SWEPT } from '../../../src-preload/contract/training-presets.ts';
import { comparePrepared } from '../compare.ts';
import type { Model } from '../models.ts';
import type { Kick } from '../protocol.ts';
import { generate } from '../synthesis.ts';
import { featuresAt } from './axes-fit.ts';
import type { HeldKick } from './held-kicks.ts';
import type { KickSet } from './kick-set.ts';
import { FIGURE_KEYS, figureOf, type FigureKey } from './quality-figures.ts';
import { sweepSliders } from './slider-sweeps.ts';

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

const SEED = 20;
/** Held-back kicks below this many are a matter of which they happen to be. */
const FEW_HELD = 10;

type Found = Partial<Record<FigureKey, number | null>>;

/**
 * @param onProgress called with 0..1
 * @throws when `signal` aborts
 */
export async function measureQuality(model: Model, ground: QualityGround, onProgress: (share: number) => void, signal: AbortSignal): Promise<QualityCard> {
  const { set, held, known, used, lines, bestEpoch } = ground;
  const count = Math.min(RANDOM, known.length);
  // As many as there are sounds, or coverage would rise with them; of few sounds, several times as many.
  const rounds = Math.max(1, Math.floor(RANDOM / Math.max(1, count)));
  const total = held.length + rounds * count + SWEPT * SLIDERS.length * POSITIONS;
  let done = 0;
  const step = (): void => {
    signal.throwIfAborted();
    onProgress(++done / total);
  };
  const make = async (index: number, values: SliderValues): Promise<Kick> => {
    const kick = await generate(model, { base: { seed: SEED, index }, sliders: values, forFile: true }, signal);
    step();
    return kick;
  };

  const made: Kick[] = [];
  for (let index = 1; index <= rounds * count; index++) made.push(await make(index, {}));
  const trust = await sweepSliders(model.bundle.axes.descriptors, make);
  const found: Found = {
    ...(await reconstructions(model, set, held, step)),
    ...Object.fromEntries(SLIDERS.flatMap((slider) => [[`monotone:${slider}`, trust[slider].monotone], [`exact:${slider}`, trust[slider].exact]])),
    coverage: varietyOf(made, known, rounds, count),
    copies: copiesAmong(made, known),
    ...courseOf(lines, bestEpoch, model.bundle.manifest.latentSize),
    used,
  };
  return {
    bundleId: model.bundle.manifest.id,
    figures: FIGURE_KEYS.map((key) => figureOf(key, found[key] ?? null, model.bundle.manifest.instrument)),
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

/** Mean coverage of `count` of the known kicks, evenly over their order, by each round of random ones. */
function varietyOf(made: readonly Kick[], known: readonly TrainingKick[], rounds: number, count: number): number | null {
  const some = Array.from({ length: count }, (_, k) => known[Math.floor((k * known.length) / count)]);
  const shares = sharesOf(some.map(({ descriptors, latent }) => soundPoint(descriptors, latent)));
  const found = Array.from({ length: rounds }, (_, round) => {
    const ofRound = made.slice(round * count, (round + 1) * count);
    return coverageOf(some.map(({ descriptors }) => descriptors), ofRound.map(({ descriptors }) => descriptors), shares);
  });
  return found.includes(null) ? null : mean(found.flatMap((value) => value ?? []));
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
