/**
 * Many channels to one, without losing the kick where the channels cancel. It does not
 * normalise: level is prepare's affair.
 */

/**
 * The average is kept while it holds at least this share of the louder channel's energy (-7 dB).
 * Two equal channels of correlation r average to (1 + r) / 2: uncorrelated ones keep a half, a
 * hard-panned sound a quarter; only r < -0.6 (or near it, at unequal levels) falls below.
 */
const MIN_ENERGY_SHARE = 0.2;

export interface Mono {
  samples: Float32Array;
  /** How it was made: the only channel, the average of all, or the louder channel alone. */
  method: 'single' | 'average' | 'louder';
  /** Index of the channel taken; null for the average. */
  channel: number | null;
}

/**
 * Mixes down by averaging, unless the channels cancel; then the channel of most energy is taken.
 * @param channels at least one, all of one length; never changed, but `samples` may be one of them.
 */
export function toMono(channels: readonly Float32Array[]): Mono {
  if (channels.length === 0) throw new RangeError('toMono needs at least one channel');
  if (channels.length === 1) return { samples: channels[0], method: 'single', channel: 0 };

  const samples = new Float32Array(channels[0].length);
  for (let i = 0; i < samples.length; i++) {
    let sum = 0;
    for (const channel of channels) sum += channel[i];
    samples[i] = sum / channels.length;
  }
  const energies = channels.map(energy);
  const loudest = energies.indexOf(Math.max(...energies));
  if (energy(samples) >= MIN_ENERGY_SHARE * energies[loudest]) return { samples, method: 'average', channel: null };
  return { samples: channels[loudest], method: 'louder', channel: loudest };
}

function energy(x: Float32Array): number {
  let sum = 0;
  for (const v of x) sum += v * v;
  return sum;
}
