/** What a point's colour and shape say. Clusters and kinds have both, for eyes that see few colours. Pure. */

import { DARKEST_DB, paint } from '../../charts/magma.ts';
import { PLACE, type PlaceField } from '../../../src-preload/contract/places.ts';
import type { Shown } from '../../styles/theme.ts';
import { SHAPES, type Shape } from './stamps.ts';

/** What a point is one of. */
export type Class = 'cluster' | 'category';
export type ColourBy = Class | 'decayMs' | 'centroidHz' | 'subShare' | 'clickDb' | 'typicality';

export const COLOUR_NAMES: Record<ColourBy, string> = {
  cluster: 'Cluster',
  category: 'Kind',
  decayMs: 'Decay',
  centroidHz: 'Brightness',
  subShare: 'Subby',
  clickDb: 'Click',
  typicality: 'Typical',
};

export const isClass = (by: ColourBy): by is Class => by === 'cluster' || by === 'category';

/** The colour roles of classes, in their order; tokens.css says what they look like. */
const CLASS_ROLES = Array.from({ length: 8 }, (_, i) => `category-${i + 1}`);
export const roleOfClass = (which: number): string => CLASS_ROLES[which % CLASS_ROLES.length];
export const shapeOfClass = (which: number): Shape => SHAPES[which % SHAPES.length];

/** `rgb(r, g, b)` as an opaque pixel of a canvas, red in the lowest byte. */
export function pixelOf(css: string): number {
  const [red = 0, green = 0, blue = 0] = (css.match(/[\d.]+/g) ?? []).map(Number);
  return (0xff000000 | (blue << 16) | (green << 8) | red) >>> 0;
}

/** Steps of the scale. */
const STEPS = 128;
/**
 * Which part of magma it runs through, from little to much: away from the map's own ground, which would
 * swallow the dark end, or on paper the light one.
 */
const RUN: Record<Shown, readonly [little: number, much: number]> = { dark: [0.28, 0.97], light: [0.66, 0.05] };

const scaleOf = (theme: Shown): Uint32Array => {
  const [little, much] = RUN[theme];
  return new Uint32Array(paint(Float32Array.from({ length: STEPS }, (_, i) => DARKEST_DB * (1 - little - (much - little) * (i / (STEPS - 1))))).buffer);
};

export const cssOfPixel = (pixel: number): string => `rgb(${pixel & 0xff} ${(pixel >> 8) & 0xff} ${(pixel >> 16) & 0xff})`;
/** The scale from its low end to its high one, for a legend. */
export function scaleColours(theme: Shown, count: number): string[] {
  const scale = scaleOf(theme);
  return Array.from({ length: count }, (_, i) => cssOfPixel(scale[Math.round((i / (count - 1)) * (STEPS - 1))]));
}

/** What points are painted in, as pixels. */
export interface Palette {
  classes: readonly number[];
  scale: Uint32Array;
}

/** @param colourOf The colour of a role, as CSS. */
export const paletteOf = (theme: Shown, colourOf: (role: string) => string): Palette => ({
  classes: CLASS_ROLES.map((role) => pixelOf(colourOf(role))),
  scale: scaleOf(theme),
});

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
export function coloursOf(places: Float32Array, by: ColourBy, { classes, scale }: Palette): Uint32Array {
  const count = places.length / PLACE.length;
  const column = PLACE.indexOf(by);
  if (isClass(by)) return Uint32Array.from({ length: count }, (_, i) => classes[places[i * PLACE.length + column] % classes.length]);
  const { low, high } = rangeOf(places, by);
  const from = shownAs(by, low);
  const steps = (STEPS - 1) / (shownAs(by, high) - from || 1);
  return Uint32Array.from({ length: count }, (_, i) => {
    const at = (shownAs(by, places[i * PLACE.length + column]) - from) * steps;
    return scale[Math.round(Math.min(STEPS - 1, Math.max(0, at)))];
  });
}

/** A shape for every point, as its place in SHAPES. */
export function shapesOf(places: Float32Array, by: ColourBy): Uint8Array {
  const column = PLACE.indexOf(by);
  return Uint8Array.from({ length: places.length / PLACE.length }, (_, i) => (isClass(by) ? places[i * PLACE.length + column] % SHAPES.length : 0));
}
