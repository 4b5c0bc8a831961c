/**
 * Use-cases of data sets: brought together, described, changed. What takes its time is told of and
 * can be cancelled, and is done once at a time for each data set.
 */

import { randomUUID } from 'node:crypto';
import { dirname, join } from 'node:path';
import type { DatasetPhase } from '../../src-preload/contract/datasets.ts';
import { KicklabError } from '../../src-preload/contract/errors.ts';
import { readPlace } from '../audio/doctor/examine.ts';
import { toMono } from '../audio/mono.ts';
import { bring, type Found } from '../datasets/bring.ts';
import { itemIn, nameOf, withChanges, withFindings, withSounds } from '../datasets/changes.ts';
import { instrumentOf } from '../datasets/labels.ts';
import { itemOf, summaryOf, type DatasetRecord } from '../datasets/record.ts';
import { soundsToLearn, type SoundsToLearn } from '../datasets/sounds.ts';
import { openDatasets } from '../datasets/store.ts';
import { checkSounds } from './check.ts';
import { createDatasetWork } from './dataset-work.ts';
import type { Source } from './events.ts';
import type { Context, Handlers, StudioDeps } from './ports.ts';
import { createTelling } from './telling.ts';

export interface DatasetsUse {
  handlers: Handlers['datasets'];
  /** What a training learns from. @throws as `soundsToLearn` */
  soundsToLearn: (asked: { dir: string } | { dataset: string }) => Promise<SoundsToLearn>;
  /** Tells that some data set changed here. */
  watch: Source<'datasetsChanged'>;
  /** Tells how what takes its time stands. */
  watchWork: Source<'datasetWork'>;
}

/** The most characters of a name. */
const NAME_LENGTH = 120;

export function createDatasets({ labDir, startEngine }: Pick<StudioDeps, 'labDir' | 'startEngine'>, now: () => number = Date.now): DatasetsUse {
  const store = openDatasets(join(labDir, 'datasets'));
  const work = createDatasetWork();
  const changes = createTelling<Record<string, never>>();
  const change = async <T>(id: string, edit: (record: DatasetRecord) => { record: DatasetRecord; value: T }): Promise<T> => {
    const value = await store.change(id, edit);
    changes.tell({});
    return value;
  };
  const bringing = (id: string, paths: readonly string[], { signal, onDone }: Context) =>
    work.run(id, 'find', (tell) => bring(paths, {
      unpackInto: store.unpackInto(id),
      signal,
      tell: (phase: DatasetPhase, done, total) => {
        tell(phase, done, total);
        onDone?.(done, total);
      },
    }));

  return {
    handlers: {
      create: async ({ paths, name }, context) => {
        const id = randomUUID();
        try {
          const { sounds, failed } = await bringing(id, paths, context);
          const empty: DatasetRecord = {
            version: 1, id, name: name ?? usualName(sounds[0]), createdAt: now(), sources: [],
            instrument: instrumentOf(sounds.map(({ source, shown }) => `${nameOf(source)}/${shown}`)), licence: null, items: [],
          };
          const { record, value } = withSounds(empty, sounds);
          await store.add(record);
          changes.tell({});
          return { dataset: summaryOf(record), ...value, failed };
        } catch (thrown) {
          await store.abandon(id);
          throw thrown;
        }
      },
      add: async ({ id, paths }, context) => {
        await store.read(id);
        const { sounds, failed } = await bringing(id, paths, context);
        return change(id, (record) => {
          const next = withSounds(record, sounds);
          return { record: next.record, value: { dataset: summaryOf(next.record), ...next.value, failed } };
        });
      },
      list: async () => {
        const { records, failed } = await store.list();
        return { datasets: records.map(summaryOf), failed };
      },
      get: async ({ id }) => summaryOf(await store.read(id)),
      items: async ({ id, label, fault, used, offset, limit }) => {
        const all = (await store.read(id)).items.map(itemOf).filter((item) =>
          (label === undefined || item.label === label)
          && (fault === undefined || item.faults.includes(fault))
          && (used === undefined || item.used === used));
        return { total: all.length, items: all.slice(offset, offset + limit) };
      },
      update: async ({ id, items, ...asked }) =>
        ({ before: await change(id, (record) => withChanges(record, new Map(items.map((item) => [item, asked])))) }),
      restore: async ({ id, before }) =>
        ({ before: await change(id, (record) => withChanges(record, new Map(before.map(({ id: item, ...was }) => [item, was])))) }),
      describe: ({ id, ...told }) => change(id, (before) => {
        const record = { ...before, ...told };
        return { record, value: summaryOf(record) };
      }),
      check: ({ id }, context) => work.run(id, 'check', async (tell) => {
        const record = await store.read(id);
        if (record.items.every(({ findings }) => findings !== null)) return summaryOf(record);
        const found = await checkSounds(record.items, { startEngine }, {
          ...context,
          onDone: (done, total) => {
            tell('check', done, total);
            context.onDone?.(done, total);
          },
        });
        const looked = new Map(record.items.map((item, i) => [item, found[i].findings]));
        return change(id, (now) => {
          const next = withFindings(now, looked);
          return { record: next, value: summaryOf(next) };
        });
      }),
      hear: async ({ id, item }) => {
        const { sampleRate, channels } = await readPlace(itemIn(await store.read(id), item));
        return { sampleRate, samples: toMono(channels).samples };
      },
      remove: async ({ id }) => {
        await store.read(id).catch((thrown: unknown) => {
          // One whose record is damaged can be removed too.
          if (!(thrown instanceof KicklabError) || (thrown as KicklabError).code !== 'DATASET_DAMAGED') throw thrown;
        });
        await store.remove(id);
        changes.tell({});
        return {};
      },
    },
    soundsToLearn: (asked) => soundsToLearn(asked, store),
    watch: changes.watch,
    watchWork: work.watch,
  };
}

/** The folder or archive that was brought first; of a file, the folder it is in. */
function usualName({ file, source }: Found): string {
  return nameOf(file === source ? dirname(file) : source).trim().slice(0, NAME_LENGTH).trim();
}
