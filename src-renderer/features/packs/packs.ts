/** The pack that is built, as the page sees it: how it stands, what came of it, how its kicks sound. It outlives the screen. */

import { createStore, type StoreApi } from 'zustand/vanilla';
import type { ErrorBody } from '../../../src-preload/contract/errors.ts';
import type { Input, Output } from '../../../src-preload/contract/verbs.ts';
import type { Sound } from '../../audio/looper.ts';
import { createLatest } from '../../session/latest.ts';
import type { Connection } from '../../transport/connection.ts';

export type PackStatus = Output<'packs', 'status'>;
export type PackAsked = Input<'packs', 'start'>;

/** First names of a pack, or why there can be none. */
export type Preview = { names: readonly string[]; folder: string } | { error: ErrorBody };

export interface PacksState {
  /** null until the first answer. */
  status: PackStatus | null;
  /** Ids of saved kicks that the next pack is to be made of; none where it is made of new ones. */
  selection: readonly string[];
  preview: Preview | null;
  /** Address of the contact sheet that is shown, and which one it is. */
  sheet: { url: string; page: number } | null;
}

export interface Packs extends StoreApi<PacksState> {
  /** Asks how the latest pack stands. */
  refresh(): Promise<void>;
  start(asked: PackAsked): Promise<void>;
  /** Stops; what was made stays, and `resume` goes on from it. */
  cancel(): Promise<void>;
  /** Begins the latest pack again, with its settings. */
  resume(): Promise<void>;
  /** Saved kicks for the next pack, by their ids in the library; the screen is the caller's to open. */
  chooseSelection(ids: readonly string[]): void;
  /** Asks which names a pack would have; the latest asked wins. */
  previewNames(asked: Input<'packs', 'preview'>): void;
  hear(number: number): void;
  showSheet(page: number): void;
}

export function createPacks({ connection: { api, on }, fail, hear }: { connection: Pick<Connection, 'api' | 'on'>; fail: (error: ErrorBody | null) => void; hear: (sound: Sound) => void }): Packs {
  const store = createStore<PacksState>(() => ({ status: null, selection: [], preview: null, sheet: null }));
  const { getState, setState } = store;

  const dropSheet = (): void => {
    const { sheet } = getState();
    if (sheet !== null) URL.revokeObjectURL(sheet.url);
    setState({ sheet: null });
  };
  const sheets = createLatest(
    (page: number) => api.packs.sheet({ page }),
    (result, page) => {
      if (!result.ok) return;
      dropSheet();
      setState({ sheet: { url: URL.createObjectURL(new Blob([result.value.bytes as Uint8Array<ArrayBuffer>], { type: 'image/png' })), page } });
    },
  );
  const sounds = createLatest(
    (number: number) => api.packs.hear({ number }),
    (result) => {
      fail(result.ok ? null : result.error);
      if (result.ok) hear(result.value);
    },
  );
  const previews = createLatest(
    (asked: Input<'packs', 'preview'>) => api.packs.preview(asked),
    (result) => { setState({ preview: result.ok ? result.value : { error: result.error } }); },
  );
  const become = (status: PackStatus): void => {
    const before = getState().status;
    setState({ status });
    if (status.result === null) dropSheet();
    else if (before?.result?.out !== status.result.out || before.state === 'running') sheets.ask(1);
  };
  on('packChanged', become);

  const start = async (asked: PackAsked): Promise<void> => {
    const started = await api.packs.start(asked);
    fail(started.ok ? null : started.error);
  };
  return {
    ...store,
    refresh: async () => {
      const status = await api.packs.status({});
      if (status.ok) become(status.value);
      else fail(status.error);
    },
    start,
    cancel: async () => {
      const cancelled = await api.packs.cancel({});
      fail(cancelled.ok ? null : cancelled.error);
    },
    resume: async () => {
      const asked = getState().status?.asked;
      if (asked !== null && asked !== undefined) await start(asked);
    },
    chooseSelection: (selection) => { setState({ selection }); },
    previewNames: (asked) => { previews.ask(asked); },
    hear: (number) => { sounds.ask(number); },
    showSheet: (page) => { sheets.ask(page); },
  };
}
