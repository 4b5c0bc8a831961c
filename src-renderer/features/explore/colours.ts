/** What a point's colour and shape say. Clusters have both, for eyes that see few colours. Pure. */

import { DARKEST_DB, paint } from '../../charts/magma.ts';
import { PLACE, type PlaceField } from '../../../src-preload/contract/places.ts';
import { SHAPES, type Shape } from './stamps.ts';

export type ColourBy = 'cluster' | 'decayMs' | 'centroidHz' | 'subShare' | 'clickDb' | 'typicality';

export const COLOUR_NAMES: Record<ColourBy, string> = {
  cluster: 'Cluster',
  decayMs: 'Decay',
  centroidHz: 'Brightness',
  subShare: 'Subby',
  clickDb: 'Click',
  typicality: 'Typical',
};

/** Okabe & Ito 2008, "Color universal design", without the black, as pixels (red in the lowest byte). */
const OKABE_ITO = ['#56b4e9', '#e69f00', '#009e73', '#f0e442', '#0072b2', '#d55e00', '#cc79a7', '#bbbbbb'];
export const CLUSTER_COLOURS = OKABE_ITO;
const CLUSTER_PIXELS = OKABE_ITO.map(pixelOf);

/** `#rrggbb` as a pixel. */
export function pixelOf(css: string): number {
  const rgb = Number.parseInt(css.slice(1), 16);
  return ((rgb & 0xff) << 16) | (rgb & 0xff00) | (rgb >> 16);
}

export const shapeOfCluster = (cluster: number): Shape => SHAPES[cluster % SHAPES.length];

/** Steps of the scale; its dark end is left out, which the map's own ground would swallow. */
const STEPS = 128;
const DARKEST = 0.28;
const SCALE = new Uint32Array(paint(Float32Array.from({ length: STEPS }, (_, i) => DARKEST_DB * (1 - (DARKEST + (0.97 - DARKEST) * (i / (STEPS - 1)))))).buffer);

export const cssOfPixel = (pixel: number): string => `rgb(${pixel & 0xff} ${(pixel >> 8) & 0xff} ${(pixel >> 16) & 0xff})`;
/** The scale from its low end to its high one, for a legend. */
export const scaleColours = (count: number): string[] => Array.from({ length: count }, (_, i) => cssOfPixel(SCALE[Math.round((i / (count - 1)) * (STEPS - 1))]));

/** As the sliders do: ms and Hz by octaves, the others straight. */
const shownAs = (field: PlaceField, value: number): number => (field === 'decayMs' || field === 'centroidHz' ? Math.log(Math.max(value, 1e-3)) : value);

/** Between which values the colours run: the 2nd to the 98th percentile. */
export function rangeOf(places: Float32Array, field: PlaceField): { low: number; high: number } {
  const column = PLACE.indexOf(field);
  const values = Float32Array.from({ length: places.length / PLACE.length }, (_, i) => places[i * PLACE.length + column]).sort();
  if (values.length === 0) return { low: 0, high: 1 };
  return { low: values[Math.floor(0.02 * (values.length - 1))], high: values[Math.ceil(0.98 * (values.length - 1))] };
}

/** A pixel for every point. */
export function coloursOf(places: Float32Array, by: ColourBy): Uint32Array {
  const count = places.length / PLACE.length;
  const column = PLACE.indexOf(by);
  if (by === 'cluster') return Uint32Array.from({ length: count }, (_, i) => CLUSTER_PIXELS[places[i * PLACE.length + column] % CLUSTER_PIXELS.length]);
  const { low, high } = rangeOf(places, by);
  const from = shownAs(by, low);
  const scale = (STEPS - 1) / (shownAs(by, high) - from || 1);
  return Uint32Array.from({ length: count }, (_, i) => {
    const at = (shownAs(by, places[i * PLACE.length + column]) - from) * scale;
    return SCALE[Math.round(Math.min(STEPS - 1, Math.max(0, at)))];
  });
}
