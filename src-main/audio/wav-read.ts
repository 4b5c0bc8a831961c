/**
 * WAV bytes to planar Float32 channels: integer PCM of 8 to 32 bits, float of 32 or 64 bits,
 * plain or WAVE_FORMAT_EXTENSIBLE. It trusts no size it is told: nothing larger than what the
 * bytes themselves hold is ever allocated. It is not a validator of sound (silence, NaN: see
 * decode.ts) and does not read compressed, 64-bit (RF64, BW64) or big-endian (RIFX) files.
 * Layout: Microsoft/IBM "Multimedia Programming Interface 1.0" (1991), "Multiple Channel Audio
 * Data and WAVE Files" (2007).
 */

import { KicklabError } from '../../src-preload/contract/errors.ts';
import { chunksOf, idAt, type Chunk } from './wav-chunks/riff.ts';

/** Planar audio, all channels of one length, full scale = 1. */
export interface PlanarAudio {
  /** Hz. */
  sampleRate: number;
  channels: Float32Array[];
}

export interface WavEncoding {
  /** Hz. */
  sampleRate: number;
  channels: number;
  /** A sample takes in the file. */
  bits: number;
  float: boolean;
  /** Samples a channel. */
  frames: number;
}

type Encoding = 'uint8' | 'int16' | 'int24' | 'int32' | 'float32' | 'float64';

interface Layout {
  encoding: Encoding;
  sampleRate: number;
  channelCount: number;
  bytesPerSample: number;
}

const TAG_PCM = 1;
const TAG_FLOAT = 3;
const TAG_EXTENSIBLE = 0xfffe;

/** Other format tags that are met in sample packs, to name them in the refusal. */
const TAG_NAMES: Readonly<Record<number, string>> = {
  0x02: 'Microsoft ADPCM',
  0x06: 'A-law',
  0x07: 'mu-law',
  0x11: 'IMA ADPCM',
  0x50: 'MPEG',
  0x55: 'MP3',
};

/** KSDATAFORMAT_SUBTYPE_*: a format tag in two bytes, then these fourteen (ksmedia.h). */
const GUID_TAIL = [0, 0, 0, 0, 0x10, 0, 0x80, 0, 0, 0xaa, 0, 0x38, 0x9b, 0x71];

/** Below, nothing but noise of a broken header; above, no converter has existed. */
const MIN_RATE = 1_000;
const MAX_RATE = 768_000;

/**
 * Whether bytes claim to be a WAV file (of any kind, also those that `readWav` refuses), by
 * content: the first 12 bytes are enough.
 */
export function isWav(bytes: Uint8Array): boolean {
  return bytes.length >= 12 && ['RIFF', 'RIFX', 'RF64', 'BW64'].includes(idAt(bytes, 0)) && idAt(bytes, 8) === 'WAVE';
}

/**
 * Decodes a WAV file. Integers scale by 2^(bits-1), so that full scale is [-1, 1); floats stay
 * as they are, also beyond 1. A data chunk that claims more than the file holds is read to the
 * last whole frame; one of no length gives channels of no samples.
 * @param file named in errors.
 * @param maxSeconds refused above, before anything is allocated.
 * @throws KicklabError AUDIO_UNREADABLE, AUDIO_UNSUPPORTED, AUDIO_TOO_LONG.
 */
export function readWav(bytes: Uint8Array, file: string, maxSeconds = Infinity): PlanarAudio {
  const { layout, start, frames } = open(bytes, file);
  const { sampleRate, channelCount, bytesPerSample } = layout;
  const frameBytes = channelCount * bytesPerSample;
  if (frames > maxSeconds * sampleRate) {
    throw new KicklabError('AUDIO_TOO_LONG', { file, seconds: frames / sampleRate, maxSeconds });
  }

  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const channels: Float32Array[] = [];
  for (let c = 0; c < channelCount; c++) {
    channels.push(readChannel(view, layout.encoding, start + c * bytesPerSample, frameBytes, frames));
  }
  return { sampleRate, channels };
}

/** How the samples of a WAV file are written. @throws what `readWav` throws of a file that it cannot read */
export function readWavFormat(bytes: Uint8Array, file: string): WavEncoding {
  const { layout: { encoding, sampleRate, channelCount, bytesPerSample }, frames } = open(bytes, file);
  return { sampleRate, channels: channelCount, bits: 8 * bytesPerSample, float: encoding === 'float32' || encoding === 'float64', frames };
}

