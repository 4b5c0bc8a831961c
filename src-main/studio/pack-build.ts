/**
 * A pack from its settings to its last file: kicks to choose among, then the files of those that
 * were chosen. Killed at any moment and begun again it goes on, and comes out byte for byte the same.
 */

import { access } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { KicklabError } from '../../src-preload/contract/errors.ts';
import { packSettings, type PackAsked, type PackSettings } from '../../src-preload/contract/pack-fields.ts';
import type { PackProgress, PackResult } from '../../src-preload/contract/packs.ts';
import type { Engine } from '../engine/client.ts';
import { soundPoint, type SoundPoint } from '../audio/likeness.ts';
import { readTrainingSet } from '../lab/training-set.ts';
import { openWorkshop } from '../packs/workshop.ts';
import { ensureFolder } from './output.ts';
import { choosePack, type MadeLine } from './pack-choice.ts';
import { createCrew } from './pack-crew.ts';
import { archivePath, MANIFEST, resultOf } from './pack-files.ts';
import { createPace } from './pack-pace.ts';
import { exampleNames } from './pack-preview.ts';
import { openSource, rootOf, type PackSource, type SourceDeps } from './pack-source.ts';
import { writePack, type WrittenLine } from './pack-writing.ts';

export interface BuildDeps extends SourceDeps {
  /** An engine process of one's own. */
  startEngine: () => Engine;
}

/** @throws CANCELLED (what was done stays), PACK_*, OUTPUT_UNWRITABLE, DISK_FULL, what making kicks throws */
export async function buildPack(deps: BuildDeps, asked: PackAsked, { signal, tell }: { signal: AbortSignal; tell: (progress: PackProgress) => void }): Promise<PackResult> {
  const { out: folder, ...given } = asked;
  const out = resolve(folder);
  const settings = packSettings.parse(given);
  // Names that cannot be are told before anything is made.
  exampleNames(settings);
  await ensureFolder(out);
  const crew = createCrew(deps.startEngine, settings.count, signal);
  try {
    const source = await openSource(deps, settings, crew.one);
    const count = source.most ?? settings.count;
    const shop = await openWorkshop<MadeLine, WrittenLine>(out, { ...settings, bundles: [...source.models.keys()] });
    if (!(await isWhole(out, settings))) {
      const pace = createPace(count, tell);
      const make = async (index: number, engine: Engine): Promise<MadeLine> => {
        try {
          const sound = await source.make(index, engine, signal);
          await shop.put(index, sound);
          const { latent, descriptors, bundleId } = sound.facts;
          return { index, kick: { latent, descriptors, rootHz: rootOf(sound.facts), tuned: sound.tuned, bundleId } };
        } catch (thrown) {
          // A kick that cannot be made is no reason to end a pack.
          if (thrown instanceof KicklabError && thrown.kind === 'input') return { index, kick: null };
          throw thrown;
        }
      };
      const choice = await choosePack(settings, {
        foreseen: source.foreseen === null ? null : { engine: crew.one, model: source.foreseen },
        most: source.most,
        past: shop.made.past,
        known: await knownTo(source),
        make: (indices, done) => crew.each(indices, async (index, engine) => {
          const line = await make(index, engine);
          await shop.made.add(line);
          done(line);
          pace.made();
        }),
        plan: (open) => { pace.plan(open); },
        signal,
      });
      if (choice.kicks.length === 0) throw new KicklabError('PACK_EMPTY', { made: choice.tried.made });
      await writePack(out, settings, { source, shop, choice, pace, signal });
    }
    await shop.remove();
    return await resultOf(out, settings, count);
  } finally {
    await crew.close();
  }
}

/** Whether all of it stands there: its last file comes once everything else is in place. */
async function isWhole(out: string, settings: PackSettings): Promise<boolean> {
  return access(settings.zip ? archivePath(out, settings.name) : join(out, MANIFEST)).then(() => true, () => false);
}

/** The recordings behind each model, as points. */
async function knownTo({ models }: PackSource): Promise<Map<string, SoundPoint[] | null>> {
  const known = new Map<string, SoundPoint[] | null>();
  for (const [id, dir] of models) {
    const kicks = await readTrainingSet(dir, id);
    known.set(id, kicks === null ? null : kicks.map(({ descriptors, latent }) => soundPoint(descriptors, latent)));
  }
  return known;
}
