/**
 * What the use-cases need from outside: the engine that answers, one that trains, where models
 * stand. The composition roots (command line, desktop) provide them.
 */

import type { SettingsState } from '../../src-preload/contract/settings.ts';
import type { Namespace, Output, Parsed, VerbName } from '../../src-preload/contract/verbs.ts';
import type { CallOptions, Engine } from '../engine/client.ts';
import type { SettingsFile } from './settings-file.ts';

export interface StudioDeps {
  engine: Engine;
  /** Another engine process, so that training or measuring never delays a kick; whoever asked for it closes it. */
  startEngine: () => Engine;
  modelRoots: ModelRoots;
  /** Folder of the saved kicks; made when the first of them is asked for. */
  libraryDir: string;
  /** Folder of data sets, training runs and sounds that were prepared; made when one of them is first needed. */
  labDir: string;
  settings: SettingsFile;
  startedWith: SettingsState['startedWith'];
  /** The notices of what the program is made of, as Markdown. */
  noticesFile: string;
  desk: Desk;
  /** What `doctor` tells of the program and what it runs on. */
  versions: Record<string, string>;
}

/** What stands around the program on this machine, as far as a door reaches it. */
export interface Desk {
  /** Shows files in the file manager. @throws REVEAL_FAILED */
  reveal: (paths: readonly string[]) => Promise<void>;
  /** Puts files on the clipboard; null where that cannot be. */
  copyFiles: ((paths: readonly string[]) => void) | null;
}

export interface ModelRoots {
  /** Bundles shipped with the program; `factory` among them is the default. */
  app: string;
  /** Bundles of the user. */
  user: string;
  /** Model of requests that name none, as this start was told. */
  preferred?: string | undefined;
  /** What this start was told, which stays among the models when another is used instead. */
  told?: string | undefined;
  /** The one that is settled for them where the start was told none; null is `factory`. */
  settled?: () => SettledModel | null;
}

/** A bundle of the user's choice, and where it stood then. */
export interface SettledModel {
  id: string;
  dir: string;
}

/** What a door passes beside the input of a verb. */
export interface Context {
  signal?: AbortSignal;
  /** Told after each item of a batch. */
  onItem?: (item: { file: string; error?: { message: string } }, done: number, total: number) => void;
  /** Told how far a long job of the library is. */
  onDone?: (done: number, total: number) => void;
}

/** The studio, verb by verb: takes checked input, rejects with a KicklabError. */
export type Handlers = {
  [N in Namespace]: {
    [V in VerbName<N>]: (input: Parsed<N, V>, context: Context) => Promise<Output<N, V>>;
  };
};

/** The part of a context that the engine takes. */
export function callOptions({ signal }: Context): CallOptions {
  return signal === undefined ? {} : { signal };
}
