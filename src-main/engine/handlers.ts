/** What each verb of the protocol does in the engine process: the table the dispatcher serves. */

import { likenessOf } from '../audio/copies.ts';
import { cutFile } from '../audio/cutter/cut-file.ts';
import { decodeFile } from '../audio/decode.ts';
import { examineFile } from '../audio/doctor/examine.ts';
import { createCompare } from '../audio/doctor/hearts.ts';
import { measureFile } from '../audio/measure.ts';
import { untransform } from '../latent/axes.ts';
import type { SliderName } from '../../src-preload/contract/sliders.ts';
import { readCard, type Bundle } from './bundle.ts';
import { compareFile } from './compare.ts';
import { clusterLatents, findPlaces, findVariations, walkStretch } from './explore.ts';
import type { Handlers } from './dispatch.ts';
import type { Models } from './models.ts';
import type { BundleInfo, ProviderName } from './protocol.ts';
import { blendLatents, encode, generate, interpolate, resynth } from './synthesis.ts';

const UNITS = { decay: 'ms', brightness: 'Hz', subby: 'share', click: 'dB' } as const satisfies Record<
  SliderName,
  BundleInfo['sliders'][SliderName]['unit']
>;

/** The table for a set of open models; `training` comes from the training room. */
export function createHandlers(models: Models, training: Pick<Handlers, 'train' | 'pace'>): Handlers {
  const compare = createCompare();
  return {
    load: async ({ model }) => {
      const { bundle } = await models.open(model);
      return bundleInfo(bundle, models.provider());
    },
    card: async ({ model }) => {
      const { manifest: { id, name, latentSize, training }, card } = await readCard(model);
      return { id, name, latentSize, training, card };
    },
    providers: ({ model }) => models.providers(model),
    generate: async ({ model, ...request }, { signal }) => generate(await models.open(model), request, signal),
    encode: async ({ model, audio }, { signal }) => encode(await models.open(model), audio, signal),
    resynth: async ({ model, source }, { signal }) => resynth(await models.open(model), source, signal),
    interpolate: async ({ model, ...request }) => interpolate((await models.open(model)).bundle, request),
    blend: async ({ model, ...request }) => blendLatents((await models.open(model)).bundle, request),
    variations: async ({ model, ...request }) => findVariations((await models.open(model)).bundle, request),
    walk: async ({ model, ...request }) => walkStretch((await models.open(model)).bundle, request),
    places: async ({ model, ...request }, { signal }) => findPlaces((await models.open(model)).bundle, request, signal),
    cluster: (request, { signal }) => clusterLatents(request, signal),
    measure: ({ file }) => measureFile(file),
    compare: async ({ model, file }) => compareFile(await models.open(model), file),
    likeness: async ({ a, b }) => likenessOf(await decodeFile(a), await decodeFile(b)),
    examine: ({ place, wanted }) => examineFile(place, wanted),
    cut: ({ file, settings }) => cutFile(file, settings),
    resemble: ({ one, others }) => compare(one, others),
    ...training,
  };
}

function bundleInfo({ dir, manifest, axes }: Bundle, provider: ProviderName): BundleInfo {
  const range = (name: SliderName): BundleInfo['sliders'][SliderName] => {
    const { transform, low, median, high } = axes.descriptors[name];
    return {
      unit: UNITS[name],
      low: untransform(transform, low),
      median: untransform(transform, median),
      high: untransform(transform, high),
    };
  };
  return {
    id: manifest.id,
    dir,
    name: manifest.name,
    instrument: manifest.instrument ?? 'kick',
    latentSize: manifest.latentSize,
    sampleRate: manifest.audio.sampleRate,
    provider,
    categories: (axes.categories ?? []).map(({ name }) => name),
    sliders: { decay: range('decay'), brightness: range('brightness'), subby: range('subby'), click: range('click') },
  };
}
