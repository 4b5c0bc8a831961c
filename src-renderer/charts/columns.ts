/** A sound by pixel columns: the lowest and the highest sample of each, none left out. */

export interface Columns {
  low: Float32Array;
  high: Float32Array;
}

/**
 * @param columns Pixels across the picture.
 * @param span Samples across the picture; where the sound is shorter the answer is too.
 * @param first Sample at the left edge, 0 or more; a fraction of one counts as it.
 * Each sample counts in exactly one column; where there are more columns than samples, each column
 * has the one sample that lies there.
 */
export function columnExtremes(samples: Float32Array, columns: number, span: number, first = 0): Columns {
  const count = Math.max(0, Math.min(columns, Math.ceil(((samples.length - first) * columns) / span)));
  const low = new Float32Array(count);
  const high = new Float32Array(count);
  for (let x = 0; x < count; x++) {
    const from = Math.floor(first + (x * span) / columns);
    const to = Math.min(samples.length, Math.max(from + 1, Math.floor(first + ((x + 1) * span) / columns)));
    let lowest = samples[from];
    let highest = lowest;
    for (let i = from + 1; i < to; i++) {
      const value = samples[i];
      if (value < lowest) lowest = value;
      else if (value > highest) highest = value;
    }
    low[x] = lowest;
    high[x] = highest;
  }
  return { low, high };
}

/** A sound in few numbers: the lowest and the highest sample of each column in turn, full scale being 127. */
export function thumbnailOf(samples: Float32Array, columns: number): number[] {
  const { low, high } = columnExtremes(samples, columns, samples.length);
  return [...low].flatMap((value, x) => [127 * value, 127 * high[x]]);
}

/** Brings neighbours that lie apart to touch half-way, so that a steep edge is one line. In place. */
export function joined({ low, high }: Columns): Columns {
  for (let x = 1; x < low.length; x++) {
    if (low[x] > high[x - 1]) low[x] = high[x - 1] = (low[x] + high[x - 1]) / 2;
    else if (high[x] < low[x - 1]) high[x] = low[x - 1] = (high[x] + low[x - 1]) / 2;
  }
  return { low, high };
}
