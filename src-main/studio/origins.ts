/** Whose work a kick is: this program, and the model, with the credits of what that was trained on. */

import type { KickProvenance } from '../../src-preload/contract/provenance.ts';
import { readManifest } from './models.ts';
import type { StudioDeps } from './ports.ts';

/** What is told of a kick's making beside the facts that shaped it. */
export interface Origin extends Pick<KickProvenance, 'program' | 'model' | 'provider' | 'madeAt' | 'recording'>, Pick<KickProvenance['settings'], 'index'> {
  /** What its samples were scaled by since, dB: those of a file that was made louder or quieter. */
  scaledDb: number;
}

export interface Origins {
  /** Of what is made now, with the bundle of this id in `dir`. */
  of(bundleId: string, dir: string): Promise<Pick<Origin, 'program' | 'model'>>;
  /** Reads anew what a bundle tells of itself. */
  forget(bundleId: string): void;
}

export function createOrigins({ versions }: { versions: Partial<StudioDeps['versions']> }): Origins {
  const program = {
    version: versions.kicklab ?? '',
    runtime: versions['onnxruntime-node'] ?? '',
    platform: versions.platform ?? '',
  };
  /** By bundle, so that a slider move reads no manifest. */
  const models = new Map<string, Origin['model']>();
  return {
    of: async (bundleId, dir) => {
      const model = models.get(bundleId) ?? (await modelIn(dir, bundleId));
      models.set(bundleId, model);
      return { program, model };
    },
    forget: (bundleId) => { models.delete(bundleId); },
  };
}

/** What the bundle in `dir` tells of itself; its id alone where its manifest cannot be read. */
export async function modelIn(dir: string, id: string): Promise<Origin['model']> {
  const manifest = await readManifest(dir);
  return {
    id,
    name: manifest?.name ?? id,
    datasetDigest: manifest?.training?.datasetDigest ?? null,
    licences: manifest?.training?.licences ?? [],
    // Files of kicks say what they always said.
    ...(manifest === null || manifest.instrument === 'kick' ? {} : { instrument: manifest.instrument }),
  };
}
