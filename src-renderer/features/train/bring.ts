/** Sounds on their way into a set: sent where the page cannot tell where they lie, brought in, looked over. One thing at a time, which can be stopped. */

import type { StoreApi } from 'zustand/vanilla';
import type { FailedItem } from '../../../src-preload/contract/fields.ts';
import { settle, type Result } from '../../../src-preload/contract/result.ts';
import type { CallOptions } from '../../../src-preload/contract/verbs.ts';
import type { Notices } from '../../app/notices.ts';
import { grouped } from '../../session/figures.ts';
import type { Connection } from '../../transport/connection.ts';
import type { DatasetsState } from './datasets.ts';
import type { Gathered } from './gather.ts';
import { sendFiles } from './send.ts';

export type To = 'new' | 'chosen';

export interface Bringing {
  /** Makes a set of files, folders and archives of this machine, or adds them to the one at hand, and looks them over for faults. */
  bring: (paths: readonly string[], to: To) => Promise<void>;
  /** The same with files that are sent; what is being gathered may fail with a code of ours. */
  send: (gathering: Promise<readonly Gathered[]>, to: To) => Promise<void>;
  /** Looks the sounds of a set over for faults: `again` those too that were looked over. */
  check: (id: string, again?: boolean) => Promise<void>;
  /** Stops it after the file under way. */
  stop: () => void;
}

export interface BringingDeps {
  api: Connection['api']['datasets'];
  store: StoreApi<DatasetsState>;
  notices: Pick<Notices, 'fail' | 'tell'>;
  /** Asks for the sets anew. */
  refresh: () => void;
  /** Takes a set in hand. */
  open: (id: string) => void;
}

type From = { paths: string[] } | { upload: string };

export function createBringing({ api, store: { getState, setState }, notices, refresh, open }: BringingDeps): Bringing {
  let abort = new AbortController();

  /** The value, or null where it failed, which is told, or was stopped. */
  const long = async <T>(work: (options: Required<CallOptions>) => Promise<Result<T>>): Promise<T | null> => {
    abort = new AbortController();
    const { signal } = abort;
    setState({ bringing: true });
    const result = await work({ signal });
    setState({ bringing: false, sending: null, work: null });
    refresh();
    if (result.ok || !signal.aborted) notices.fail(result.ok ? null : result.error);
    return result.ok ? result.value : null;
  };
  const check = async (id: string, again = false): Promise<void> => {
    await long((options) => api.check({ id, again }, options));
  };
  /** @param ready Where they are brought from, and what could not be sent. @returns whether they came */
  const bringFrom = async (to: To, ready: (signal: AbortSignal) => Promise<Result<{ from: From; refused: readonly FailedItem[] }>>): Promise<boolean> => {
    const { bringing, chosen } = getState();
    if (bringing) return false;
    const brought = await long(async (options) => {
      const got = await ready(options.signal);
      if (!got.ok) return got;
      const { from, refused } = got.value;
      const result = await (to === 'chosen' && chosen !== null ? api.add({ id: chosen, ...from }, options) : api.create(from, options));
      return result.ok ? { ok: true, value: { ...result.value, failed: [...refused, ...result.value.failed] } } : result;
    });
    if (brought === null) return false;
    const { dataset, added, failed } = brought;
    open(dataset.id);
    await check(dataset.id);
    notices.tell({ text: outcomeOf(added, failed) });
    return true;
  };

  return {
    bring: async (paths, to) => {
      if (paths.length > 0) await bringFrom(to, () => Promise.resolve({ ok: true, value: { from: { paths: [...paths] }, refused: [] } }));
    },
    send: async (gathering, to) => {
      const upload = crypto.randomUUID();
      const gathered = settle(gathering);
      const came = await bringFrom(to, async (signal) => {
        const files = await gathered;
        if (!files.ok) return files;
        const sent = await sendFiles(files.value, { upload, signal, send: api.send, onSent: (sending) => { setState({ sending }); } });
        setState({ sending: null });
        return sent.ok ? { ok: true, value: { from: { upload }, refused: sent.value } } : sent;
      });
      if (!came) await api.discard({ upload });
    },
    check,
    stop: () => { abort.abort(); },
  };
}

/** What came of bringing sounds in, in a sentence; of what did not come, the first with its way out. */
function outcomeOf(added: number, failed: readonly FailedItem[]): string {
  const sounds = `${grouped(added)} ${added === 1 ? 'sound' : 'sounds'} brought in`;
  if (failed.length === 0) return sounds;
  const [{ error: { message, hint } }] = failed;
  return `${sounds}, ${failed.length === 1 ? 'one file not' : `${grouped(failed.length)} files not, the first of them`}: ${message}. ${hint}`;
}
