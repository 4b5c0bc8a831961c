/** Use-cases of the models: what is installed, what each is, and which one answers. */

import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { readQuality } from '../lab/quality-file.ts';
import type { CurrentModel } from './current-model.ts';
import { listModels, resolveModel } from './models.ts';
import { callOptions, type Context, type Handlers, type StudioDeps } from './ports.ts';

interface Deps extends Pick<StudioDeps, 'engine'> {
  current: CurrentModel;
  /** How many kicks of the library each bundle made, by its id; null where there is no library to ask. */
  countKicks: () => Promise<ReadonlyMap<string, number> | null>;
}

/** The file of a bundle that no change of its words touches. */
const WEIGHTS = 'decoder.onnx';

export function createModels({ engine, current, countKicks }: Deps): Handlers['models'] {
  const { roots } = current;
  const load = async (model: string | undefined, context: Context) =>
    engine.call('load', { model: await resolveModel(model, roots) }, callOptions(context));

  return {
    list: async () => {
      const [found, usual, kicks] = await Promise.all([listModels(roots), resolveModel(undefined, roots).catch(() => null), countKicks()]);
      return {
        models: await Promise.all(found.map(async (model) => ({
          ...model,
          current: model.dir === usual,
          ...(await filesOf(model.dir)),
          kicks: kicks === null ? null : (kicks.get(model.id) ?? 0),
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
