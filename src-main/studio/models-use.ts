/** Use-cases of the models: what is installed, what each is, and which one answers. */

import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { KicklabError } from '../../src-preload/contract/errors.ts';
import { decodeBytes, decodeFile } from '../audio/decode.ts';
import { writeFileAtomic } from '../base/write-file.ts';
import { readQuality } from '../lab/quality-file.ts';
import type { CurrentModel } from './current-model.ts';
import { modelFileBytes, modelFileName, MODEL_EXTENSION, openModelFile, writeModelFile } from './model-file.ts';
import { emptyTrash, listRemoved, moveToTrash, takeFromTrash } from './model-trash.ts';
import { compareModels } from './models-compare.ts';
import { listModels, resolveModel, type FoundModel } from './models.ts';
import type { Origins } from './origins.ts';
import { callOptions, type Context, type Handlers, type StudioDeps } from './ports.ts';

interface Deps extends Pick<StudioDeps, 'engine'> {
  current: CurrentModel;
  origins: Origins;
  /** How many kicks of the library each bundle made, by its id; null where there is no library to ask. */
  countKicks: () => Promise<ReadonlyMap<string, number> | null>;
}

/** The file of a bundle that no change of its words touches. */
const WEIGHTS = 'decoder.onnx';

export function createModels({ engine, current, origins, countKicks }: Deps, now: () => number = Date.now): Handlers['models'] {
  const { roots } = current;
  const load = async (model: string | undefined, context: Context) =>
    engine.call('load', { model: await resolveModel(model, roots) }, callOptions(context));

  const find = async (model: string): Promise<FoundModel> => {
    const dir = await resolveModel(model, roots);
    const found = (await listModels(roots)).find((each) => each.dir === dir);
    // Its manifest cannot be read, or it stands elsewhere: the engine says what is wrong with it.
    if (found === undefined) {
      const { id, name, instrument } = await engine.call('load', { model: dir });
      return { id, formerIds: [], name, dir, instrument, factory: false };
    }
    return found;
  };
  const isOwn = ({ dir }: FoundModel): boolean => dirname(dir) === resolve(roots.user);
  /** One of the user's own. @throws MODEL_FIXED */
  const findOwn = async (model: string): Promise<FoundModel> => {
    const found = await find(model);
    if (found.factory) throw new KicklabError('MODEL_FIXED', { name: found.name, reason: 'it is shipped with the program' });
    if (!isOwn(found)) throw new KicklabError('MODEL_FIXED', { name: found.name, reason: `it stands outside ${roots.user}` });
    return found;
  };
  const both = async (a: string, b: string) => [await resolveModel(a, roots), await resolveModel(b, roots)] as const;
  /** Checks all of a bundle. */
  const whole = async (model: string, context: Context): Promise<FoundModel> => {
    const found = await find(model);
    await engine.call('load', { model: found.dir }, callOptions(context));
    return found;
  };
  const bring = async (file: string, context: Context) => {
    const opened = await openModelFile(file);
    try {
      const there = (await listModels(roots)).find(({ id }) => id === opened.id);
      if (there !== undefined) return { model: { id: there.id, name: there.name, dir: there.dir }, already: true };
      const { id, name } = opened;
      const dir = await opened.install(roots.user, async (unpacked) => {
        await engine.call('load', { model: unpacked }, callOptions(context));
      });
      return { model: { id, name, dir }, already: false };
    } finally {
      opened.close();
    }
  };

  return {
    list: async () => {
      const [found, usual, kicks, removed] = await Promise.all([
        listModels(roots), resolveModel(undefined, roots).catch(() => null), countKicks(), listRemoved(roots.user, now()),
      ]);
      return {
        removed: removed.map(({ id, name, removedAt }) => ({ id, name, removedAt: new Date(removedAt).toISOString() })),
        models: await Promise.all(found.map(async (model) => ({
          ...model,
          own: isOwn(model),
          current: model.dir === usual,
          ...(await filesOf(model.dir)),
          kicks: kicks === null ? null : [model.id, ...model.formerIds].reduce((sum, id) => sum + (kicks.get(id) ?? 0), 0),
        }))),
      };
    },
    info: ({ model }, context) => load(model, context),
    use: async ({ model }, context) => {
      const info = await load(model, context);
      await current.use(info.dir, { id: info.id, name: info.name });
      return info;
    },
    quality: async ({ model }) => ({ quality: await readQuality(await resolveModel(model, roots)) }),
    card: async (input, context) =>
      engine.call('card', { model: await resolveModel(input.model, roots) }, callOptions(context)),
    rename: async ({ model, name }) => {
      const { id, dir } = await findOwn(model);
      const file = join(dir, 'manifest.json');
      // All else of it stays, entries of a newer program among them.
      const manifest = JSON.parse(await readFile(file, 'utf8')) as Record<string, unknown>;
      await writeFileAtomic(file, `${JSON.stringify({ ...manifest, name }, null, 1)}\n`);
      origins.forget(id);
      return { id, name, dir };
    },
    remove: async ({ model }) => {
      const { id, name, dir } = await findOwn(model);
      if (dir === (await resolveModel(undefined, roots))) throw new KicklabError('MODEL_IN_USE', { name });
      await moveToTrash(roots.user, dir, now());
      return { id, name };
    },
    putBack: async ({ id }) => {
      const { name, dir } = await takeFromTrash(roots.user, id, now());
      return { id, name, dir };
    },
    emptyTrash: async () => ({ deleted: await emptyTrash(roots.user, now()) }),
    export: async ({ model, out }, context) => {
      const { name, dir } = await whole(model, context);
      const file = resolve(out.endsWith(MODEL_EXTENSION) ? out : join(out, modelFileName(name)));
      await writeModelFile(dir, file, context.signal);
      return { file, bytes: (await stat(file)).size };
    },
    download: async ({ model }, context) => {
      const { name, dir } = await whole(model, context);
      return { name: modelFileName(name), bytes: await modelFileBytes(dir) };
    },
    import: ({ file }, context) => bring(resolve(file), context),
    upload: async ({ name, bytes }, context) => {
      // The archive is read from place to place, which takes a file.
      const folder = await mkdtemp(join(tmpdir(), 'kicklab-model-'));
      const file = join(folder, `upload${MODEL_EXTENSION}`);
      try {
        await writeFile(file, bytes);
        return await bring(file, context);
      } catch (thrown) {
        throw thrown instanceof KicklabError ? renamed(thrown as KicklabError, file, name) : thrown;
      } finally {
        await rm(folder, { recursive: true, force: true });
      }
    },
    compare: async ({ a, b, of }, context) =>
      compareModels(engine, await both(a, b), 'file' in of ? { audio: await decodeFile(of.file) } : of, context),
    compareSound: async ({ a, b, name, bytes }, context) => compareModels(engine, await both(a, b), { audio: await decodeBytes(bytes, name) }, context),
  };
}

/** What the files in a folder take, and when its weights were written: a new name changes the manifest alone. */
async function filesOf(dir: string): Promise<{ bytes: number; madeAt: string }> {
  const names = await readdir(dir);
  const files = await Promise.all(names.map(async (name) => ({ name, stats: await stat(join(dir, name)) })));
  // A manifest without weights is a broken bundle, and is listed all the same.
  const { stats: { mtime } } = files.find(({ name }) => name === WEIGHTS) ?? files[0];
  return { bytes: files.reduce((sum, { stats }) => sum + (stats.isFile() ? stats.size : 0), 0), madeAt: mtime.toISOString() };
}

/** A failure as it is told to whoever handed the file over, and knows it by its name. */
function renamed(error: KicklabError, file: string, name: string): KicklabError {
  return Object.assign(error, { message: error.message.replaceAll(file, name) });
}
