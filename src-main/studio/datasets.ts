/**
 * Use-cases of data sets: brought together, described, changed. What takes its time is told of and
 * can be cancelled, and is done once at a time for each data set.
 */

import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { KicklabError } from '../../src-preload/contract/errors.ts';
import { augment } from '../audio/augment.ts';
import { readPlace } from '../audio/doctor/examine.ts';
import { applyFixes } from '../audio/doctor/fixes.ts';
import { toMono } from '../audio/mono.ts';
import { prepare } from '../audio/prepare.ts';
import { KICK_SPEC } from '../audio/spec.ts';
import { createRandom } from '../base/random.ts';
import { readAgain, type Found } from '../datasets/bring.ts';
import { itemIn, nameOf, unknownIn, withChanges, withContents, withFindings, withHits, withoutHits, withSounds } from '../datasets/changes.ts';
import { instrumentOf } from '../datasets/labels.ts';
import { itemOf, soundsIn, summaryOf, type DatasetRecord } from '../datasets/record.ts';
import { soundOf, soundsToLearn, type SoundsToLearn } from '../datasets/sounds.ts';
import { openDatasets } from '../datasets/store.ts';
import { openUploads } from '../datasets/uploads.ts';
import { checkSounds } from './check.ts';
import { createBringing } from './dataset-bring.ts';
import { createDatasetWork } from './dataset-work.ts';
import type { Source } from './events.ts';
import { createExamined } from './examined.ts';
import { callOptions, type Handlers, type StudioDeps } from './ports.ts';
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
/** What a set is called of which nobody knows where its sounds lay. */
const NAMELESS = 'My sounds';

export function createDatasets({ labDir, startEngine }: Pick<StudioDeps, 'labDir' | 'startEngine'>, now: () => number = Date.now): DatasetsUse {
  const dir = join(labDir, 'datasets');
  const store = openDatasets(dir, now);
  const uploads = openUploads(dir, now);
  const work = createDatasetWork();
  const examined = createExamined();
  const changes = createTelling<Record<string, never>>();
  const change = async <T>(id: string, edit: (record: DatasetRecord) => { record: DatasetRecord; value: T }): Promise<T> => {
    const value = await store.change(id, edit);
    changes.tell({});
    return value;
  };
  const bringing = createBringing({ store, uploads, work });

  return {
    handlers: {
      create: async ({ name, ...from }, context) => {
        const id = randomUUID();
        try {
          return await bringing(id, from, context, async ({ sounds, failed }) => {
            const empty: DatasetRecord = {
              version: 1, id, name: name ?? usualName(sounds[0]), createdAt: now(), sources: [],
              instrument: instrumentOf(sounds.map(({ bank, shown }) => (bank === null ? shown : `${nameOf(bank)}/${shown}`))), licence: null, items: [],
            };
            const { record, value } = withSounds(empty, sounds);
            await store.add(record);
            changes.tell({});
            return { record, value: { dataset: summaryOf(record), ...value, failed } };
          });
        } catch (thrown) {
          await store.abandon(id);
          throw thrown;
        }
      },
      add: async ({ id, ...from }, context) => {
        await store.read(id);
        return bringing(id, from, context, ({ sounds, failed }) => change(id, (before) => {
          const { record, value } = withSounds(before, from.upload === undefined ? sounds : unknownIn(before, sounds));
          return { record, value: { record, value: { dataset: summaryOf(record), ...value, failed } } };
        }));
      },
      send: async (part) => ({ received: await uploads.take(part) }),
      discard: async ({ upload }) => {
        await uploads.discard(upload);
        return {};
      },
      list: async () => {
        const { records, failed } = await store.list();
        return { datasets: records.map(summaryOf), failed };
      },
      get: async ({ id }) => summaryOf(await store.read(id)),
      items: async ({ id, label, fault, used, offset, limit }) => {
        const all = soundsIn(await store.read(id)).map(itemOf).filter((item) =>
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
        // Whether a sound is of its kind depends on which that is.
        const another = told.instrument !== undefined && told.instrument !== before.instrument;
        const record = { ...before, ...told, items: another ? before.items.map((item) => ({ ...item, findings: null })) : before.items };
        return { record, value: summaryOf(record) };
      }),
      check: ({ id, again }, context) => work.run(id, again ? 'read' : 'check', async (tell) => {
        if (again) {
          const { items } = await store.read(id);
          const contents = await readAgain([...new Set(items.map(({ file }) => file))], { tell, signal: context.signal });
          await change(id, (now) => withContents(now, contents));
        }
        const record = await store.read(id);
        const sounds = soundsIn(record);
        if (!again && sounds.every(({ findings }) => findings !== null)) return summaryOf(record);
        const found = await checkSounds(sounds, record.instrument, { startEngine }, {
          ...context,
          onDone: (done, total) => {
            tell('check', done, total);
            context.onDone?.(done, total);
          },
        }, again ? undefined : examined(sounds, record.instrument));
        const looked = new Map(sounds.map((item, i) => [item, found[i].findings]));
        return change(id, (now) => {
          const next = withFindings(now, looked);
          return { record: next, value: summaryOf(next) };
        });
      }),
      hear: async ({ id, item, fixed }) => {
        const sound = itemIn(await store.read(id), item);
        const { sampleRate, channels } = applyFixes(await readPlace(sound), fixed ? sound.fixes : []);
        return { sampleRate, samples: toMono(channels).samples };
      },
      cut: async ({ id, item, settings }, context) => {
        const { file } = itemIn(await store.read(id), item);
        // A long recording takes seconds, which must not delay a kick.
        const engine = startEngine();
        try {
          return await engine.call('cut', { file, settings }, callOptions(context));
        } finally {
          await engine.close();
        }
      },
      split: async ({ id, item, hits }) => ({ items: (await change(id, (record) => withHits(record, item, hits))).map(itemOf) }),
      join: async ({ id, item }) => {
        const { item: whole, hits } = await change(id, (record) => withoutHits(record, item));
        return { item: itemOf(whole), hits };
      },
      vary: async ({ id, item, amounts, seed, copy }) => {
        const sound = soundOf(itemIn(await store.read(id), item));
        const { samples } = prepare(applyFixes(await readPlace(sound), sound.fixes), KICK_SPEC);
        return { sampleRate: KICK_SPEC.sampleRate, samples: augment(samples, KICK_SPEC, createRandom(seed, 'augment', sound.name, copy), amounts) };
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
      putBack: async ({ id }) => {
        await store.putBack(id);
        changes.tell({});
        return summaryOf(await store.read(id));
      },
    },
    soundsToLearn: (asked) => soundsToLearn(asked, store),
    watch: changes.watch,
    watchWork: work.watch,
  };
}

/** The folder or archive that was brought first; of a file, the folder it is in. */
function usualName({ bank }: Found): string {
  return bank === null ? NAMELESS : nameOf(bank).trim().slice(0, NAME_LENGTH).trim();
}
