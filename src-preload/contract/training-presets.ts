/**
 * How much a training does, as three presets: from the size of the set and from what this machine
 * was measured to need for a step follow the epochs and an honest estimate. Arithmetic only.
 */

import { z } from 'zod';
import { SLIDERS } from './sliders.ts';

export const presetName = z.enum(['quick', 'good', 'best']);
export type PresetName = z.infer<typeof presetName>;

interface Preset {
  /** For a person who chooses. */
  summary: string;
  /** Sounds that an epoch sees at least, a small set being varied until there are as many; at most MOST_COPIES of a kick. */
  items: number;
  /** Steps from weights that know kicks, and from fresh ones. */
  steps: { tuned: number; fresh: number };
  /** Epochs that it has at least: validation, and with it the choice of the best, comes after each. */
  leastEpochs: number;
  /** Kicks that are made and measured at the end for each kick of the set, so that sliders do what they say; and bounds of that. */
  measured: { perKick: number; least: number; most: number };
  /** What it may take, s; on a machine that would need longer it has fewer epochs. */
  budgetSeconds: number;
}

const MINUTE = 60;
const HOUR = 60 * MINUTE;

export const PRESETS: Readonly<Record<PresetName, Preset>> = {
  quick: {
    summary: 'A first listen, in a few minutes.',
    items: 60,
    steps: { tuned: 24, fresh: 400 },
    leastEpochs: 3,
    measured: { perKick: 1, least: 200, most: 600 },
    budgetSeconds: 5 * MINUTE,
  },
  good: {
    summary: 'A model to work with, within the hour.',
    items: 900,
    steps: { tuned: 1600, fresh: 20_000 },
    leastEpochs: 8,
    measured: { perKick: 4, least: 600, most: 4000 },
    budgetSeconds: 55 * MINUTE,
  },
  best: {
    summary: 'As good as the set allows, over night.',
    items: 1800,
    steps: { tuned: 12_000, fresh: 60_000 },
    leastEpochs: 20,
    measured: { perKick: 8, least: 1200, most: 4000 },
    budgetSeconds: 9 * HOUR,
  },
};

/** Variations of one kick, itself among them, that an epoch sees at most: more of the same teach little. */
export const MOST_COPIES = 8;
/** Of the sounds, held back to choose the best epoch by. */
export const VALIDATION_SHARE = 0.1;

/**
 * Kicks that are made and measured at the end: first the model's own, then rounds of a share of them pushed by
 * sliders as the surface has them so far, so that it learns where it sends them.
 */
export const ROUNDS = 3;
export const PUSHED = 0.33;

/**
 * Kicks that are made to judge a model by: random ones, and each slider at so many positions on so many
 * of them. On five kicks at five positions a slider whose rank correlation is .89 on twenty at seven was
 * told to have .60.
 */
export const RANDOM = 120;
export const SWEPT = 12;
export const POSITIONS = 7;
/** Sounds that are described at the end, at most: more would take longer than to train a small model on them. */
export const DESCRIBED = 3000;

/** What this machine needs, each measured a few times: median, fastest and slowest, in ms. */
export const pace = z.strictObject({
  step: z.strictObject({ median: z.number(), low: z.number(), high: z.number() }).describe('A training step.'),
  epochEnd: z.number().describe('What stands between two epochs: validation, log, checkpoints.'),
  prepare: z.number().describe('A sound: its features.'),
  make: z.number().describe('A sound that is made and measured at the end.'),
});
export type Pace = z.infer<typeof pace>;

/** What a run of a preset comes to; frozen when it begins, so that a resumed run is the same run. */
export const trainingPlan = z.strictObject({
  epochs: z.number(),
  steps: z.number().describe('Training steps in all.'),
  stepMs: z.number().describe('What one was measured to take here.'),
  copies: z.number().describe('Variations of a sound that an epoch sees, itself among them.'),
  measured: z.number().describe('Sounds that are made and measured at the end, so that sliders do what they say.'),
  seconds: z.number().describe('What it takes from beginning to end, if nothing else keeps this machine busy.'),
  low: z.number().describe('The same, had every step taken as long as the fastest that was measured.'),
  high: z.number().describe('And as long as the slowest.'),
  why: z.string().describe('How the estimate came about, for a person to read.'),
});
export type TrainingPlan = z.infer<typeof trainingPlan>;

export interface Planned {
  /** Sounds in the folder or set. */
  kicks: number;
  batch: number;
  /** Whether it starts from weights that know kicks. */
  tuned: boolean;
  /** Passes that were asked for in so many words; null leaves them to the preset. */
  epochs: number | null;
}

/** Variations of each kick that an epoch sees under a preset. */
export function copiesOf(preset: PresetName, kicks: number): number {
  return Math.min(MOST_COPIES, Math.max(1, Math.ceil(PRESETS[preset].items / Math.max(1, kicks))));
}

/** Kicks that are made and measured at the end under a preset. */
export function measuredOf(preset: PresetName, kicks: number): number {
  const { perKick, least, most } = PRESETS[preset].measured;
  return Math.max(least, Math.min(most, perKick * copiesOf(preset, kicks) * kicks));
}

/** What a run of `preset` comes to on a machine of this pace. */
export function planOf(preset: PresetName, { kicks, batch, tuned, epochs: asked }: Planned, measured: Pace): TrainingPlan {
  const { steps: wanted, leastEpochs, budgetSeconds } = PRESETS[preset];
  const copies = copiesOf(preset, kicks);
  const items = kicks * copies;
  const held = Math.max(1, Math.round(items * VALIDATION_SHARE));
  const stepsAnEpoch = Math.max(1, Math.ceil((items - held) / batch));
  const judged = Math.min(DESCRIBED, kicks) + RANDOM + SWEPT * POSITIONS * SLIDERS.length;
  const made = Math.round(measuredOf(preset, kicks) * (1 + ROUNDS * PUSHED)) + judged;
  const before = (items * measured.prepare) / 1000;
  const after = (made * measured.make) / 1000;
  const epochSeconds = (step: number): number => (stepsAnEpoch * step + measured.epochEnd) / 1000;
  const affordable = Math.floor((budgetSeconds - before - after) / epochSeconds(measured.step.median));
  const full = Math.ceil((tuned ? wanted.tuned : wanted.fresh) / stepsAnEpoch);
  const epochs = asked ?? Math.max(1, Math.min(Math.max(leastEpochs, full), Math.max(leastEpochs, affordable)));
  const total = (step: number): number => Math.round(before + epochs * epochSeconds(step) + after);
  const cut = asked === null && epochs < Math.max(leastEpochs, full);
  return {
    epochs,
    steps: epochs * stepsAnEpoch,
    stepMs: Math.round(measured.step.median),
    copies,
    measured: measuredOf(preset, kicks),
    seconds: total(measured.step.median),
    low: total(measured.step.low),
    high: total(measured.step.high),
    why: `${String(kicks)} sounds, ${copies === 1 ? 'as they are' : `in ${String(copies)} variations each`}: ${String(stepsAnEpoch)} steps an epoch, `
      + `${String(epochs)} epochs${cut ? `, as many as fit into ${shortly(budgetSeconds)}` : ''}; a step was measured to take ${String(Math.round(measured.step.median))} ms; `
      + `${shortly(before)} to prepare them, ${shortly(after)} to make and measure ${String(made)} sounds at the end`,
  };
}

function shortly(seconds: number): string {
  if (seconds < 90) return `${String(Math.max(1, Math.round(seconds)))} s`;
  return seconds < 90 * MINUTE ? `${String(Math.round(seconds / MINUTE))} min` : `${String(Math.round(seconds / HOUR))} h`;
}
