/** Both sides of a recording at one level. Not a mix down, and not polarity: see doctor/sides.ts. */

/** Sides further apart are not a matter of gain: one of them holds something else, or nothing. */
const MOST_DB = 18;

/** Brings left and right to the geometric mean of their powers; other counts of channels stay as they are. */
export function balanceSides(channels: readonly Float32Array[]): Float32Array[] {
  if (channels.length !== 2) return [...channels];
  const [left, right] = channels.map((channel) => Math.sqrt(channel.reduce((sum, x) => sum + x * x, 0)));
  if (left * right === 0 || Math.abs(20 * Math.log10(left / right)) > MOST_DB) return [...channels];
  const gain = Math.sqrt(right / left);
  return [channels[0].map((x) => x * gain), channels[1].map((x) => x / gain)];
}
