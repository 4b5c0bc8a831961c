/** Kicks as rows of the table and back. The SQL that a kick's fields need stands here alone. */

import type { Database } from 'better-sqlite3';
import type { EffectChain } from '../../src-preload/contract/effects.ts';
import type { Descriptors, NoteAsked } from '../../src-preload/contract/fields.ts';
import type { SavedKick } from '../../src-preload/contract/library.ts';
import type { Exchanged } from '../../src-preload/contract/parts.ts';
import type { Components, PitchCurve, PitchTrack } from '../../src-preload/contract/shape.ts';
import type { SliderName, SliderValues } from '../../src-preload/contract/sliders.ts';

/** What is kept of a kick beside its sound. */
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

/** A row as it comes out of the table. */
export interface KickRow {
  number: number;
  id: string;
  name: string;
  favourite: number;
  saved_at: number;
  removed_at: number | null;
  bundle_id: string;
  bundle_name: string;
  seed: number | null;
  latent: string;
  base: string;
  pitch: Buffer;
  set_sliders: string;
  sliders: string;
  note: string | null;
  effects: string;
  shape: string;
  descriptors: string;
  sample_rate: number;
  samples: number;
  sha256: string;
  thumbnail: Buffer;
}

/** The column `shape`. Each may be missing from a row of an earlier version. */
type Shape = Pick<KickFacts, 'components' | 'pitchCurve' | 'pitchTrack' | 'exchanged'>;
const UNSHAPED: Shape = { components: [], pitchCurve: [], pitchTrack: { onsetMs: 0, points: [] }, exchanged: {} };

/** What the library itself adds. */
export interface NewRow {
  number: number;
  id: string;
  name: string;
  folded: string;
  savedAt: number;
  /** How many samples the sound has. */
  samples: number;
  sha256: string;
  thumbnail: Int8Array;
}

export function insertKick(database: Database, row: NewRow, kick: KickFacts): void {
  database
    .prepare(
      `INSERT INTO kicks (number, id, name, folded, saved_at, bundle_id, bundle_name, seed, latent, base, pitch,
         set_sliders, sliders, note, effects, shape, descriptors, sample_rate, samples, sha256, thumbnail)
       VALUES (:number, :id, :name, :folded, :savedAt, :bundleId, :bundleName, :seed, :latent, :base, :pitch,
         :set, :sliders, :note, :effects, :shape, :descriptors, :sampleRate, :samples, :sha256, :thumbnail)`,
    )
    .run({
      ...row,
      bundleId: kick.bundleId,
      bundleName: kick.bundleName,
      seed: kick.seed,
      latent: JSON.stringify(kick.latent),
      base: JSON.stringify(kick.base),
      pitch: bytesOf(kick.pitch),
      set: JSON.stringify(kick.set),
      sliders: JSON.stringify(kick.sliders),
      note: kick.note === null ? null : JSON.stringify(kick.note),
      effects: JSON.stringify(kick.effects),
      shape: JSON.stringify({ components: kick.components, pitchCurve: kick.pitchCurve, pitchTrack: kick.pitchTrack, exchanged: kick.exchanged } satisfies Shape),
      descriptors: JSON.stringify(kick.descriptors),
      sampleRate: kick.sampleRate,
      thumbnail: bytesOf(row.thumbnail),
    });
}

/** What a list shows of a kick. */
export function savedKickOf(row: KickRow): SavedKick {
  return {
    id: row.id,
    name: row.name,
    favourite: row.favourite === 1,
    savedAt: new Date(row.saved_at).toISOString(),
    bundleId: row.bundle_id,
    bundleName: row.bundle_name,
    seed: row.seed,
    note: noteOf(row),
    descriptors: JSON.parse(row.descriptors) as Descriptors,
    thumbnail: [...new Int8Array(row.thumbnail)],
  };
}

export function factsOf(row: KickRow): KickFacts {
  return {
    ...UNSHAPED,
    ...(JSON.parse(row.shape) as Partial<Shape>),
    bundleId: row.bundle_id,
    bundleName: row.bundle_name,
    seed: row.seed,
    latent: JSON.parse(row.latent) as number[],
    base: JSON.parse(row.base) as number[],
    // Copied out: a Buffer need not begin at a multiple of four.
    pitch: new Float32Array(new Uint8Array(row.pitch).buffer),
    set: JSON.parse(row.set_sliders) as SliderValues,
    sliders: JSON.parse(row.sliders) as Record<SliderName, number>,
    note: noteOf(row),
    effects: JSON.parse(row.effects) as EffectChain,
    descriptors: JSON.parse(row.descriptors) as Descriptors,
    sampleRate: row.sample_rate,
  };
}

function noteOf({ note }: KickRow): NoteAsked | null {
  return note === null ? null : (JSON.parse(note) as NoteAsked);
}

/** Every platform that Kicklab runs on is little-endian, as the column is. */
function bytesOf(array: Float32Array | Int8Array): Buffer {
  return Buffer.from(array.buffer, array.byteOffset, array.byteLength);
}
