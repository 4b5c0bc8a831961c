/** Neighbours on the map. Pure. */

import { coordinatesOf, spansOf, type Arrangement } from './arrange.ts';
import { countOf, type Cloud } from './cloud.ts';

/** The points nearest to a place in the arrangement that is shown, nearest first. */
export function nearestTo(cloud: Cloud, arrangement: Arrangement, place: Float32Array, count: number): number[] {
  const coordinates = coordinatesOf(cloud.places, arrangement);
  const widths = spansOf(coordinates).map(({ low, high }) => high - low);
  const all = countOf(cloud);
  const from = coordinatesOf(place, arrangement);
  const squares = Float32Array.from({ length: all }, (_, i) =>
    widths.reduce((sum, width, axis) => sum + ((coordinates[axis * all + i] - from[axis]) / width) ** 2, 0));
  return [...squares.keys()].sort((a, b) => squares[a] - squares[b]).slice(0, count);
}
