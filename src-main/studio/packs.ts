/** Use-cases of packs: one is built at a time, by engine processes of its own, watched through `status` or awaited by `build`. */

import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { KicklabError } from '../../src-preload/contract/errors.ts';
import type { PackProgress, PackResult } from '../../src-preload/contract/packs.ts';
import { errorBodyOf } from '../../src-preload/contract/result.ts';
import type { Output, Parsed } from '../../src-preload/contract/verbs.ts';
import { readWav } from '../audio/wav-read.ts';
import type { Source } from './events.ts';
import { fileNameOf } from './output.ts';
import { buildPack, type BuildDeps } from './pack-build.ts';
import { readPackFile, sheetName } from './pack-files.ts';
import { exampleNames } from './pack-preview.ts';
import type { Handlers } from './ports.ts';
import { createTelling } from './telling.ts';

export interface PackContext {
  signal?: AbortSignal;
  onProgress?: (progress: PackProgress) => void;
}

export interface PacksUse {
  handlers: Handlers['packs'];
  /** A pack to its end. @throws PACK_BUSY, CANCELLED, what building one throws */
  build: (asked: Parsed<'packs', 'start'>, context: PackContext) => Promise<PackResult>;
  /** Tells each new status. */
  watch: Source<'packChanged'>;
  close(): Promise<void>;
}

type Status = Output<'packs', 'status'>;

/** Names that a preview shows. */
const SHOWN = 4;

export function createPacks(deps: BuildDeps): PacksUse {
  let status: Status = { state: 'none', asked: null, progress: null, result: null, error: null };
  const telling = createTelling<Status>();
  const become = (next: Status): void => {
    status = next;
    telling.tell(status);
  };
  let running: { abort: AbortController; ended: Promise<unknown> } | null = null;

  const build: PacksUse['build'] = async (asked, context) => {
    if (running !== null) throw new KicklabError('PACK_BUSY', { out: status.asked?.out ?? '' });
    const abort = new AbortController();
    const ended = Promise.withResolvers<undefined>();
    running = { abort, ended: ended.promise };
    const signal = context.signal === undefined ? abort.signal : AbortSignal.any([context.signal, abort.signal]);
    become({ state: 'running', asked, progress: null, result: null, error: null });
    try {
      const result = await buildPack(deps, asked, {
        signal,
        tell: (progress) => {
          become({ ...status, progress });
          context.onProgress?.(progress);
        },
      });
      become({ ...status, state: 'done', result });
      return result;
    } catch (thrown) {
      const stopped = thrown instanceof KicklabError && thrown.code === 'CANCELLED';
      become({ ...status, state: stopped ? 'stopped' : 'failed', error: stopped ? null : errorBodyOf(thrown) });
      throw thrown;
    } finally {
      running = null;
      ended.resolve(undefined);
    }
  };

  /** A file of the latest pack. @throws PACK_NONE */
  const read = async (what: string, file: (result: PackResult) => string | undefined): Promise<{ name: string; bytes: Uint8Array }> => {
    const name = status.result === null ? undefined : file(status.result);
    if (name === undefined || status.result === null || status.asked === null) throw new KicklabError('PACK_NONE', { what });
    return { name, bytes: await readPackFile(status.result.out, status.asked, name) };
  };

  return {
    handlers: {
      start: (asked) => Promise.resolve().then(() => {
        if (running !== null) throw new KicklabError('PACK_BUSY', { out: status.asked?.out ?? '' });
        exampleNames(asked);
        // The outcome is told by `status`.
        build(asked, {}).catch(() => undefined);
        return { out: resolve(asked.out) };
      }),
      status: () => Promise.resolve(status),
      cancel: async () => {
        const stopping = running;
        stopping?.abort.abort();
        await stopping?.ended;
        return { cancelled: stopping !== null };
      },
      preview: ({ name, template, count }) => Promise.resolve().then(() => ({
        names: exampleNames({ name, template, count }).slice(0, SHOWN),
        folder: join(homedir(), 'Music', 'Kicklab', fileNameOf(name, '')),
      })),
      sheet: ({ page }) => read(`contact sheet ${String(page)}`, ({ sheets }) => (page <= sheets ? sheetName(page) : undefined)),
      hear: async ({ number }) => {
        const { name, bytes } = await read(`kick ${String(number)} in a pack`, ({ kicks }) => kicks.find((kick) => kick.number === number)?.file);
        const { channels: [samples], sampleRate } = readWav(bytes, name);
        return { sampleRate, samples };
      },
    },
    build,
    watch: telling.watch,
    close: async () => {
      running?.abort.abort();
      await running?.ended;
    },
  };
}
