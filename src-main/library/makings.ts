/** How kicks were made, as rows of `makings` and back. */

import type { Database } from 'better-sqlite3';
import type { EffectChain } from '../../src-preload/contract/effects.ts';
import type { Descriptors, NoteAsked } from '../../src-preload/contract/fields.ts';
import type { Exchanged } from '../../src-preload/contract/parts.ts';
import type { Components, PitchCurve, PitchTrack } from '../../src-preload/contract/shape.ts';
import type { SliderName, SliderValues } from '../../src-preload/contract/sliders.ts';
import { bytesOf, floatsOf } from './bytes.ts';
import { descriptorsOf } from './descriptor-columns.ts';
import { noteOf, type KickRow } from './rows.ts';

/** What is kept of a kick that was made, beside its sound. */
export interface KickFacts {
  bundleId: string;
  bundleName: string;
  seed: number | null;
  /** After the sliders. */
  latent: readonly number[];
  /** Before the sliders. */
  base: readonly number[];
  /** The components that were set. */
  components: Components;
  /** f0 in Hz on the grid of the model. */
  pitch: Float32Array;
  /** What it was bent along, and what came of it over time. */
  pitchCurve: PitchCurve;
  pitchTrack: PitchTrack;
  /** Parts of other kicks in its sound. */
  exchanged: Exchanged;
  /** The sliders that were set. */
  set: SliderValues;
  sliders: Record<SliderName, number>;
  /** The note it was tuned to, as it was asked for; null where it has its own. */
  note: NoteAsked | null;
  /** The effects it was passed through, in their order. */
  effects: EffectChain;
  descriptors: Descriptors;
  sampleRate: number;
}

interface MakingRow {
  latent: string;
  base: string;
  pitch: Buffer;
  set_sliders: string;
  sliders: string;
  effects: string;
  shape: string;
}

/** The column `shape`. Each may be missing from a row of an earlier version. */
type Shape = Pick<KickFacts, 'components' | 'pitchCurve' | 'pitchTrack' | 'exchanged'>;
const UNSHAPED: Shape = { components: [], pitchCurve: [], pitchTrack: { onsetMs: 0, points: [] }, exchanged: {} };

export function insertMaking(database: Database, number: number, kick: KickFacts): void {
  database
    .prepare(
      `INSERT INTO makings (number, latent, base, pitch, set_sliders, sliders, effects, shape)
       VALUES (:number, :latent, :base, :pitch, :set, :sliders, :effects, :shape)`,
    )
    .run({
      number,
      latent: JSON.stringify(kick.latent),
      base: JSON.stringify(kick.base),
      pitch: bytesOf(kick.pitch),
      set: JSON.stringify(kick.set),
      sliders: JSON.stringify(kick.sliders),
      effects: JSON.stringify(kick.effects),
      shape: JSON.stringify({ components: kick.components, pitchCurve: kick.pitchCurve, pitchTrack: kick.pitchTrack, exchanged: kick.exchanged } satisfies Shape),
    });
}

/** @returns null of a kick that was imported */
export function factsOf(database: Database, kick: KickRow): KickFacts | null {
  const { bundle_id: bundleId, bundle_name: bundleName } = kick;
  const row = database.prepare<[number], MakingRow>('SELECT * FROM makings WHERE number = ?').get(kick.number);
  if (row === undefined || bundleId === null || bundleName === null) return null;
  return {
    ...UNSHAPED,
    ...(JSON.parse(row.shape) as Partial<Shape>),
    bundleId,
    bundleName,
    seed: kick.seed,
    latent: JSON.parse(row.latent) as number[],
    base: JSON.parse(row.base) as number[],
    pitch: floatsOf(row.pitch),
    set: JSON.parse(row.set_sliders) as SliderValues,
    sliders: JSON.parse(row.sliders) as Record<SliderName, number>,
    note: noteOf(kick),
    effects: JSON.parse(row.effects) as EffectChain,
    descriptors: descriptorsOf(kick),
    sampleRate: kick.sample_rate,
  };
}
