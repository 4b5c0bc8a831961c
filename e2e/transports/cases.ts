/** For every verb of the contract an input that it takes. A verb without one does not compile. */

import { randomUUID } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { writeTone } from '../../src-main/studio/fixtures/wav.ts';
import { writeStrip } from '../../src-main/lab/strips.ts';
import type { Result } from '../../src-preload/contract/result.ts';
import type { Input, Namespace, VerbName } from '../../src-preload/contract/verbs.ts';
import { HELD, toneOf, type World } from './worlds.ts';

type Inputs = {
  [N in Namespace]: { [V in VerbName<N>]: (world: World) => Input<N, V> | Promise<Input<N, V>> };
};

const at = (x: number): number[] => new Array<number>(32).fill(x);
const base = { seed: 5, index: 2 };
const categories = { low: 0.75, high: 0.25 };

/** The value of a call that others build on. @throws Error naming the code when it failed */
export async function valueOf<T>(call: Promise<Result<T>>): Promise<T> {
  const result = await call;
  if (!result.ok) throw new Error(`${result.error.code}: ${result.error.message}`);
  return result.value;
}

const heard = (world: World) => valueOf(world.api.kicks.audition({ base }));
/** Saves another kick under `name`. */
export const saved = async (world: World, name: string) => valueOf(world.api.library.save({ id: (await heard(world)).id, name }));
const idOf = async (world: World, name: string): Promise<string> => (await saved(world, name)).id;
const stagedSet = async (world: World) => ({ id: (await valueOf(world.api.files.stage({ kicks: [{ heard: (await heard(world)).id }] }))).id });
/** A training that goes on until it is stopped. */
const heldTraining = ({ api, dir }: World, name: string) => valueOf(api.training.start({ dir: join(dir, 'sounds'), out: join(dir, name), name: HELD, epochs: 2 }));
/** A run that was stopped after its first epoch, with what can be heard of it. */
const listenedTraining = async (world: World): Promise<string> => {
  const { id, out } = await heldTraining(world, 'listened to');
  await valueOf(world.api.training.cancel({ id }));
  const sounds = ['original-1', 'made-1', 'random-1'].map((name) => ({ name, samples: Float32Array.of(0, 0.5, -0.5) }));
  await writeStrip(out, { epoch: 1, kicks: ['Deep/kick.wav'], random: 1 }, sounds, 44_100);
  return id;
};
/** What seems to be a model of the user's. @returns its id */
const otherModel = async (world: World, id: string): Promise<string> => {
  const dir = join(world.dir, 'user-models', id);
  await mkdir(dir, { recursive: true });
  await writeFile(join(dir, 'manifest.json'), JSON.stringify({ id, name: id, latentSize: 32, files: {} }));
  return id;
};
const collectionOf = async (world: World, name: string): Promise<string> => (await valueOf(world.api.library.addCollection({ name }))).id;

const datasetOf = async (world: World) => (await valueOf(world.api.datasets.create({ paths: [join(world.dir, 'sounds')] }))).dataset;
const itemsOf = async (world: World, id: string) => (await valueOf(world.api.datasets.items({ id }))).items;

