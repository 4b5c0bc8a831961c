/**
 * What a cluster analysis leaves on the disk for other programs: the tables that TensorBoard's
 * projector reads. Pure; who writes them is `clusters.ts`.
 */

import type { ClusterAnalysis } from '../../src-preload/contract/clusters.ts';
import type { TrainingKick } from '../lab/training-set.ts';

/** A kick that is clustered. */
export type ClusteredKick = TrainingKick;

const DIGITS = 6;
/** A cell may hold neither a tab nor the end of a line. */
const cell = (text: string): string => text.replaceAll(/[\t\r\n]+/g, ' ');
const table = (rows: readonly (readonly (string | number)[])[]): string =>
  rows.map((row) => row.map((value) => (typeof value === 'number' ? String(Number(value.toPrecision(DIGITS))) : cell(value))).join('\t')).join('\n') + '\n';

/** A latent a line, for the projector's `tensors.tsv`. */
export const tensorsTable = (kicks: readonly ClusteredKick[]): string => table(kicks.map(({ latent }) => latent));

/** What is known of each latent, under a line of titles. */
export function metadataTable(kicks: readonly ClusteredKick[], { clusters, kicks: told }: Pick<ClusterAnalysis, 'clusters' | 'kicks'>): string {
  const titles = ['name', 'cluster', 'cluster_name', 'probability', 'decay_ms', 'centroid_hz', 'sub_share', 'click_db', 'note_hz', 'length_ms'];
  return table([titles, ...kicks.map(({ name, descriptors: { decayMs, centroidHz, subShare, clickDb, noteHz, lengthMs } }, i) => {
    const { cluster, probabilities } = told[i];
    return [name, cluster + 1, clusters[cluster].name, probabilities[cluster], decayMs, centroidHz, subShare, clickDb, noteHz ?? '', lengthMs];
  })]);
}

/** `projector_config.pbtxt`: a ProjectorConfig (tensorboard/plugins/projector/projector_config.proto) as text, paths beside it. */
export function projectorConfig(title: string): string {
  const quoted = JSON.stringify(title);
  return `embeddings {\n  tensor_name: ${quoted}\n  tensor_path: "tensors.tsv"\n  metadata_path: "metadata.tsv"\n}\n`;
}
