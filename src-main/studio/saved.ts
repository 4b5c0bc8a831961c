/** A kick of the library with its sound, and what its file says of how it was made. */

import type { SavedKick } from '../../src-preload/contract/library-kick.ts';
import { decodeBytes } from '../audio/decode.ts';
import { toMono } from '../audio/mono.ts';
import { readWav } from '../audio/wav-read.ts';
import type { KickFacts, Library } from '../library/library.ts';
import { aboutKick } from './made.ts';
import { listModels, modelOfId } from './models.ts';
import { modelIn, type Origin } from './origins.ts';
import { fileNameOf } from './output.ts';
import type { ModelRoots } from './ports.ts';
import { originOf, readProvenance } from './provenance.ts';
import { exportWav, type About, type ExportedWav, type Sound, type WavAsked } from './wav.ts';

export interface SavedSound extends Sound {
  saved: SavedKick;
  /** What it is called as a file. */
  fileName: string;
  /** How it was made; null of an imported file. */
  made: { facts: KickFacts; origin: Origin } | null;
  /** What its file says when it leaves: of an imported one what it said before; null where that is nothing. */
  about: About | null;
}

/** @throws what `library.wav`, `readWav` and, for an imported file, `decodeBytes` throw */
export async function savedSound(library: Library, id: string, modelRoots: ModelRoots): Promise<SavedSound> {
  const { saved, facts } = library.get(id);
  const bytes = library.wav(id);
  const { channels, sampleRate } = facts === null ? await decodeBytes(bytes, saved.name) : readWav(bytes, saved.name);
  const fileName = fileNameOf(saved.name, '.wav');
  const made = facts === null ? null : { facts, origin: await originIn(bytes, facts, modelRoots) };
  const about = made === null ? aboutImported(bytes, saved.name) : aboutKick(made.facts, made.origin, fileName);
  return { saved, fileName, made, about, sampleRate, samples: toMono(channels).samples };
}

/** The file of a kick as it leaves the library. */
export function savedWav({ about, ...sound }: SavedSound, asked: WavAsked): ExportedWav {
  return exportWav(sound, asked, about);
}

/** Kicks of Kicklab are among a user's files too, such as those of a pack. */
function aboutImported(bytes: Uint8Array, title: string): About | null {
  const { provenance } = readProvenance(bytes);
  return provenance === null ? null : { title, provenance, scaledDb: provenance.delivery.gainDb };
}

/** As the file tells it; of kicks that an earlier version saved, what their model tells. */
async function originIn(bytes: Uint8Array, { bundleId, bundleName }: KickFacts, modelRoots: ModelRoots): Promise<Origin> {
  const { provenance } = readProvenance(bytes);
  if (provenance?.kind === 'kick') return originOf(provenance);
  const installed = modelOfId(await listModels(modelRoots), bundleId);
  const model = installed === undefined ? { id: bundleId, name: bundleName, datasetDigest: null, licences: [] } : await modelIn(installed.dir, bundleId);
  return { program: null, model, provider: null, madeAt: null, scaledDb: 0 };
}