export const INPUTS: Inputs = {
  datasets: {
    create: ({ dir }) => ({ paths: [join(dir, 'sounds'), join(dir, 'absent.zip')], name: 'Zwei Töne' }),
    add: async (world) => ({ id: (await datasetOf(world)).id, paths: [join(world.dir, 'a.wav')] }),
    send: (world) => ({ upload: randomUUID(), path: 'Bank/a.wav', size: toneOf(world).length, modifiedAt: 0, bytes: toneOf(world) }),
    discard: () => ({ upload: randomUUID() }),
    list: async (world) => {
      await datasetOf(world);
      return {};
    },
    get: async (world) => ({ id: (await datasetOf(world)).id }),
    items: async (world) => ({ id: (await datasetOf(world)).id, label: null, used: true, offset: 1, limit: 1 }),
    update: async (world) => {
      const { id } = await datasetOf(world);
      return { id, items: (await itemsOf(world, id)).map((item) => item.id), used: false, label: '909', fixes: ['trim_start'] };
    },
    restore: async (world) => {
      const { id } = await datasetOf(world);
      const items = (await itemsOf(world, id)).map((item) => item.id);
      return { id, ...(await valueOf(world.api.datasets.update({ id, items, label: '808' }))) };
    },
    describe: async (world) => ({ id: (await datasetOf(world)).id, instrument: 'snare', licence: { text: 'CC0-1.0', source: '', credits: 'nobody' } }),
    cut: async (world) => {
      const { id } = await datasetOf(world);
      return { id, item: (await itemsOf(world, id))[0].id };
    },
    split: async (world) => {
      const { id } = await datasetOf(world);
      return { id, item: (await itemsOf(world, id))[0].id, hits: [{ from: 0, to: 11_025 }, { from: 8000, to: 22_050 }] };
    },
    join: async (world) => {
      const { id } = await datasetOf(world);
      const { items } = await valueOf(world.api.datasets.split({ id, item: (await itemsOf(world, id))[0].id, hits: [{ from: 0, to: 9000 }] }));
      return { id, item: items[0].id };
    },
    vary: async (world) => {
      const { id } = await datasetOf(world);
      return { id, item: (await itemsOf(world, id))[0].id, amounts: { pitch: 2, eq: 0 }, seed: 3 };
    },
    check: async (world) => ({ id: (await datasetOf(world)).id }),
    hear: async (world) => {
      const { id } = await datasetOf(world);
      return { id, item: (await itemsOf(world, id))[0].id };
    },
    remove: async (world) => ({ id: (await datasetOf(world)).id }),
    putBack: async (world) => {
      const { id } = await datasetOf(world);
      await valueOf(world.api.datasets.remove({ id }));
      return { id };
    },
  },
  explore: {
    variations: () => ({ around: at(0.5), count: 3, distance: 0.2 }),
    walk: () => ({ from: at(0), steps: 4, speed: 0.05, steer: { brightness: 1 }, towards: at(1) }),
    clusters: ({ dir }) => {
      const sounds = join(dir, 'many');
      mkdirSync(sounds, { recursive: true });
      for (let hz = 40; hz < 80; hz += 5) writeTone(join(sounds, `${String(hz)}.wav`), hz);
      return { dir: sounds, out: join(dir, 'clusters') };
    },
    map: async (world) => {
      await saved(world, 'On the map');
      return { draws: 3, training: true, latents: [at(2)] };
    },
  },
  files: {
    stage: async (world) => ({ kicks: [{ heard: (await heard(world)).id }, { saved: await idOf(world, 'Küche: 2') }] }),
    paths: stagedSet,
    reveal: stagedSet,
    copy: stagedSet,
  },
  kicks: {
    audition: () => ({
      base: { ...base, categories },
      components: [{ component: 6, deviations: 1.5 }],
      sliders: { decay: 0.25, click: 1 },
      key: { tonic: 'F', scale: 'minor' },
      pitchCurve: [{ ms: 0, cents: 300 }, { ms: 40, cents: -20 }],
      effects: [{ type: 'saturation', driveDb: 12 }, { type: 'loudness', bypass: true }],
    }),
    analyse: (world) => ({ name: 'töne.wav', bytes: toneOf(world) }),
    wav: async (world) => ({ id: (await heard(world)).id, format: 'wav32f' }),
    inspect: ({ dir }) => ({ files: [join(dir, 'a.wav'), join(dir, 'absent.wav')] }),
    nearest: async (world) => ({ id: (await heard(world)).id }),
    recall: async (world) => ({ name: 'from elsewhere.wav', bytes: (await valueOf(world.api.kicks.wav({ id: (await heard(world)).id }))).bytes }),
    generate: ({ dir }) => ({ count: 2, seed: 3, categories, out: join(dir, 'generated') }),
    encode: ({ dir }) => ({ files: [join(dir, 'a.wav'), join(dir, 'absent.wav')] }),
    reconstruct: ({ dir }) => ({ files: [join(dir, 'a.wav')], out: join(dir, 'reconstructed') }),
    resynth: ({ dir }) => ({ files: [join(dir, 'a.wav')], out: join(dir, 'resynthesised') }),
    interpolate: ({ dir }) => ({ a: at(0), b: at(1), steps: 3, out: join(dir, 'line') }),
  },
  library: {
    save: async (world) => ({ id: (await heard(world)).id, name: 'Küche 1' }),
    list: async (world) => {
      await saved(world, 'Deep one');
      return { search: 'deep' };
    },
    open: async (world) => ({ id: await idOf(world, 'opened') }),
    wav: async (world) => ({ id: await idOf(world, 'as a file'), format: 'wav16' }),
    rename: async (world) => ({ id: await idOf(world, 'before'), name: 'after' }),
    ids: async (world) => {
      await saved(world, 'Selected one');
      return { search: 'selected', sort: 'name', descending: false };
    },
    facets: () => ({}),
    similar: async (world) => ({ like: { id: await idOf(world, 'like this') }, by: 'sound', limit: 3 }),
    info: async (world) => ({ id: await idOf(world, 'looked into') }),
    hear: async (world) => ({ id: await idOf(world, 'heard') }),
    update: async (world) => ({ ids: [await idOf(world, 'loved')], favourite: true, rating: 4, category: '909', notes: 'for the drop', addTags: ['Rumble'] }),
    addCollection: async (world) => ({ name: 'Set', ids: [await idOf(world, 'in a set')] }),
    renameCollection: async (world) => ({ id: await collectionOf(world, 'Old set'), name: 'New set' }),
    fillCollection: async (world) => ({ id: await collectionOf(world, 'Filled'), add: [await idOf(world, 'added')] }),
    removeCollection: async (world) => ({ id: await collectionOf(world, 'Gone') }),
    remove: async (world) => ({ ids: [await idOf(world, 'one'), await idOf(world, 'two')] }),
    import: ({ dir }) => ({ paths: [join(dir, 'sounds'), join(dir, 'absent.wav')] }),
    duplicates: async (world) => {
      await saved(world, 'one and');
      await saved(world, 'the same');
      return {};
    },
    check: () => ({ repair: true }),
    backup: async (world) => {
      await saved(world, 'In the backup');
      return { file: join(world.dir, 'backup.zip') };
    },
    restore: async (world) => {
      const file = join(world.dir, 'whole.zip');
      await valueOf(world.api.library.backup({ file }));
      return { file };
    },
    move: ({ dir }) => ({ dir: join(dir, 'moved') }),
    putBack: async (world) => {
      const ids = [await idOf(world, 'back again')];
      await valueOf(world.api.library.remove({ ids }));
      return { ids };
    },
  },
  models: {
    list: () => ({}),
    info: () => ({ model: 'factory' }),
    use: () => ({ model: 'factory' }),
    quality: () => ({ model: 'factory' }),
    rename: async (world) => ({ model: await otherModel(world, 'renamed'), name: 'Küche' }),
    remove: async (world) => ({ model: await otherModel(world, 'removed') }),
    putBack: async (world) => {
      const id = await otherModel(world, 'back');
      await valueOf(world.api.models.remove({ model: id }));
      return { id };
    },
    emptyTrash: () => ({}),
    export: ({ dir }) => ({ model: 'factory', out: join(dir, 'exported.kickmodel') }),
    download: () => ({ model: 'factory' }),
    import: async (world) => {
      const { file } = await valueOf(world.api.models.export({ model: await otherModel(world, 'imported'), out: world.dir }));
      return { file };
    },
    upload: async (world) => valueOf(world.api.models.download({ model: await otherModel(world, 'uploaded') })),
    compare: ({ dir }) => ({ a: 'factory', b: 'factory', of: { file: join(dir, 'a.wav') } }),
    compareSound: (world) => ({ a: 'factory', b: 'factory', name: 'töne.wav', bytes: toneOf(world) }),
    card: () => ({ model: 'factory' }),
  },
  morph: {
    strip: () => ({ kicks: [{ latent: at(0), effects: [{ type: 'tilt', tiltDb: 6 }] }, { latent: at(1), note: 'F1' }, { latent: at(3), note: 55 }], steps: 3 }),
    render: ({ dir }) => ({ kicks: [{ latent: at(0) }, { latent: at(1) }], steps: 3, out: join(dir, 'strip') }),
    pad: () => ({ corners: [{ latent: at(0) }, { latent: at(1) }, { latent: at(2) }, { latent: at(3) }], x: 0.25, y: 0.75, way: 'straight' }),
  },
  settings: {
    get: () => ({}),
    set: () => ({ provider: 'cpu', theme: 'light', exportFormat: 'wav32f', exportRate: 96_000 }),
    reset: () => ({}),
  },
  packs: {
    start: ({ dir }) => ({ out: join(dir, 'pack'), count: 2, name: 'Zwei' }),
    status: async (world) => {
      // A pack writes files, which takes turns of the event loop.
      while ((await valueOf(world.api.packs.status({}))).state === 'running') await setTimeout(10);
      return {};
    },
    cancel: () => ({}),
    preview: () => ({ name: 'Zwei', template: '{pack} {nn}', count: 12 }),
    sheet: () => ({ page: 1 }),
    hear: () => ({ number: 2 }),
  },
  training: {
    prepare: ({ dir }) => ({ dir: join(dir, 'sounds'), out: join(dir, 'prepared') }),
    check: ({ dir }) => ({ dir: join(dir, 'sounds') }),
    start: ({ dir }) => ({ dir: join(dir, 'sounds'), out: join(dir, 'trained'), epochs: 2 }),
    status: async (world) => {
      while ((await valueOf(world.api.training.status({}))).state === 'running') await setTimeout(10);
      return {};
    },
    list: () => ({}),
    estimate: ({ dir }) => ({ dir: join(dir, 'sounds'), preset: 'quick' }),
    pause: async (world) => ({ id: (await heldTraining(world, 'paused')).id }),
    resume: async (world) => {
      const { id } = await heldTraining(world, 'gone on with');
      await valueOf(world.api.training.pause({ id }));
      return { id };
    },
    cancel: () => ({}),
    move: async (world) => {
      await heldTraining(world, 'under way');
      await heldTraining(world, 'next');
      return { id: (await heldTraining(world, 'first of all')).id, position: 1 };
    },
    forget: async (world) => {
      const { api } = world;
      const { id } = await heldTraining(world, 'forgotten');
      for (const run of (await valueOf(api.training.list({}))).runs) if (run.here) await valueOf(api.training.cancel({ id: run.id }));
      return { id };
    },
    history: async (world) => ({ id: await listenedTraining(world) }),
    strips: async (world) => ({ id: await listenedTraining(world) }),
    strip: async (world) => ({ id: await listenedTraining(world), name: 'random-1' }),
    evaluate: ({ dir }) => ({ model: 'factory', dir: join(dir, 'sounds') }),
  },
  system: {
    doctor: () => ({}),
    about: () => ({}),
  },
};
