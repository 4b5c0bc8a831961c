/** A sound as small as a word, in the colour of the text around it. Says nothing to screen readers. */

import { useMemo } from 'react';
import { THUMBNAIL_COLUMNS } from '../../src-preload/contract/library.ts';
import { columnExtremes } from './columns.ts';

/** From the samples, or from the numbers that a saved kick carries: lowest and highest in turn, full scale 127. */
export type ThumbnailProps = { samples: Float32Array } | { thumbnail: readonly number[] };

export function Thumbnail(props: ThumbnailProps) {
  const values = 'samples' in props ? props.samples : props.thumbnail;
  const path = useMemo(() => outline(values instanceof Float32Array ? thumbnailOf(values) : values), [values]);
  return (
    <svg className="thumbnail" viewBox={`0 -127 ${THUMBNAIL_COLUMNS - 1} 254`} preserveAspectRatio="none" aria-hidden="true">
      <path d={path} vectorEffect="non-scaling-stroke" />
    </svg>
  );
}

function thumbnailOf(samples: Float32Array): number[] {
  const { low, high } = columnExtremes(samples, THUMBNAIL_COLUMNS, samples.length);
  return [...low].flatMap((value, x) => [127 * value, 127 * high[x]]);
}

/** Along the highest samples there and along the lowest back. */
function outline(values: readonly number[]): string {
  const there: string[] = [];
  const back: string[] = [];
  for (let x = 0; 2 * x < values.length; x++) {
    back.unshift(`${x},${(-values[2 * x]).toFixed(1)}`);
    there.push(`${x},${(-values[2 * x + 1]).toFixed(1)}`);
  }
  return `M${[...there, ...back].join('L')}Z`;
}
