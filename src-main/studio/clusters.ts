/** The use-case of clusters: kicks of a training set or a folder, told apart in latent space, each cluster with its average. */

import { join } from 'node:path';
import { CLUSTER_FORMAT, LEAST_KICKS, type Cluster, type ClusterAnalysis } from '../../src-preload/contract/clusters.ts';
import { KicklabError } from '../../src-preload/contract/errors.ts';
import type { FailedItem } from '../../src-preload/contract/fields.ts';
import { decodeFile } from '../audio/decode.ts';
import { someAudioFiles } from '../base/audio-files.ts';
import { writeFileAtomic } from '../base/write-file.ts';
import type { ClusterModel, Clustering } from '../engine/protocol.ts';
import { clusterNames } from '../packs/cluster-names.ts';
import { readTrainingSet } from '../lab/training-set.ts';
import { runBatch } from './batch.ts';
import { metadataTable, projectorConfig, tensorsTable, type ClusteredKick } from './cluster-files.ts';
import { aboutKick, factsOfKick, originOfKick } from './made.ts';
import type { MakingDeps } from './make-files.ts';
import { resolveModel } from './models.ts';
import { ensureFolder, fileNameOf } from './output.ts';
import { callOptions, type Context, type Handlers, type StudioDeps } from './ports.ts';
import { exportWav } from './wav.ts';

const ANALYSIS = 'cluster_analysis.json';

/** Fits of more kicks take so long that auditions would wait for them: another engine process does these. */
const QUICK = 200;

/** Kicks with what the engine found of them. */
interface Found {
  kicks: readonly ClusteredKick[];
  clustering: Clustering;
}

export interface ClusterUse {
  clusters: Handlers['explore']['clusters'];
  /** What tells the cluster of any latent of the bundle in `model`; null where its training set is not told of, or is too small. */
  modelOf: (model: string, bundleId: string) => Promise<ClusterModel | null>;
}

/** What it takes to tell kicks apart. */
export type ClusterDeps = MakingDeps & Pick<StudioDeps, 'startEngine'>;

export function createClusters(deps: ClusterDeps): ClusterUse {
  const { engine, modelRoots } = deps;
  /** Of training sets, which the page asks about with each of its maps: by bundle and seed. */
  const known = new Map<string, Promise<Found>>();

  const find = async (kicks: readonly ClusteredKick[], seed: number, context: Context): Promise<Found> => {
    if (kicks.length < LEAST_KICKS) throw new KicklabError('CLUSTERS_TOO_FEW', { count: kicks.length, least: LEAST_KICKS });
    const asked = { latents: kicks.map(({ latent }) => latent), seed };
    if (kicks.length <= QUICK) return { kicks, clustering: await engine.call('cluster', asked, callOptions(context)) };
    const other = deps.startEngine();
    try {
      return { kicks, clustering: await other.call('cluster', asked, callOptions(context)) };
    } finally {
      await other.close();
    }
  };

  /** Kept until it fails; nobody's cancel ends what others may wait for. */
  const ofTraining = (kicks: readonly ClusteredKick[], bundleId: string, seed: number): Promise<Found> => {
    const key = `${bundleId} ${String(seed)}`;
    const finding = known.get(key) ?? find(kicks, seed, {});
    known.set(key, finding);
    finding.catch(() => known.delete(key));
    return finding;
  };

  return {
    modelOf: async (model, bundleId) => {
      const kicks = await readTrainingSet(model, bundleId);
      return kicks === null || kicks.length < LEAST_KICKS ? null : (await ofTraining(kicks, bundleId, 1)).clustering.model;
    },

    clusters: async ({ dir = null, out, seed, ...request }, context) => {
      const model = await resolveModel(request.model, modelRoots);
      if (out !== undefined) await ensureFolder(out);
      const { id, name } = await engine.call('load', { model }, callOptions(context));
      const { found, failed } = dir === null
        ? { found: await ofTraining(await trainingKicks(model, id), id, seed), failed: [] }
        : await folderKicks(deps, model, dir, context).then(async ({ kicks, failed }) => ({ found: await find(kicks, seed, context), failed }));
      const analysis = { ...tell(found), bundleId: id, model: name, dir, seed, failed };
      if (out === undefined) return { ...analysis, files: [] };
      const averages = await writeAverages(deps, analysis, { model, out }, context);
      const told: ClusterAnalysis = { ...analysis, clusters: analysis.clusters.map((cluster, c) => ({ ...cluster, ...averages[c] })) };
      const tables: Record<string, string> = {
        [ANALYSIS]: JSON.stringify(told, null, 1) + '\n',
        'tensors.tsv': tensorsTable(found.kicks),
        'metadata.tsv': metadataTable(found.kicks, told),
        'projector_config.pbtxt': projectorConfig(name),
      };
      for (const [file, text] of Object.entries(tables)) await writeFileAtomic(join(out, file), text, { flush: false });
      return { ...told, files: [...Object.keys(tables).map((file) => join(out, file)), ...averages.map(({ file }) => file)] };
    },
  };
}

