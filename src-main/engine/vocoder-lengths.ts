/**
 * Shorter copies of the vocoder. Most kicks are over long before the buffer ends, and what the
 * network makes of the silence after them is cut off by the projection: a copy with fewer frames
 * gives the same samples there (equal bytes on the CPU) in less time.
 */

import { countActiveFrames } from '../audio/mel-inversion.ts';
import type { AudioSpec } from '../audio/spec.ts';
import { paramsFromModels } from '../graph/params.ts';
import { vocoderLayout, type VocoderShape } from '../nets/vocoder.ts';
import { openNetwork, type Network, type NetworkOptions } from './runtime.ts';
import { vocoderShape } from './shapes.ts';
import { vocoderModel } from './train/export.ts';

/** About the shares of the buffer that a copy is made for, the shortest first. */
const SHARES = [3 / 8, 5 / 8];
/**
 * Frames a copy needs after the last active one: the network looks 13 to either side (entry 1, four
 * blocks of 3), and the projection's last window reaches 4 farther.
 */
const MARGIN = 20;

export interface ShortVocoder {
  frames: number;
  /** Of the pitch grid. */
  points: number;
  network: Network;
}

/**
 * Copies of an exported vocoder, the shortest first. None of one that this version would not
 * export byte for byte from its weights: its copies could differ from it.
 */
export async function openShortVocoders(vocoder: Uint8Array, spec: AudioSpec, options: NetworkOptions): Promise<ShortVocoder[]> {
  const whole = vocoderShape(spec);
  let weights;
  try {
    weights = paramsFromModels(vocoderLayout(whole), [vocoder]);
  } catch {
    return [];
  }
  if (Buffer.compare(vocoderModel(whole, weights), vocoder) !== 0) return [];
  return Promise.all(SHARES.map(async (share) => {
    const shape = shortened(whole, share);
    const { fineCount, coarseCount } = shape.pitchGrid;
    return { frames: shape.frames, points: fineCount + coarseCount, network: await openNetwork(vocoderModel(shape, weights), options) };
  }));
}

/** The longest shape up to `share` of the whole at which mel and pitch grid end together. */
function shortened(whole: VocoderShape, share: number): VocoderShape {
  const { pitchGrid, hop } = whole;
  const samplesOf = (coarse: number): number => pitchGrid.fineCount * pitchGrid.fineHop + coarse * pitchGrid.coarseHop;
  let coarseCount = Math.floor(share * pitchGrid.coarseCount);
  while (samplesOf(coarseCount) % hop !== 0) coarseCount--;
  const length = samplesOf(coarseCount);
  return { ...whole, length, frames: length / hop, pitchGrid: { ...pitchGrid, coarseCount } };
}

/** The shortest copy that holds all that is heard of `mel`, or undefined where only the whole network does. */
export function shortestFor(copies: readonly ShortVocoder[], mel: Float32Array, spec: AudioSpec): ShortVocoder | undefined {
  const needed = countActiveFrames(mel, spec) + MARGIN;
  return copies.find(({ frames }) => frames >= needed);
}
