/**
 * Makes kicks until there are enough that fit, and says which ones the pack is made of: rounds of
 * predicting, making, measuring and choosing. What is chosen depends on nothing but the settings.
 */

import { CATEGORIES, type Category } from '../../src-preload/contract/categories.ts';
import type { Descriptors } from '../../src-preload/contract/fields.ts';
import type { PackSettings } from '../../src-preload/contract/pack-fields.ts';
import { themeOf } from '../../src-preload/contract/pack-themes.ts';
import { categoryOf } from '../audio/category.ts';
import { choose, quotas } from '../packs/choice.ts';
import { COPY_DISTANCE, distanceOf, soundPoint, type SoundPoint } from '../audio/likeness.ts';
import { FORESEEN_FOR_EACH, foresee, nextCount, nextOrder, pickOrder, type Foreseen, type Outcomes } from '../packs/plan.ts';
import type { Engine } from '../engine/client.ts';

/** What is written down of a kick that was made. */
export interface MadeLine {
  index: number;
  /** null for one that could not be made. */
  kick: { latent: readonly number[]; descriptors: Descriptors; rootHz: number | null; tuned: boolean; bundleId: string } | null;
}

export interface ChosenKick {
  index: number;
  category: Category;
  descriptors: Descriptors;
  /** What it was tuned to, or the pitch it has; null where it has none. */
  rootHz: number | null;
}

export interface PackChoice {
  /** In the order of the pack: kind by kind, each as they were drawn; a selection as it was made. */
  kicks: ChosenKick[];
  tried: { made: number; copies: number; known: number | null; unfit: number };
}

export interface ChoosingDeps {
  /** null: kicks are made in their order, without a forecast. */
  foreseen: { engine: Engine; model: string } | null;
  /** How many there are at most. */
  most: number | null;
  /** Kicks that an earlier run made. */
  past: readonly MadeLine[];
  /** Recordings that no kick may come too near to, by model; null where nothing is told of them. */
  known: ReadonlyMap<string, readonly SoundPoint[] | null>;
  /** Makes kicks and tells of each, in any order. */
  make(indices: readonly number[], done: (line: MadeLine) => void): Promise<void>;
  /** Told how many more kicks are to be made. */
  plan(open: number): void;
  signal: AbortSignal;
}

/** Then what is missing of a kind is made up by others; what is missing still is told. */
const ROUNDS = 6;
/** Predictions asked for at a time: the engine breathes between. */
const MOST_PLACES = 20_000;
const LEAST_PLACES = 400;
/** Variations below this amount lie within a copy's distance of each other by what was asked for (likeness.ts: half of them at a third). */
const FULL_VARIATION = 0.5;