/** @throws TRAINING_SET_UNKNOWN */
async function trainingKicks(model: string, bundleId: string): Promise<readonly ClusteredKick[]> {
  const kicks = await readTrainingSet(model, bundleId);
  if (kicks === null) throw new KicklabError('TRAINING_SET_UNKNOWN', { model });
  return kicks;
}

/** The sounds of a folder as the model places them. @throws FOLDER_UNREADABLE, FOLDER_EMPTY, what ends a batch */
async function folderKicks({ engine }: MakingDeps, model: string, dir: string, context: Context): Promise<{ kicks: ClusteredKick[]; failed: FailedItem[] }> {
  const found = await someAudioFiles(dir);
  const items = await runBatch(found, (path) => join(dir, path), async (path) => {
    const file = join(dir, path);
    const { latent, descriptors } = await engine.call('encode', { model, audio: await decodeFile(file) }, callOptions(context));
    return { file, kick: { name: path, latent, descriptors } };
  }, context);
  return {
    kicks: items.flatMap((item) => ('kick' in item ? [item.kick] : [])),
    failed: items.filter((item) => 'error' in item),
  };
}

/** What was found, in the words of the contract. */
function tell({ kicks, clustering }: Found): Omit<ClusterAnalysis, 'bundleId' | 'model' | 'dir' | 'seed' | 'failed'> {
  const { model: { components, directions }, shape, curve, shares, memberships, labels, averages, nearest, silhouette, places, explained } = clustering;
  const groups = components.map((_, c) => kicks.filter((__, i) => labels[i] === c));
  const names = clusterNames(groups.map((group) => group.map(({ descriptors }) => descriptors)));
  return {
    ...CLUSTER_FORMAT,
    count: kicks.length,
    k: components.length,
    bic: curve,
    spread: shape,
    directions: directions.length,
    covered: shares.reduce((a, b) => a + b, 0),
    silhouette,
    explained,
    clusters: components.map(({ weight }, c): Cluster => ({
      name: names[c],
      size: groups[c].length,
      weight,
      latent: averages[c],
      nearest: nearest[c] < 0 ? null : kicks[nearest[c]].name,
      descriptors: spreadOf(groups[c]),
      members: [...labels.keys()]
        .filter((i) => labels[i] === c)
        .sort((a, b) => memberships[b][c] - memberships[a][c])
        .map((i) => ({ name: kicks[i].name, probability: memberships[i][c] })),
      average: null,
      file: null,
    })),
    kicks: kicks.map(({ name }, i) => ({ name, cluster: labels[i], probabilities: memberships[i], place: places[i] })),
  };
}

function spreadOf(kicks: readonly ClusteredKick[]): Cluster['descriptors'] {
  const of = (values: readonly number[]): { mean: number; sd: number } => {
    const mean = values.reduce((a, b) => a + b, 0) / Math.max(1, values.length);
    return { mean, sd: Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / Math.max(1, values.length)) };
  };
  const own = kicks.map(({ descriptors }) => descriptors);
  const notes = own.flatMap(({ noteHz }) => (noteHz === null ? [] : [noteHz]));
  return {
    decayMs: of(own.map(({ decayMs }) => decayMs)),
    centroidHz: of(own.map(({ centroidHz }) => centroidHz)),
    subShare: of(own.map(({ subShare }) => subShare)),
    clickDb: of(own.map(({ clickDb }) => clickDb)),
    lengthMs: of(own.map(({ lengthMs }) => lengthMs)),
    noteHz: notes.length === 0 ? null : of(notes),
  };
}

/** Each cluster's average latent as a sound, `cluster-1-long-dark.wav` and so on. @throws DISK_FULL, OUTPUT_UNWRITABLE */
async function writeAverages(
  { engine, origins }: MakingDeps,
  { clusters }: Pick<ClusterAnalysis, 'clusters'>,
  { model, out }: { model: string; out: string },
  context: Context,
): Promise<{ average: NonNullable<Cluster['average']>; file: string }[]> {
  const written: Awaited<ReturnType<typeof writeAverages>> = [];
  for (const [c, { name, latent }] of clusters.entries()) {
    const asked = { base: { latent }, pitchCurve: [], effects: [] };
    const kick = await engine.call('generate', { model, base: { latent }, sliders: {}, forFile: true }, callOptions(context));
    const file = join(out, fileNameOf(`cluster-${String(c + 1)}-${name.replaceAll(/[, ]+/g, '-')}`, '.wav'));
    const origin = await originOfKick(origins, kick, asked, model);
    await writeFileAtomic(file, exportWav(kick, { format: 'wav24' }, aboutKick(factsOfKick(kick, asked, origin.model.name), origin, file)).bytes, { flush: false });
    written.push({ average: kick.descriptors, file });
  }
  return written;
}
