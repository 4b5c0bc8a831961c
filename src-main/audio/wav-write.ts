/**
 * Planar Float32 channels to the bytes of a WAV file: 16- or 24-bit PCM with dither, or 32-bit
 * float. Deterministic: the same samples and seed give the same bytes. It does not normalise.
 */

import { createRandom } from '../base/random.ts';

export type WavFormat = 'int16' | 'int24' | 'float32';

export interface WavWriteOptions {
  format: WavFormat;
  /** Seed of the dither noise; float32 has none. */
  ditherSeed: number | string;
  /**
   * Whole chunks, of an even length each. They stand ahead of the samples, where readers that do not
   * seek find them too (ffprobe on a pipe passes over what comes behind).
   */
  chunks?: readonly Uint8Array[];
}

const HEADER_BYTES = { int16: 44, int24: 44, float32: 58 } as const;
const SAMPLE_BYTES = { int16: 2, int24: 3, float32: 4 } as const;

/**
 * Writes a WAV file. Integers are scaled by 2^(bits-1), dithered with triangular noise of two
 * LSB peak to peak (TPDF: Lipshitz, Wannamaker & Vanderkooy, JAES 40(5), 1992), rounded, and
 * held at the ends of the range: what is too loud clips and never wraps.
 * @param channels one array a channel, all of one length, full scale = 1.
 * @throws RangeError where a sample is not finite, the lengths differ, or the file would pass
 *   the 4 GiB of a RIFF file: mistakes of the caller, not of the user.
 */
export function writeWav(channels: readonly Float32Array[], sampleRate: number, options: WavWriteOptions): Uint8Array {
  const { format, chunks = [] } = options;
  const frames = channels[0]?.length ?? 0;
  if (channels.length === 0 || channels.some((c) => c.length !== frames)) {
    throw new RangeError('writeWav needs at least one channel, all of one length');
  }
  const frameBytes = channels.length * SAMPLE_BYTES[format];
  const dataBytes = frames * frameBytes;
  const headerBytes = HEADER_BYTES[format] + chunks.reduce((sum, chunk) => sum + chunk.length, 0);
  const fileBytes = headerBytes + dataBytes + (dataBytes % 2);
  if (fileBytes - 8 > 0xffff_ffff) throw new RangeError('too many samples for a WAV file');

  const bytes = new Uint8Array(fileBytes);
  const view = new DataView(bytes.buffer);
  const float = format === 'float32';
  putAscii(view, 0, 'RIFF');
  view.setUint32(4, fileBytes - 8, true);
  putAscii(view, 8, 'WAVEfmt ');
  // Formats other than PCM carry the (empty) extension's size and a fact chunk.
  view.setUint32(16, float ? 18 : 16, true);
  view.setUint16(20, float ? 3 : 1, true);
  view.setUint16(22, channels.length, true);
  view.setUint32(24, sampleRate, true);
  view.setUint32(28, sampleRate * frameBytes, true);
  view.setUint16(32, frameBytes, true);
  view.setUint16(34, 8 * SAMPLE_BYTES[format], true);
  if (float) {
    putAscii(view, 38, 'fact');
    view.setUint32(42, 4, true);
    view.setUint32(46, frames, true);
  }
  putChunks(bytes, HEADER_BYTES[format] - 8, chunks);
  putAscii(view, headerBytes - 8, 'data');
  view.setUint32(headerBytes - 4, dataBytes, true);
  if (float) putFloats(view, headerBytes, channels, frames);
  else putIntegers(view, headerBytes, channels, frames, format, options.ditherSeed);
  return bytes;
}

function putFloats(view: DataView, start: number, channels: readonly Float32Array[], frames: number): void {
  let at = start;
  for (let i = 0; i < frames; i++) {
    for (const channel of channels) {
      view.setFloat32(at, finite(channel[i], i), true);
      at += 4;
    }
  }
}

function putIntegers(
  view: DataView,
  start: number,
  channels: readonly Float32Array[],
  frames: number,
  format: 'int16' | 'int24',
  seed: number | string,
): void {
  const random = createRandom(seed, 'dither');
  const size = SAMPLE_BYTES[format];
  const scale = 2 ** (8 * size - 1);
  let at = start;
  for (let i = 0; i < frames; i++) {
    for (const channel of channels) {
      const noise = random.uniform() - random.uniform();
      const value = Math.round(finite(channel[i], i) * scale + noise);
      const held = Math.max(-scale, Math.min(scale - 1, value));
      view.setInt16(at + size - 2, size === 2 ? held : held >> 8, true);
      if (size === 3) view.setUint8(at, held & 0xff);
      at += size;
    }
  }
}

function finite(x: number, index: number): number {
  if (!Number.isFinite(x)) throw new RangeError(`sample ${String(index)} to write is ${String(x)}`);
  return x;
}

function putChunks(bytes: Uint8Array, start: number, chunks: readonly Uint8Array[]): void {
  let at = start;
  for (const chunk of chunks) {
    bytes.set(chunk, at);
    at += chunk.length;
  }
}

function putAscii(view: DataView, at: number, text: string): void {
  for (let i = 0; i < text.length; i++) view.setUint8(at + i, text.charCodeAt(i));
}
