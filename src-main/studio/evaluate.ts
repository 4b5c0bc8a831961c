/** The use-case `evaluate`: how well a model gives the sounds of a folder back, and whether its own are as varied. */

import { join, resolve } from 'node:path';
import { overCopies } from '../audio/copy-distances.ts';
import { coverageOf, COVERAGE_LEAST } from '../lab/coverage.ts';
import { someAudioFiles } from '../base/audio-files.ts';
import { mean, median } from '../base/statistics.ts';
import type { Descriptors } from '../engine/protocol.ts';
import { runBatch } from './batch.ts';
import { resolveModel } from './models.ts';
import { callOptions, type Handlers, type StudioDeps } from './ports.ts';

/** Of the random kicks: the same for whatever is compared. */
const SEED = 20;

type Deps = Pick<StudioDeps, 'engine' | 'modelRoots'>;

/** The handler of `training.evaluate`. @throws MODEL_NOT_FOUND, FOLDER_UNREADABLE, FOLDER_EMPTY, CANCELLED */
export function createEvaluate({ engine, modelRoots }: Deps): Handlers['training']['evaluate'] {
  return async (input, context) => {
    const dir = resolve(input.dir);
    const model = await resolveModel(input.model, modelRoots);
    const found = await someAudioFiles(dir);
    const { id, name } = await engine.call('card', { model }, callOptions(context));
    const descriptors = new Map<string, Descriptors>();
    const files = await runBatch(found, (file) => file, async (file) => {
      const compared = await engine.call('compare', { model, file: join(dir, file) }, callOptions(context));
      descriptors.set(file, compared.descriptors);
      return { file, distances: compared.distances };
    }, context);
    const real = found.flatMap((file) => descriptors.get(file) ?? []);
    const made: Descriptors[] = [];
    if (real.length >= COVERAGE_LEAST) {
      for (let index = 1; index <= real.length; index++) {
        made.push((await engine.call('generate', { model, base: { seed: SEED, index }, sliders: {}, forFile: true }, callOptions(context))).descriptors);
      }
    }
    const distances = files.flatMap((file) => ('distances' in file ? [file.distances] : []));
    return {
      model: { id, name }, dir, count: distances.length, files,
      means: distances.length === 0 ? null : overCopies(distances, mean),
      medians: distances.length === 0 ? null : overCopies(distances, median),
      coverage: coverageOf(real, made),
    };
  };
}
