/** A recording in a file, cut, with the picture that the cuts are shown on. */

import type { CutHit, CutSettings } from '../../../src-preload/contract/cutting.ts';
import { decodeFile, RECORDING_SECONDS } from '../decode.ts';
import { toMono } from '../mono.ts';
import { cutHits } from './cut.ts';

export interface CutRecording {
  sampleRate: number;
  /** Samples in the recording. */
  length: number;
  hits: CutHit[];
  /** Lowest and highest sample of each of COLUMNS stretches, in turn. */
  peaks: Float32Array;
}

/** Columns of the picture: as many as a wide screen shows. */
export const COLUMNS = 2000;

/** @throws what `decodeFile` throws */
export async function cutFile(file: string, settings: CutSettings): Promise<CutRecording> {
  const audio = await decodeFile(file, RECORDING_SECONDS);
  const mono = toMono(audio.channels).samples;
  return { sampleRate: audio.sampleRate, length: mono.length, hits: cutHits(audio, settings), peaks: peaksOf(mono) };
}

function peaksOf(mono: Float32Array): Float32Array {
  const peaks = new Float32Array(2 * COLUMNS);
  for (let c = 0; c < COLUMNS; c++) {
    const stretch = mono.subarray(Math.floor((c * mono.length) / COLUMNS), Math.floor(((c + 1) * mono.length) / COLUMNS));
    peaks[2 * c] = stretch.reduce((a, b) => Math.min(a, b), 0);
    peaks[2 * c + 1] = stretch.reduce((a, b) => Math.max(a, b), 0);
  }
  return peaks;
}
