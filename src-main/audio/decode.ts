/**
 * A sound file of any format to checked samples: WAV by our own reader, judged by content and
 * not by extension; everything else through ffmpeg. It changes nothing about the sound (rate,
 * channels, level: prepare's affair).
 */

import { constants } from 'node:fs';
import { mkdtemp, open, rm, writeFile } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { KicklabError } from '../../src-preload/contract/errors.ts';
import { MAX_SOUND_MEGABYTES } from '../../src-preload/contract/limits.ts';
import { decodeWithFfmpeg } from './ffmpeg.ts';
import { isWav, readWav } from './wav-read.ts';
import type { PlanarAudio } from './wav-read.ts';

/** Decoded audio and the file it came from, which later errors name. */
export interface DecodedAudio extends PlanarAudio {
  file: string;
}

/** The longest one-shot, and the longest recording of many. */
const MAX_SECONDS = 30;
export const RECORDING_SECONDS = 900;
const MIN_MS = 5;
/** Peak that counts as silence, -60 dBFS. */
const SILENCE_PEAK = 1e-3;

/**
 * Reads and decodes a sound file.
 * @param maxSeconds Longer ones are refused.
 * @returns planar channels at the file's own rate: 5 ms to `maxSeconds`, finite, not silent.
 * @throws KicklabError FILE_NOT_FOUND, FILE_NOT_READABLE (folders, permissions), and all that
 *   `decodeBytes` throws.
 */
export async function decodeFile(path: string, maxSeconds = MAX_SECONDS): Promise<DecodedAudio> {
  const audio = await withFile(path, async (handle) => {
    const stats = await handle.stat();
    if (stats.size === 0) throw new KicklabError('AUDIO_EMPTY', { file: path });
    const head = new Uint8Array(12);
    await handle.read(head, 0, head.length, 0);
    if (!isWav(head)) return null;
    if (stats.size > MAX_SOUND_MEGABYTES * 2 ** 20) throw tooLarge(path, stats.size);
    return readWav(await handle.readFile(), path, maxSeconds);
  });
  return checked(audio ?? (await decodeWithFfmpeg(path, path, maxSeconds)), path);
}

/**
 * The bytes of a sound file, and when it was last changed (ms since 1970): of one moment, for
 * whoever keeps both. What is in them is `decodeBytes`' to say.
 * @throws KicklabError FILE_NOT_FOUND, FILE_NOT_READABLE, AUDIO_TOO_LARGE.
 */
export async function readSoundFile(path: string): Promise<{ bytes: Uint8Array; changedAt: number }> {
  return withFile(path, async (handle) => {
    const { size, mtimeMs } = await handle.stat();
    if (size > MAX_SOUND_MEGABYTES * 2 ** 20) throw tooLarge(path, size);
    return { bytes: await handle.readFile(), changedAt: Math.floor(mtimeMs) };
  });
}

/**
 * Decodes a sound file that is in memory (dropped on the page, uploaded). Formats other than
 * WAV pass through a temporary file: some, such as M4A, cannot be read from a pipe.
 * @param name the file's name, for errors only.
 * @throws KicklabError AUDIO_UNREADABLE, AUDIO_UNSUPPORTED, AUDIO_EMPTY, AUDIO_TOO_SHORT,
 *   AUDIO_TOO_LONG, AUDIO_TOO_LARGE, AUDIO_NOT_FINITE, AUDIO_SILENT, FFMPEG_MISSING.
 */
export async function decodeBytes(bytes: Uint8Array, name: string): Promise<DecodedAudio> {
  if (bytes.length === 0) throw new KicklabError('AUDIO_EMPTY', { file: name });
  if (bytes.length > MAX_SOUND_MEGABYTES * 2 ** 20) throw tooLarge(name, bytes.length);
  if (isWav(bytes)) return checked(readWav(bytes, name, MAX_SECONDS), name);
  const folder = await mkdtemp(join(tmpdir(), 'kicklab-decode-'));
  try {
    const path = join(folder, 'upload');
    await writeFile(path, bytes, { mode: 0o600 });
    return checked(await decodeWithFfmpeg(path, name, MAX_SECONDS), name);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Opens a plain file for `use`; whatever the file system objects becomes a coded error. */
async function withFile<T>(path: string, use: (handle: FileHandle) => Promise<T>): Promise<T> {
  let handle: FileHandle | undefined;
  try {
    // Non-blocking, or opening a named pipe would wait for its writer for ever. (Windows has no
    // such flag; there it is undefined, and the OR makes it 0.)
    handle = await open(path, constants.O_RDONLY | constants.O_NONBLOCK);
    const stats = await handle.stat();
    if (stats.isDirectory()) throw new KicklabError('FILE_NOT_READABLE', { file: path, reason: 'it is a folder' });
    if (!stats.isFile()) throw new KicklabError('FILE_NOT_READABLE', { file: path, reason: 'it is not a plain file' });
    return await use(handle);
  } catch (error) {
    throw error instanceof KicklabError ? error : fileError(path, error);
  } finally {
    await handle?.close();
  }
}

function fileError(file: string, cause: unknown): KicklabError {
  const code = (cause as NodeJS.ErrnoException).code ?? '';
  if (code === 'ENOENT' || code === 'ENOTDIR') return new KicklabError('FILE_NOT_FOUND', { file }, { cause });
  const reasons: Readonly<Record<string, string>> = {
    EACCES: 'permission denied',
    EPERM: 'permission denied',
    EISDIR: 'it is a folder',
  };
  const reason = reasons[code] ?? (cause instanceof Error ? cause.message : String(cause));
  return new KicklabError('FILE_NOT_READABLE', { file, reason }, { cause });
}

/** The checks that every sound passes before anything else is done with it. */
function checked({ sampleRate, channels }: PlanarAudio, file: string): DecodedAudio {
  const frames = channels[0].length;
  if (frames === 0) throw new KicklabError('AUDIO_EMPTY', { file });
  const ms = (1000 * frames) / sampleRate;
  if (ms < MIN_MS) throw new KicklabError('AUDIO_TOO_SHORT', { file, ms, minMs: MIN_MS });
  let peak = 0;
  for (const channel of channels) {
    for (let i = 0; i < frames; i++) {
      if (!Number.isFinite(channel[i])) throw new KicklabError('AUDIO_NOT_FINITE', { file, index: i });
      peak = Math.max(peak, Math.abs(channel[i]));
    }
  }
  if (peak < SILENCE_PEAK) throw new KicklabError('AUDIO_SILENT', { file });
  return { file, sampleRate, channels };
}

function tooLarge(file: string, bytes: number): KicklabError {
  return new KicklabError('AUDIO_TOO_LARGE', { file, megabytes: bytes / 2 ** 20, maxMegabytes: MAX_SOUND_MEGABYTES });
}
