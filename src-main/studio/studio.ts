/**
 * The studio: every use-case of the contract over injected processes and paths. The doors hold
 * this and nothing below it.
 */

import { KicklabError } from '../../src-preload/contract/errors.ts';
import { contract, type Namespace } from '../../src-preload/contract/verbs.ts';
import { parseInput, type Verb } from '../../src-preload/contract/verb.ts';
import type { Listen, SharedEvent } from '../../src-preload/contract/events.ts';
import type { EffectChain } from '../../src-preload/contract/effects.ts';
import type { Theme } from '../../src-preload/contract/settings.ts';
import type { WavFormat } from '../../src-preload/contract/wav-formats.ts';
import type { KickBase } from '../engine/protocol.ts';
import { createDatasets } from './datasets.ts';
import { createEvents } from './events.ts';
import { createEvaluate } from './evaluate.ts';
import { createExplore } from './explore.ts';
import { createCheck } from './check.ts';
import { createFiles, type StagedFiles } from './files.ts';
import { createKicks } from './kicks.ts';
import { createLibraryUse } from './library.ts';
import { createCurrentModel } from './current-model.ts';
import { resolveModel } from './models.ts';
import { createModels } from './models-use.ts';
import { aboutKick, factsOfKick, fileNameOfKick, originOfKick } from './made.ts';
import { createMorph } from './morph.ts';
import { createOrigins } from './origins.ts';
import { callOptions, type Context, type Handlers, type StudioDeps } from './ports.ts';
import { createPacks, type PacksUse } from './packs.ts';
import { prepareFolder } from './prepare-folder.ts';
import { createRecentKicks } from './recent.ts';
import { createSettings } from './settings.ts';
import { createSystem } from './system.ts';
import { createTraining, type Training } from './training/training.ts';
import { createTrainingLab } from './training-figures.ts';
import { exportWav } from './wav.ts';

export interface Studio extends Handlers {
  /** A kick of the usual model as a WAV file in memory, made on the CPU so that it repeats. */
  renderWav(request: { base: KickBase; effects: EffectChain; format: WavFormat }, context: Context): Promise<{ bytes: Uint8Array; latent: number[] }>;
  /** The latents of a straight line in the usual model, both ends included. */
  line(request: { a: number[]; b: number[]; steps: number }, context: Context): Promise<number[][]>;
  /** What files.stage made ready, for the doors that hand it over. */
  staged: StagedFiles;
  /** What a page is to look like from its first frame on. */
  theme: () => Theme;
  /** A pack to its end, for the door that waits for it. */
  buildPack: PacksUse['build'];
  /** Training to its end, for the door that waits for it. */
  train: Training['train'];
  /** The same for a run that is gone on with. */
  goOnTraining: Training['goOn'];
  /** Tells what happens without being asked; returns how to stop listening. */
  on: Listen<SharedEvent>;
  /** Ends the processes it was given and closes the library. */
  close(): Promise<void>;
}

export function createStudio(given: StudioDeps): Studio {
  const current = createCurrentModel(given);
  const deps: StudioDeps = { ...given, modelRoots: current.roots };
  const datasets = createDatasets(deps);
  const training = createTraining({ ...deps, soundsToLearn: datasets.soundsToLearn });
  const recent = createRecentKicks();
  const making = { ...deps, origins: createOrigins(deps) };
  const library = createLibraryUse(deps, recent);
  const packs = createPacks({ ...making, openLibrary: library.open });
  const files = createFiles({ ...deps, libraryDir: library.dir }, recent, library.open);
  const settings = createSettings({ ...deps, libraryDir: library.dir });
  return {
    datasets: datasets.handlers,
    explore: createExplore(making, library.open),
    files: files.handlers,
    kicks: createKicks(making, recent),
    library: library.handlers,
    models: createModels({ ...making, current, countKicks: library.countKicks }),
    morph: createMorph(making),
    packs: packs.handlers,
    settings: settings.handlers,
    training: { ...training.handlers, prepare: prepareFolder, check: createCheck(deps), ...createTrainingLab(training.folderOf), evaluate: createEvaluate(deps) },
    system: createSystem(deps),
    renderWav: async ({ base, effects, format }, context) => {
      const model = await resolveModel(undefined, deps.modelRoots);
      const kick = await deps.engine.call('generate', { model, base, sliders: {}, effects, forFile: true }, callOptions(context));
      const asked = { base, effects, pitchCurve: [] };
      const origin = await originOfKick(making.origins, kick, asked, model);
      const facts = factsOfKick(kick, asked, origin.model.name);
      return { bytes: exportWav(kick, { format }, aboutKick(facts, origin, fileNameOfKick(facts, origin))).bytes, latent: kick.latent };
    },
    line: async ({ a, b, steps }, context) =>
      deps.engine.call('interpolate', { model: await resolveModel(undefined, deps.modelRoots), a, b, steps }, callOptions(context)),
    staged: files.staged,
    theme: () => deps.settings.read().theme,
    buildPack: packs.build,
    train: training.train,
    goOnTraining: training.goOn,
    on: createEvents({ trainingChanged: training.watch, trainingRunsChanged: training.watchRuns, modelChanged: current.watch, packChanged: packs.watch, datasetsChanged: datasets.watch, datasetWork: datasets.watchWork, libraryChanged: library.watch, libraryWork: library.watchWork, settingsChanged: settings.watch }),
    close: async () => {
      files.close();
      await packs.close();
      await library.close();
      await training.close();
      await deps.engine.close();
    },
  };
}

/**
 * Runs a verb named by text with input that nobody has checked yet: the one way in for doors
 * that receive messages. @throws INPUT_INVALID and whatever the verb throws.
 */
export async function dispatch(
  studio: Handlers,
  namespace: Namespace,
  name: string,
  raw: unknown,
  context: Context,
): Promise<unknown> {
  const verbs: Record<string, Verb | undefined> = contract[namespace];
  const handlers = studio[namespace] as Record<string, ((input: unknown, context: Context) => Promise<unknown>) | undefined>;
  const verb = Object.hasOwn(verbs, name) ? verbs[name] : undefined;
  const handler = handlers[name];
  if (verb === undefined || handler === undefined) throw new KicklabError('ROUTE_UNKNOWN', { path: `${namespace}/${name}` });
  return handler(parseInput(verb.input, raw, `${namespace}.${name}`), context);
}
