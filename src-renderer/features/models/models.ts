/** The models of this machine as the page sees them, and what is done with them. */

import { createStore, type StoreApi } from 'zustand/vanilla';
import type { ErrorBody } from '../../../src-preload/contract/errors.ts';
import type { Result } from '../../../src-preload/contract/result.ts';
import type { Output } from '../../../src-preload/contract/verbs.ts';
import type { Notices } from '../../app/notices.ts';
import type { Session } from '../../session/session.ts';
import type { Connection } from '../../transport/connection.ts';

export type Installed = Output<'models', 'list'>['models'][number];
/** What two models made of the same. */
export interface Compared {
  told: Pick<Output<'models', 'compare'>, 'original' | 'a' | 'b'>;
  /** The original is empty where there was none. */
  sounds: Record<'original' | 'a' | 'b', Float32Array>;
  /** What the file of the original is called. */
  source: string;
}

export interface ModelsState {
  /** null until the first answer. */
  models: readonly Installed[] | null;
  /** In the trash, the latest first. */
  removed: Output<'models', 'list'>['removed'];
  /** What is being done, as words; null while nothing is. */
  working: string | null;
  compared: Compared | null;
}

export interface Models extends StoreApi<ModelsState> {
  refresh(): Promise<void>;
  /** Lets the model in a folder answer from now on, and puts its median kick in hand. @returns whether it does */
  use(model: Pick<Installed, 'dir'>): Promise<boolean>;
  rename(model: Installed, name: string): Promise<void>;
  /** Hands a model over as a file. */
  download(model: Installed): Promise<void>;
  /** Installs the model of a file. */
  bring(name: string, bytes: Uint8Array): Promise<void>;
  /** The same of a file on this machine. */
  bringFrom(file: string): Promise<void>;
  /** Puts a model into the trash, and says how to get it back. */
  remove(model: Installed): Promise<void>;
  putBack(id: string): Promise<void>;
  /** Deletes what is in the trash for good. */
  emptyTrash(): Promise<void>;
  /** Has two models make a kick of the same seed, or of the latent at hand. */
  compare(a: string, b: string, of: { seed: number } | { latent: number[] }): Promise<void>;
  /** Has two models make their own version of the sound in a file. */
  compareSound(a: string, b: string, name: string, bytes: Uint8Array): Promise<void>;
}

export const MODEL_EXTENSION = '.kickmodel';

interface Deps {
  connection: Connection;
  session: Pick<Session, 'turnTo' | 'refreshModel'>;
  notices: Pick<Notices, 'fail' | 'tell'>;
  save: (name: string, bytes: Uint8Array) => void;
}

export function createModels({ connection: { api, on }, session, notices, save }: Deps): Models {
  const store = createStore<ModelsState>(() => ({ models: null, removed: [], working: null, compared: null }));
  const { setState } = store;

  const refresh = async (): Promise<void> => {
    const list = await api.models.list({});
    if (list.ok) setState(list.value);
    else notices.fail(list.error);
  };
  on('modelChanged', () => void refresh());
  /** After a change of what there is: the kick at hand may have lost its model, or have it again. */
  const again = async (): Promise<void> => {
    await refresh();
    await session.refreshModel();
  };

  /** Says what is done while it is, and what failed. @returns null where it failed */
  const during = async <T>(what: string, work: Promise<Result<T>>): Promise<T | null> => {
    setState({ working: what });
    const result = await work;
    setState({ working: null });
    const error: ErrorBody | null = result.ok ? null : result.error;
    notices.fail(error);
    return result.ok ? result.value : null;
  };

  const turnTo = async (dir: string): Promise<boolean> => {
    const info = await during('Opening the model', api.models.use({ model: dir }));
    if (info !== null) session.turnTo(info);
    return info !== null;
  };

  const install = async (name: string, work: Promise<Result<Output<'models', 'upload'>>>): Promise<void> => {
    const brought = await during(`Checking ${name}`, work);
    await again();
    if (brought === null) return;
    const { model, already } = brought;
    notices.tell({ text: already ? `${model.name} is installed already` : `${model.name} is installed`, action: { label: 'Use it', run: () => void turnTo(model.dir) } });
  };

  const putBack = async (id: string): Promise<void> => {
    const back = await during('Bringing it back', api.models.putBack({ id }));
    await again();
    if (back !== null) notices.tell({ text: `${back.name} is back` });
  };

  return {
    ...store,
    refresh,
    use: ({ dir }) => turnTo(dir),
    rename: async ({ dir }, name) => {
      await during('Renaming', api.models.rename({ model: dir, name }));
      await again();
    },
    download: async ({ dir }) => {
      const file = await during('Packing the model', api.models.download({ model: dir }));
      if (file !== null) save(file.name, file.bytes);
    },
    bring: (name, bytes) => install(name, api.models.upload({ name, bytes })),
    bringFrom: (file) => install(file, api.models.import({ file })),
    remove: async ({ dir, id, name }) => {
      const removed = await during('Removing', api.models.remove({ model: dir }));
      await again();
      if (removed !== null) notices.tell({ text: `${name} is in the trash for 30 days`, action: { label: 'Undo', run: () => void putBack(id) } });
    },
    putBack,
    emptyTrash: async () => {
      await during('Emptying the trash', api.models.emptyTrash({}));
      await refresh();
    },
    compare: async (a, b, of) => {
      const answer = await during('Comparing', api.models.compare({ a, b, of }));
      if (answer !== null) setState({ compared: comparedOf(answer, '') });
    },
    compareSound: async (a, b, name, bytes) => {
      const answer = await during(`Comparing by ${name}`, api.models.compareSound({ a, b, name, bytes }));
      if (answer !== null) setState({ compared: comparedOf(answer, name) });
    },
  };
}

function comparedOf({ samples, ...told }: Output<'models', 'compare'>, source: string): Compared {
  const from = told.original?.length ?? 0;
  const between = from + told.a.length;
  return { told, source, sounds: { original: samples.subarray(0, from), a: samples.subarray(from, between), b: samples.subarray(between) } };
}
