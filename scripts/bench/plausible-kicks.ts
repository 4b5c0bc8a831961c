/** Kicks that nobody made, plausible enough to measure a library on: what they are called, what they measure, how they look. */

import { categoryOf } from '../../src-main/audio/category.ts';
import { writeWav } from '../../src-main/audio/wav-write.ts';
import { noteOf } from '../../src-main/audio/note.ts';
import { createRandom, type Random } from '../../src-main/base/random.ts';
import type { NewKick } from '../../src-main/library/library.ts';
import { thumbnailOf } from '../../src-main/library/thumbnail.ts';
import type { Descriptors } from '../../src-preload/contract/fields.ts';

export const WORDS = [
  'Warehouse', 'Deep', 'Rumble', 'Concrete', 'Velvet', 'Iron', 'Cellar', 'Night', 'Pulse', 'Thud', 'Stomp', 'Granite', 'Amber', 'Tunnel', 'Hollow', 'Brick',
  'Analog', 'Dusty', 'Bright', 'Dark', 'Round', 'Tight', 'Long', 'Short', 'Punchy', 'Soft', 'Hard', 'Clean', 'Dirty', 'Warm', 'Cold', 'Wide',
];
export const TAGS = ['techno', 'house', 'trap', 'layer', 'sub', 'click', 'keep', 'client', 'live', 'tuned', 'long tail', 'Köln'];
export const COLLECTIONS = ['Friday set', 'Pack one', 'To finish', 'References'];
const BUNDLES = [['factory', 'Factory'], ['mine', 'My kicks']] as const;

const RATE = 44_100;
export const LATENT_SIZE = 32;
/** Enough to see the outline of a kick. */
const OUTLINE_RATE = 2000;
/** Of a row: what a model of 256 frames keeps. */
const PITCH_FRAMES = 256;

export interface PlausibleKick {
  kick: NewKick;
  tags: readonly string[];
  /** The index of one of `COLLECTIONS`; most are in none. */
  collection: number | null;
  favourite: boolean;
  rating: number;
  removed: boolean;
}

/** Kick `index` of a seed, the same each time. @param sound Whether it gets its file; without, all else is as with it. */
export function plausibleKick(seed: number, index: number, sound: boolean): PlausibleKick {
  const random = createRandom(seed, 'library', index);
  const pick = <T>(of: readonly T[]): T => of[random.int(of.length)];
  const descriptors = plausibleDescriptors(random);
  const samples = render(descriptors, sound ? RATE : OUTLINE_RATE);
  const [bundleId, bundleName] = random.uniform() < 0.85 ? BUNDLES[0] : BUNDLES[1];
  const latent = Array.from({ length: LATENT_SIZE }, () => random.normal());
  return {
    kick: {
      name: `${pick(WORDS)} ${pick(WORDS)} ${String(index + 1).padStart(5, '0')}`,
      category: categoryOf(descriptors),
      bundleId, bundleName, seed: index, latent, base: latent, components: [],
      pitch: new Float32Array(PITCH_FRAMES).fill(descriptors.noteHz ?? 50),
      pitchCurve: [], pitchTrack: { onsetMs: 0, points: [[0, 150], [40, descriptors.noteHz ?? 50]] }, exchanged: {},
      set: {}, sliders: { decay: 0.5, brightness: 0.5, subby: 0.5, click: 0.5 }, note: null, effects: [], descriptors,
      sampleRate: RATE,
      wav: sound ? writeWav([samples], RATE, { format: 'float32', ditherSeed: 0 }) : new Uint8Array(),
      samples: Math.round((descriptors.lengthMs / 1000) * RATE),
      thumbnail: thumbnailOf(samples),
    },
    tags: TAGS.filter(() => random.uniform() < 0.08),
    collection: random.uniform() < 0.03 ? random.int(COLLECTIONS.length) : null,
    favourite: random.uniform() < 0.04,
    rating: random.uniform() < 0.3 ? 1 + random.int(5) : 0,
    removed: random.uniform() < 0.01,
  };
}

/** About what sound-vector.ts has of real kicks; a decay, a length and a pitch go together. */
function plausibleDescriptors(random: Random): Descriptors {
  const decayMs = 2 ** (7.9 + 0.85 * random.normal());
  const noteHz = random.uniform() < 0.75 ? 2 ** (5.64 + 0.39 * random.normal()) : null;
  const note = noteHz === null ? null : noteOf(noteHz);
  return {
    decayMs,
    centroidHz: 2 ** (7 + 0.9 * random.normal()),
    subShare: random.uniform() ** 0.3,
    clickDb: Math.min(0, -21.6 + 10.8 * random.normal()),
    noteHz,
    note: note?.name ?? null,
    noteCents: note?.cents ?? null,
    lengthMs: Math.min(1486, decayMs * (1.2 + 1.5 * random.uniform())),
    loudnessLufs: -14 + 3 * random.normal(),
  };
}

/** A sine that falls from three times its pitch and dies away: looks, and more or less sounds, like a kick. */
function render({ decayMs, noteHz, lengthMs }: Descriptors, rate: number): Float32Array {
  const out = new Float32Array(Math.max(16, Math.round((lengthMs / 1000) * rate)));
  let phase = 0;
  for (let n = 0; n < out.length; n++) {
    const ms = (1000 * n) / rate;
    phase += (2 * Math.PI * (noteHz ?? 50) * (1 + 2 * Math.exp(-ms / 20))) / rate;
    // 30 dB within the decay.
    out[n] = 0.9 * Math.sin(phase) * 10 ** ((-1.5 * ms) / decayMs);
  }
  return out;
}
