/**
 * The chunk of a WAV file in which Kicklab notes how its sound came about: `klab`, UTF-8 JSON as
 * contract/provenance.ts describes it. A chunk may come from anybody: what does not fit is told as
 * a reason and never thrown, and the file is then a WAV like any other.
 */

import { z } from 'zod';
import { MOST_PROVENANCE_BYTES, PROVENANCE_VERSION, provenance, type KickProvenance, type KickSettings, type Provenance } from '../../src-preload/contract/provenance.ts';
import { chunkOf, chunksOf } from '../audio/wav-chunks/riff.ts';
import type { KickFacts } from '../library/library.ts';
import type { Origin } from './origins.ts';

const CHUNK_ID = 'klab';

type WithoutDelivery<T> = T extends unknown ? Omit<T, 'delivery'> : never;
/** What is known of a sound before it is written to a file. */
export type Undelivered = WithoutDelivery<Provenance>;

export function writeProvenance(told: Provenance): Uint8Array {
  return chunkOf(CHUNK_ID, new TextEncoder().encode(JSON.stringify(told)));
}

export type ProvenanceRead =
  | { provenance: Provenance; reason: null }
  /** Why there is none, as words that follow a file's name. */
  | { provenance: null; reason: string };

/** What the bytes of a WAV file say; of several chunks the first counts. */
export function readProvenance(bytes: Uint8Array): ProvenanceRead {
  const none = (reason: string): ProvenanceRead => ({ provenance: null, reason });
  for (const { id, start, end } of chunksOf(bytes)) {
    if (id !== CHUNK_ID) continue;
    if (end - start > MOST_PROVENANCE_BYTES) return none('what it says of its making is too long to be of Kicklab');
    const told = parsed(bytes.subarray(start, end));
    const { success, data } = provenance.safeParse(told);
    if (success) return { provenance: data, reason: null };
    const { data: version = 0 } = versionOnly.safeParse(told);
    return none(version > PROVENANCE_VERSION ? 'it comes from a newer Kicklab than this one' : 'what it says of its making is damaged');
  }
  return none('it says nothing of how it was made');
}

const versionOnly = z.object({ version: z.number() }).transform(({ version }) => version);

function parsed(body: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body));
  } catch {
    return undefined;
  }
}

/** What shaped a kick, without its model and without what follows from the rest. */
export function settingsOf({ seed, latent, base, exchanged, components, set, sliders, note, pitchCurve, pitchTrack, effects, descriptors, sampleRate }: Omit<KickFacts, 'bundleId' | 'bundleName' | 'pitch'>): Omit<KickSettings, 'index'> {
  return { seed, latent: [...latent], base: [...base], exchanged, components, set, sliders, note, pitchCurve, pitchTrack, effects, descriptors, sampleRate };
}

export function kickProvenance(facts: KickFacts, { program, model, provider, madeAt, recording, index }: Origin): Omit<KickProvenance, 'delivery'> {
  return {
    kind: 'kick',
    version: PROVENANCE_VERSION,
    program,
    model,
    madeAt,
    provider,
    ...(recording === undefined ? {} : { recording }),
    settings: { ...settingsOf(facts), ...(index === undefined ? {} : { index }) },
  };
}

export function originOf({ program, model, provider, madeAt, recording, delivery, settings: { index } }: KickProvenance): Origin {
  return { program, model, provider, madeAt, scaledDb: delivery.gainDb, ...(recording === undefined ? {} : { recording }), ...(index === undefined ? {} : { index }) };
}

/** What the library keeps of a kick, as its file tells it; the pitch as far as the sound goes. */
export function factsTold({ model, settings }: KickProvenance): KickFacts {
  return { ...settingsOf(settings), bundleId: model.id, bundleName: model.name, pitch: Float32Array.from(settings.pitchTrack.points, ([, hz]) => hz) };
}
