/** A sound as small as a word, in the colour of the text around it. Says nothing to screen readers. */

import { useMemo } from 'react';
import { THUMBNAIL_COLUMNS } from '../../src-preload/contract/library-kick.ts';
import { thumbnailOf } from './columns.ts';

/** From the samples, or from the numbers that a saved kick carries: lowest and highest in turn, full scale 127. */
export type ThumbnailProps = { samples: Float32Array } | { thumbnail: readonly number[] };

export function Thumbnail(props: ThumbnailProps) {
  const values = 'samples' in props ? props.samples : props.thumbnail;
  const path = useMemo(() => outline(values instanceof Float32Array ? thumbnailOf(values, THUMBNAIL_COLUMNS) : values), [values]);
  return (
    <svg className="thumbnail" viewBox={`0 -127 ${THUMBNAIL_COLUMNS - 1} 254`} preserveAspectRatio="none" aria-hidden="true">
      <path d={path} vectorEffect="non-scaling-stroke" />
    </svg>
  );
}

/** Paths of thumbnails that are drawn again and again as a list scrolls. */
const paths = new WeakMap<readonly number[], string>();

/** Along the highest samples there and along the lowest back. */
function outline(values: readonly number[]): string {
  const known = paths.get(values);
  if (known !== undefined) return known;
  const points: string[] = [];
  for (let x = 0; 2 * x < values.length; x++) points.push(`${x},${(-values[2 * x + 1]).toFixed(1)}`);
  for (let x = values.length / 2 - 1; x >= 0; x--) points.push(`${x},${(-values[2 * x]).toFixed(1)}`);
  const path = `M${points.join('L')}Z`;
  paths.set(values, path);
  return path;
}
