/**
 * Kicks on their way to other programs: their files stand before a drag can begin, and beside the
 * drag there is always a menu. The desktop program drags files itself; a browser drags an address.
 */

import { createStore, type StoreApi } from 'zustand/vanilla';
import type { ErrorBody } from '../../../src-preload/contract/errors.ts';
import type { HeardKick } from '../../../src-preload/contract/kicks.ts';
import { MOST_STAGED } from '../../../src-preload/contract/limits.ts';
import type { Result } from '../../../src-preload/contract/result.ts';
import { stagedPath } from '../../../src-preload/contract/staged-path.ts';
import type { Output } from '../../../src-preload/contract/verbs.ts';
import { requestOf } from '../../session/request.ts';
import type { Connection } from '../../transport/connection.ts';
import type { Notice } from '../notices.ts';

/** A kick of the library by its id, or one that was heard. */
export type KickSource = { saved: string } | { heard: HeardKick };

type Staged = Output<'files', 'stage'>;

export interface DragOutState {
  /** The menu beside the drag, where it was asked for; what gets the focus back. */
  menu: { kicks: readonly KickSource[]; x: number; y: number; opener: Element | null } | null;
  /** Whether files can be put on the clipboard here; known with the first that is staged. */
  copyable: boolean;
}

export interface DragOut extends StoreApi<DragOutState> {
  /** Makes the files of kicks stand, unless they were lately; in silence, for it is asked on the mere chance of a drag. */
  prepare(kicks: readonly KickSource[]): void;
  /**
   * Begins the drag of kicks whose files stand.
   * @returns whether the browser is to go on with it; not where the desktop program has taken over, or nothing can be dragged, which is told.
   */
  begin(kicks: readonly KickSource[], transfer: Pick<DataTransfer, 'setData' | 'effectAllowed'>): boolean;
  copyFiles(kicks: readonly KickSource[]): Promise<void>;
  copyPaths(kicks: readonly KickSource[]): Promise<void>;
  reveal(kicks: readonly KickSource[]): Promise<void>;
  /** A kick that was heard, under an id that the host knows; null where it cannot be made once more, which is told. */
  renew(kick: HeardKick): Promise<HeardKick | null>;
  /** Where the web host serves the archive of several kicks; null where that failed, which is told. */
  archive(kicks: readonly KickSource[]): Promise<{ url: string; name: string } | null>;
}

export interface DragOutDeps {
  connection: Pick<Connection, 'api' | 'drag'>;
  /** Of the page, such as `http://127.0.0.1:5757`. */
  origin: string;
  writeText: (text: string) => Promise<void>;
  fail: (error: ErrorBody | null) => void;
  tell: (notice: Notice) => void;
  now?: () => number;
}

/** What was staged less than this ago still stands, ms; later it is looked after again. */
const FRESH_MS = 10_000;
/** Sets that are remembered: as many as the pointer may pass over. */
const KEPT = 64;

export function createDragOut({ connection: { api, drag }, origin, writeText, fail, tell, now = () => performance.now() }: DragOutDeps): DragOut {
  const store = createStore<DragOutState>(() => ({ menu: null, copyable: false }));
  const known = new Map<string, { staged: Staged; at: number }>();
  /** Ids of kicks of an earlier start, which were made once more. */
  const remade = new WeakMap<HeardKick, string>();

  const keyOf = (kicks: readonly KickSource[]): string => kicks.map((kick) => ('saved' in kick ? kick.saved : kick.heard.id)).join(' ');

  const ask = (kicks: readonly KickSource[]): Promise<Result<Staged>> =>
    api.files.stage({ kicks: kicks.map((kick) => ('saved' in kick ? kick : { heard: remade.get(kick.heard) ?? kick.heard.id })) });

  /** Lets the host know kicks again that it has forgotten. */
  const remake = async (kicks: readonly KickSource[]): Promise<ErrorBody | null> => {
    for (const kick of kicks) {
      if ('saved' in kick) continue;
      const made = await api.kicks.audition(requestOf(kick.heard));
      if (!made.ok) return made.error;
      remade.set(kick.heard, made.value.id);
    }
    return null;
  };

  const stage = async (kicks: readonly KickSource[]): Promise<Result<Staged>> => {
    let result = await ask(kicks);
    if (!result.ok && result.error.code === 'KICK_GONE') {
      const error = await remake(kicks);
      result = error === null ? await ask(kicks) : { ok: false, error };
    }
    if (result.ok) {
      store.setState({ copyable: result.value.copyable });
      known.delete(keyOf(kicks));
      known.set(keyOf(kicks), { staged: result.value, at: now() });
      for (const oldest of [...known.keys()].slice(0, -KEPT)) known.delete(oldest);
    }
    return result;
  };

  /** What is done with files that stand, told where it fails. */
  const withFiles = async <T>(kicks: readonly KickSource[], work: (staged: Staged) => Promise<Result<T>>): Promise<T | null> => {
    const staged = await stage(kicks);
    const result = staged.ok ? await work(staged.value) : staged;
    fail(result.ok ? null : result.error);
    return result.ok ? result.value : null;
  };
  const urlOf = ({ id, name }: Staged): string => origin + stagedPath(id, name);

  return {
    ...store,

    prepare: (kicks) => {
      const before = known.get(keyOf(kicks));
      if (kicks.length === 0 || kicks.length > MOST_STAGED || (before !== undefined && now() - before.at < FRESH_MS)) return;
      void stage(kicks);
    },

    begin: (kicks, transfer) => {
      const staged = known.get(keyOf(kicks))?.staged;
      if (staged === undefined) {
        void withFiles(kicks, (made) => {
          tell({ text: made.count === 1 ? 'Its file stands now: drag it again' : 'Their files stand now: drag them again' });
          return Promise.resolve({ ok: true, value: made });
        });
        return false;
      }
      if (drag !== null) {
        drag(staged.id);
        return false;
      }
      const type = staged.count === 1 ? 'audio/wav' : 'application/zip';
      // Chromium's own type: type, name and address of a file that is fetched where it is dropped.
      transfer.setData('DownloadURL', `${type}:${staged.name}:${urlOf(staged)}`);
      transfer.setData('text/uri-list', urlOf(staged));
      transfer.effectAllowed = 'copy';
      return true;
    },

    copyFiles: async (kicks) => {
      const done = await withFiles(kicks, ({ id }) => api.files.copy({ id }));
      if (done !== null) tell({ text: done.paths.length === 1 ? 'The file is on the clipboard' : `${done.paths.length} files are on the clipboard` });
    },

    copyPaths: async (kicks) => {
      const done = await withFiles(kicks, ({ id }) => api.files.paths({ id }));
      if (done === null) return;
      const text = done.paths.join('\n');
      // A browser may refuse; then it can at least be read.
      const copied = await writeText(text).then(() => true, () => false);
      tell({ text: copied && done.paths.length > 1 ? `${done.paths.length} paths are on the clipboard` : `${copied ? 'On the clipboard: ' : ''}${text}` });
    },

    reveal: async (kicks) => {
      await withFiles(kicks, ({ id }) => api.files.reveal({ id }));
    },

    renew: (kick) => withFiles([{ heard: kick }], () => Promise.resolve({ ok: true, value: { ...kick, id: remade.get(kick) ?? kick.id } })),

    archive: (kicks) => withFiles(kicks, (staged) => Promise.resolve({ ok: true, value: { url: urlOf(staged), name: staged.name } })),
  };
}
