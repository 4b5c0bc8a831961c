/** How the map is laid out: by what is heard, or by the widest directions of latent space. Pure. */

import { PLACE, type PlaceField } from '../../../src-preload/contract/places.ts';
import type { Cloud } from './cloud.ts';

export type Arrangement = 'sound' | 'latent';

export interface Axis {
  title: string;
  /** A logarithmic axis has log10 of the value as its coordinate. */
  log: boolean;
  field: PlaceField;
}

export const AXES: Record<Arrangement, readonly [Axis, Axis, Axis]> = {
  sound: [
    { title: 'Decay, ms', log: true, field: 'decayMs' },
    { title: 'Brightness, Hz', log: true, field: 'centroidHz' },
    { title: 'Click, dB', log: false, field: 'clickDb' },
  ],
  latent: [
    { title: 'First component', log: false, field: 'x' },
    { title: 'Second component', log: false, field: 'y' },
    { title: 'Third component', log: false, field: 'z' },
  ],
};

/** Coordinates of places, [3 x points] one axis after the other. */
export function coordinatesOf(places: Float32Array, arrangement: Arrangement): Float32Array {
  const count = places.length / PLACE.length;
  const out = new Float32Array(3 * count);
  AXES[arrangement].forEach(({ field, log }, axis) => {
    const column = PLACE.indexOf(field);
    for (let i = 0; i < count; i++) {
      const value = places[i * PLACE.length + column];
      out[axis * count + i] = log ? Math.log10(Math.max(value, 1e-3)) : value;
    }
  });
  return out;
}

export interface Span {
  low: number;
  high: number;
}

/** From the 0.5th to the 99.5th percentile along each axis, with a margin: what the map opens at. */
export function spansOf(coordinates: Float32Array): [Span, Span, Span] {
  const count = coordinates.length / 3;
  const spanOf = (axis: number): Span => {
    if (count === 0) return { low: -1, high: 1 };
    const sorted = coordinates.slice(axis * count, (axis + 1) * count).sort();
    const low = sorted[Math.floor(0.005 * (count - 1))];
    const high = sorted[Math.ceil(0.995 * (count - 1))];
    const margin = 0.06 * (high - low) || 1;
    return { low: low - margin, high: high + margin };
  };
  return [spanOf(0), spanOf(1), spanOf(2)];
}

/** What is said of an axis beside its title. */
export function axisTitle(cloud: Cloud, arrangement: Arrangement, axis: 0 | 1 | 2): string {
  const { title } = AXES[arrangement][axis];
  return arrangement === 'latent' ? `${title} (${(100 * cloud.axes[axis]).toFixed(0)} % of the spread)` : title;
}