/** Where the samples of a file begin, how they stand in it, and how many there are a channel. */
function open(bytes: Uint8Array, file: string): { layout: Layout; start: number; frames: number } {
  const magic = idAt(bytes, 0);
  if (!isWav(bytes)) throw unreadable(file, 'it is not a WAV file');
  if (magic === 'RIFX') throw unsupported(file, 'big-endian WAV (RIFX)');
  if (magic !== 'RIFF') throw unsupported(file, `64-bit WAV (${magic})`);
  const { format, data } = findChunks(bytes, file);
  const layout = readFormat(bytes, format, file);
  return { layout, start: data.start, frames: Math.floor((data.end - data.start) / (layout.channelCount * layout.bytesPerSample)) };
}

/** The first `fmt ` and the first `data` chunk. */
function findChunks(bytes: Uint8Array, file: string): { format: Chunk; data: Chunk } {
  let format: Chunk | undefined;
  let data: Chunk | undefined;
  for (const chunk of chunksOf(bytes)) {
    if (chunk.id === 'fmt ') format ??= chunk;
    if (chunk.id === 'data') data ??= chunk;
    if (format && data) break;
  }
  if (!format) throw unreadable(file, 'the WAV file has no fmt chunk');
  if (!data) throw unreadable(file, 'the WAV file has no data chunk');
  return { format, data };
}

function readFormat(bytes: Uint8Array, chunk: Chunk, file: string): Layout {
  const size = chunk.end - chunk.start;
  if (size < 16) throw unreadable(file, 'the fmt chunk of the WAV file is cut off');
  const view = new DataView(bytes.buffer, bytes.byteOffset + chunk.start, size);
  let tag = view.getUint16(0, true);
  const channelCount = view.getUint16(2, true);
  const sampleRate = view.getUint32(4, true);
  const frameBytes = view.getUint16(12, true);
  const bits = view.getUint16(14, true);
  if (tag === TAG_EXTENSIBLE) {
    if (size < 40) throw unreadable(file, 'the extensible fmt chunk of the WAV file is cut off');
    if (GUID_TAIL.some((byte, i) => view.getUint8(26 + i) !== byte)) throw unsupported(file, 'unknown WAV subformat');
    tag = view.getUint16(24, true);
  }

  if (channelCount === 0) throw unreadable(file, 'the WAV file claims to have no channels');
  if (sampleRate < MIN_RATE || sampleRate > MAX_RATE) {
    throw unsupported(file, `sample rate of ${String(sampleRate)} Hz`);
  }
  if (tag !== TAG_PCM && tag !== TAG_FLOAT) {
    throw unsupported(file, `${TAG_NAMES[tag] ?? `WAV format 0x${tag.toString(16)}`} compression`);
  }
  // Fewer bits than the container holds are left-justified in it, so the container alone counts.
  const bytesPerSample = frameBytes / channelCount;
  const encoding = encodingOf(tag, bytesPerSample);
  if (!encoding || bits === 0 || bits > 8 * bytesPerSample) {
    const kind = tag === TAG_FLOAT ? 'float' : 'integer';
    throw unsupported(file, `${String(bits)}-bit ${kind} samples, ${String(channelCount)} channels in ${String(frameBytes)} bytes`);
  }
  return { encoding, sampleRate, channelCount, bytesPerSample };
}

function encodingOf(tag: number, bytesPerSample: number): Encoding | undefined {
  if (tag === TAG_FLOAT) return bytesPerSample === 4 ? 'float32' : bytesPerSample === 8 ? 'float64' : undefined;
  const integers: readonly (Encoding | undefined)[] = [undefined, 'uint8', 'int16', 'int24', 'int32'];
  return integers[bytesPerSample];
}

function readChannel(view: DataView, encoding: Encoding, start: number, stride: number, frames: number): Float32Array {
  const out = new Float32Array(frames);
  switch (encoding) {
    case 'uint8':
      for (let i = 0; i < frames; i++) out[i] = (view.getUint8(start + i * stride) - 128) / 128;
      break;
    case 'int16':
      for (let i = 0; i < frames; i++) out[i] = view.getInt16(start + i * stride, true) / 32_768;
      break;
    case 'int24':
      for (let i = 0; i < frames; i++) {
        const at = start + i * stride;
        out[i] = ((view.getInt8(at + 2) << 16) | view.getUint16(at, true)) / 8_388_608;
      }
      break;
    case 'int32':
      for (let i = 0; i < frames; i++) out[i] = view.getInt32(start + i * stride, true) / 2_147_483_648;
      break;
    case 'float32':
      for (let i = 0; i < frames; i++) out[i] = view.getFloat32(start + i * stride, true);
      break;
    case 'float64':
      for (let i = 0; i < frames; i++) out[i] = view.getFloat64(start + i * stride, true);
      break;
    default:
      encoding satisfies never;
  }
  return out;
}

function unreadable(file: string, reason: string): KicklabError {
  return new KicklabError('AUDIO_UNREADABLE', { file, reason });
}

function unsupported(file: string, reason: string): KicklabError {
  return new KicklabError('AUDIO_UNSUPPORTED', { file, reason });
}