/** @throws what making throws; CANCELLED */
export async function choosePack(settings: PackSettings, deps: ChoosingDeps): Promise<PackChoice> {
  const { selection, seed } = settings;
  const theme = themeOf(settings.theme);
  const count = deps.most ?? settings.count;
  const wanted = quotas(count, settings.mix ?? (selection === undefined ? theme.mix : {}));
  const least = deps.most !== null ? 0 : COPY_DISTANCE * Math.min(1, (selection?.vary ?? 1) / FULL_VARIATION);

  const lines = new Map<number, MadeLine>(deps.past.map((line) => [line.index, line]));
  const asked = new Set<number>();
  const foreseen: Foreseen[] = [];
  const predicted = new Map<number, Category>();
  let looked = 0;
  let missing: ReadonlyMap<string, number> = wanted.size === 0 ? new Map([['', count]]) : wanted;
  let outcomes: Outcomes = new Map();
  let kinds: readonly Category[] = [];

  const lookAhead = async (places: number): Promise<void> => {
    if (deps.foreseen === null) return;
    const { engine, model } = deps.foreseen;
    for (const end = looked + places; looked < end;) {
      const draws = Math.min(MOST_PLACES, end - looked);
      const found = await engine.call('places', { model, draws, first: looked + 1, seed, latents: [], clusters: null }, { signal: deps.signal });
      for (const one of foresee(found.places, looked + 1, theme.ranges)) {
        foreseen.push(one);
        predicted.set(one.index, one.category);
      }
      looked += draws;
    }
  };
  const nextIndices = async (): Promise<number[]> => {
    if (deps.most !== null) return asked.size === 0 ? Array.from({ length: deps.most }, (_, i) => i + 1) : [];
    if (deps.foreseen === null) return Array.from({ length: nextCount(missing, kinds) }, (_, i) => asked.size + i + 1);
    const order = nextOrder(missing, outcomes);
    const total = [...order.values()].reduce((sum, n) => sum + n, 0);
    await lookAhead(Math.max(LEAST_PLACES, FORESEEN_FOR_EACH * total));
    return pickOrder(foreseen.filter(({ index }) => !asked.has(index)), order);
  };

  for (let round = 1; ; round++) {
    const indices = await nextIndices();
    for (const index of indices) asked.add(index);
    const open = indices.filter((index) => !lines.has(index));
    deps.plan(open.length);
    await deps.make(open, (line) => { lines.set(line.index, line); });

    const made = [...lines.values()].filter(({ index }) => asked.has(index)).sort((a, b) => a.index - b.index);
    const sifted = sift(made, settings.key !== undefined, deps.most === null ? deps.known : null);
    outcomes = outcomesOf(sifted.fit, predicted);
    kinds = sifted.fit.map(({ category }) => category);
    const last = round === ROUNDS || deps.most !== null;
    const { indices: chosen, missing: still } = choose(sifted.fit, count, wanted, { least, anyKind: last });
    missing = still;
    if (still.size === 0 || last) {
      const points = sifted.fit.map(({ point }) => point);
      return {
        kicks: inOrder(chosen.map((i) => sifted.fit[i]), deps.most !== null).map(({ index, category, descriptors, rootHz }) => ({ index, category, descriptors, rootHz })),
        tried: { made: asked.size, copies: copiesAmong(points, chosen, least), known: sifted.known, unfit: sifted.unfit },
      };
    }
  }
}

interface Fit extends ChosenKick {
  point: SoundPoint;
}

function inOrder(kicks: readonly Fit[], asTheyAre: boolean): readonly Fit[] {
  return asTheyAre ? kicks : [...kicks].sort((a, b) => CATEGORIES.indexOf(a.category) - CATEGORIES.indexOf(b.category) || a.index - b.index);
}

/** Those that may stand in the pack: made, tuned where there is a key, and no copy of a recording. */
function sift(lines: readonly MadeLine[], keyed: boolean, known: ChoosingDeps['known'] | null): { fit: Fit[]; known: number | null; unfit: number } {
  const fit: Fit[] = [];
  let [copies, unfit] = [0, 0];
  for (const { index, kick } of lines) {
    if (kick === null || (keyed && !kick.tuned)) {
      unfit += 1;
      continue;
    }
    const point = soundPoint(kick.descriptors, kick.latent);
    const recordings = known?.get(kick.bundleId) ?? [];
    if (recordings.some((recording) => distanceOf(recording, point) < COPY_DISTANCE)) copies += 1;
    else fit.push({ index, category: categoryOf(kick.descriptors), descriptors: kick.descriptors, rootHz: kick.rootHz, point });
  }
  const told = known !== null && [...known.values()].every((recordings) => recordings !== null);
  return { fit, known: told ? copies : null, unfit };
}

/** How many that were left over lie too near to one that was taken. */
function copiesAmong(points: readonly SoundPoint[], chosen: readonly number[], least: number): number {
  const taken = new Set(chosen);
  return points.filter((point, i) => !taken.has(i) && chosen.some((other) => distanceOf(point, points[other]) < least)).length;
}

function outcomesOf(fit: readonly Fit[], predicted: ReadonlyMap<number, Category>): Outcomes {
  const outcomes = new Map<Category, Map<Category, number>>();
  for (const { index, category } of fit) {
    const kind = predicted.get(index);
    if (kind === undefined) continue;
    const made = outcomes.get(kind) ?? new Map<Category, number>();
    made.set(category, (made.get(category) ?? 0) + 1);
    outcomes.set(kind, made);
  }
  return outcomes;
}
