/**
 * What is kept of a training run: one `run.json` in a folder of its own, written whole, so that it
 * outlives whoever trains. Who trains it at the moment is `lock.ts`'s to say.
 */

import { mkdir, readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { augmentation } from '../../../src-preload/contract/augmentation.ts';
import { datasetLicence } from '../../../src-preload/contract/datasets.ts';
import { KicklabError } from '../../../src-preload/contract/errors.ts';
import { instrument } from '../../../src-preload/contract/instruments.ts';
import { presetName, trainingPlan } from '../../../src-preload/contract/training-presets.ts';
import { outcome, runId, runState } from '../../../src-preload/contract/training-runs.ts';
import { writeFileAtomic } from '../../base/write-file.ts';

/** Raise it when an older program could misread the file. */
const FORMAT = 1;

/** What the engine is told, settled when the run was asked for, so that a resumed run is the same run. */
const frozen = z.strictObject({
  dir: z.string(),
  sounds: z.string(),
  prepared: z.string(),
  augmentation,
  licence: datasetLicence.nullable(),
  instrument,
  out: z.string(),
  seed: z.number(),
  beta: z.number(),
  batch: z.number(),
  threads: z.number(),
  latentSize: z.number(),
  from: z.string().nullable(),
  vocoderFrom: z.string(),
  name: z.string(),
  vocoder: z.boolean(),
});

const record = z.strictObject({
  format: z.literal(FORMAT),
  id: runId,
  state: runState,
  /** What it learns from, for a person to read. */
  source: z.string(),
  /** Sounds there when it was asked for. */
  kicks: z.number(),
  preset: presetName,
  /** Whether `out` was chosen by the program. */
  ownOut: z.boolean(),
  request: frozen,
  /** Passes that were asked for, or that the plan settled; null until it begins. */
  epochs: z.number().nullable(),
  plan: trainingPlan.nullable(),
  /** Whether checkpoints in `out` are its own. */
  begun: z.boolean(),
  created: z.iso.datetime(),
  changed: z.iso.datetime(),
  seconds: z.number(),
  ...outcome,
});
export type RunRecord = z.infer<typeof record>;

const RUN_FILE = 'run.json';
const SOUNDS_FILE = 'sounds.json';
/** What another process asks of the one that trains. */
const ASKED_FILE = 'asked.json';
const asked = z.enum(['paused', 'cancelled']);
export type Asked = z.infer<typeof asked>;

export interface RunFiles {
  /** Folder of a run. */
  dirOf(id: string): string;
  /** The list of what a run learns from. */
  soundsOf(id: string): string;
  /** Makes the folder of a new run. */
  make(id: string): Promise<void>;
  /** @throws DISK_FULL, OUTPUT_UNWRITABLE */
  write(run: RunRecord): Promise<void>;
  /** @throws TRAINING_UNKNOWN, TRAINING_DAMAGED */
  read(id: string): Promise<RunRecord>;
  /** The newest first; those that cannot be read are passed over. */
  readAll(): Promise<RunRecord[]>;
  remove(id: string): Promise<void>;
  ask(id: string, what: Asked): Promise<void>;
  /** What was asked since `forgetAsked`. */
  readAsked(id: string): Promise<Asked | null>;
  forgetAsked(id: string): Promise<void>;
}

/** @param root Folder of all runs; made when the first of them is. */
export function createRunFiles(root: string): RunFiles {
  const dirOf = (id: string): string => join(root, id);
  const read: RunFiles['read'] = async (id) => {
    const file = join(dirOf(id), RUN_FILE);
    const text = await readFile(file, 'utf8').catch((cause: unknown) => {
      throw new KicklabError('TRAINING_UNKNOWN', { id }, { cause });
    });
    try {
      return record.parse(JSON.parse(text));
    } catch (cause) {
      throw new KicklabError('TRAINING_DAMAGED', { file, reason: cause instanceof SyntaxError ? 'it is not JSON' : 'it is of another format' }, { cause });
    }
  };
  return {
    dirOf,
    soundsOf: (id) => join(dirOf(id), SOUNDS_FILE),
    read,
    make: async (id) => { await mkdir(dirOf(id), { recursive: true }); },
    write: (run) => writeFileAtomic(join(dirOf(run.id), RUN_FILE), `${JSON.stringify(run, null, 1)}\n`),
    readAll: async () => {
      const names = await readdir(root).catch(() => []);
      const runs = await Promise.all(names.filter((name) => runId.safeParse(name).success).map((id) => read(id).catch(() => null)));
      return runs.filter((run) => run !== null).sort((a, b) => b.created.localeCompare(a.created) || a.id.localeCompare(b.id));
    },
    remove: (id) => rm(dirOf(id), { recursive: true, force: true }),
    ask: (id, what) => writeFileAtomic(join(dirOf(id), ASKED_FILE), JSON.stringify(what)),
    readAsked: async (id) => {
      const text = await readFile(join(dirOf(id), ASKED_FILE), 'utf8').catch(() => 'null');
      return asked.safeParse(JSON.parse(text)).data ?? null;
    },
    forgetAsked: (id) => rm(join(dirOf(id), ASKED_FILE), { force: true }),
  };
}
