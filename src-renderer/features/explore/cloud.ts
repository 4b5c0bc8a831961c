/** The points of the map as plain arrays: random kicks of the model first, then the saved ones, then the recordings it was trained on. Pure. */

import type { Output } from '../../../src-preload/contract/verbs.ts';
import { PLACE, type PlaceField } from '../../../src-preload/contract/places.ts';

export type MapAnswer = Output<'explore', 'map'>;
export type MapKick = MapAnswer['kicks'][number];
export type MapRecording = MapAnswer['training'][number];

export interface Cloud {
  bundleId: string;
  /** How many of the points are random kicks of the model: point i is kick i + 1 of `seed`. */
  draws: number;
  seed: number;
  /** The saved kicks: point `draws` + i. */
  kicks: readonly MapKick[];
  /** What the model makes of recordings of its training set: the points after the saved kicks. */
  training: readonly MapRecording[];
  /** Saved kicks of other models. */
  elsewhere: number;
  /** Share of each cluster. */
  clusters: readonly number[];
  /** Names of the kinds. */
  categories: readonly string[];
  /** Share of the variance of the model's data along each axis. */
  axes: readonly number[];
  /** PLACE.length numbers a point. */
  places: Float32Array;
}

/** What is to be made or opened to hear a point. */
export type PointSource = { kind: 'model'; seed: number; index: number } | { kind: 'saved'; kick: MapKick } | ({ kind: 'latent' } & MapRecording);

export const countOf = ({ draws, kicks, training }: Cloud): number => draws + kicks.length + training.length;
export const isSaved = ({ draws, kicks }: Cloud, point: number): boolean => point >= draws && point < draws + kicks.length;
/** Whether its descriptors were measured. */
export const isMeasured = ({ draws }: Cloud, point: number): boolean => point >= draws;

export function sourceOf({ draws, seed, kicks, training }: Cloud, point: number): PointSource {
  if (point < draws) return { kind: 'model', seed, index: point + 1 };
  if (point < draws + kicks.length) return { kind: 'saved', kick: kicks[point - draws] };
  return { kind: 'latent', ...training[point - draws - kicks.length] };
}

/** One number of a place. */
export function valueOf(places: Float32Array, point: number, field: PlaceField): number {
  return places[point * PLACE.length + PLACE.indexOf(field)];
}

/** The cloud with another part of the model's kicks, which follows those that are there. */
export function withDraws(cloud: Cloud | null, answer: MapAnswer, seed: number): Cloud {
  const { places: more, bundleId, clusters, categories, axes } = answer;
  const added = more.length / PLACE.length;
  if (cloud?.bundleId !== bundleId) return { bundleId, clusters, categories, axes, draws: added, seed, kicks: [], training: [], elsewhere: 0, places: more };
  const border = cloud.draws * PLACE.length;
  return { ...cloud, draws: cloud.draws + added, places: joined(cloud.places.subarray(0, border), more, cloud.places.subarray(border)) };
}

/** The cloud with the saved kicks and the recordings as they are now. */
export function withKicks(cloud: Cloud, { kicks, training, elsewhere, places }: MapAnswer): Cloud {
  return { ...cloud, kicks, training, elsewhere, places: joined(cloud.places.subarray(0, cloud.draws * PLACE.length), places) };
}

function joined(...parts: Float32Array[]): Float32Array {
  const all = new Float32Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}
