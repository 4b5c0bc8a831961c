/**
 * What is done to the pitch of a decoded kick before it is heard: it is tuned to a note, or into a key,
 * then bent along a curve. How features are moved is audio/tune.ts's, how a note is met tune-kick.ts's.
 */

import { KicklabError } from '../../src-preload/contract/errors.ts';
import { hzOfMidi, midiOf } from '../audio/note.ts';
import { curveOnGrid, type CurvePoint } from '../audio/pitch-curve.ts';
import type { AudioSpec, Features } from '../audio/spec.ts';
import { bendFeatures, foreseeNote } from '../audio/tune.ts';
import { tuneKick, type Voiced } from './tune-kick.ts';

export interface PitchShape {
  /** The note that the tail is tuned to. */
  noteHz?: number | undefined;
  /** Pitch classes, C is 0, to the nearest of which it is tuned where no note is asked for. */
  scale?: readonly number[] | undefined;
  curve?: readonly CurvePoint[] | undefined;
}

export interface Pitched extends Voiced {
  /** The note that it was tuned to, before the curve; null where it kept its own. */
  tunedHz: number | null;
}

/**
 * `decoded` with its pitch as asked for. `voice` renders features, once for each of what is asked for and
 * a few times for a note. A kick without a pitch stays out of a scale.
 * @throws what `tuneKick` throws for a note
 */
export async function shapePitch(
  decoded: Features,
  { noteHz, scale = [], curve = [] }: PitchShape,
  spec: AudioSpec,
  voice: (features: Features) => Promise<Float32Array>,
): Promise<Pitched> {
  const tuned = noteHz === undefined ? await tuneIntoScale(decoded, scale, spec, voice) : { ...(await tuneKick(decoded, noteHz, spec, voice)), tunedHz: noteHz };
  const { features, tunedHz } = tuned ?? { features: decoded, tunedHz: null };
  if (curve.every(({ cents }) => cents === 0)) return tuned ?? { features, tunedHz, placed: await voice(features) };
  const bent = bendFeatures(features, curveOnGrid(curve, spec), spec);
  return { features: bent, tunedHz, placed: await voice(bent) };
}

/** null where there is no scale, or no pitch to bring into it. */
async function tuneIntoScale(
  decoded: Features,
  scale: readonly number[],
  spec: AudioSpec,
  voice: (features: Features) => Promise<Float32Array>,
): Promise<Pitched | null> {
  const own = scale.length === 0 ? null : foreseeNote(decoded, spec);
  if (own === null) return null;
  const tunedHz = nearestTone(own, scale, spec);
  try {
    return { ...(await tuneKick(decoded, tunedHz, spec, voice)), tunedHz };
  } catch (thrown) {
    if (thrown instanceof KicklabError && (thrown.code === 'NOTE_UNVOICED' || thrown.code === 'NOTE_RANGE')) return null;
    throw thrown;
  }
}

/** The tone of a scale nearest to `hz`, in cents; of two as near the lower. Inside what the model knows where there is one. */
export function nearestTone(hz: number, scale: readonly number[], { pitchMin, pitchMax }: Pick<AudioSpec, 'pitchMin' | 'pitchMax'>): number {
  const at = midiOf(hz);
  const all = Array.from({ length: 25 }, (_, i) => Math.round(at) - 12 + i).filter((midi) => scale.includes(((midi % 12) + 12) % 12));
  const inside = all.filter((midi) => hzOfMidi(midi) >= pitchMin && hzOfMidi(midi) <= pitchMax);
  const tones = inside.length === 0 ? all : inside;
  return hzOfMidi(tones.reduce((best, midi) => (Math.abs(midi - at) < Math.abs(best - at) ? midi : best)));
}
