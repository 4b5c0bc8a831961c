/**
 * Finds an ffmpeg that runs, and turns a file of any common audio format into samples with it.
 * They are still to be checked as sound (decode.ts does). ffmpeg is started directly,
 * never through a shell, and may open nothing but the one local file.
 */

import { execFile } from 'node:child_process';
import { chmod } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { resolve } from 'node:path';

import { KicklabError } from '../../src-preload/contract/errors.ts';
import { MAX_SOUND_MEGABYTES } from '../../src-preload/contract/limits.ts';
import { readWav } from './wav-read.ts';
import type { PlanarAudio } from './wav-read.ts';

export type FfmpegSource = 'ffmpeg-static' | '@ffmpeg-installer/ffmpeg' | 'PATH';

export interface Ffmpeg {
  /** What to start: a full path, or `ffmpeg` where the system finds it. */
  path: string;
  source: FfmpegSource;
  version: string;
}

/** `found` is null where none runs; `tried` says why each one before it was passed over. */
export interface FfmpegSearch {
  found: Ffmpeg | null;
  tried: { source: FfmpegSource; reason: string }[];
}

export interface FfmpegCandidate {
  source: FfmpegSource;
  /** The path to start; throws where the package is absent. */
  locate: () => string;
}

/**
 * Demuxers of plain audio files, by ffmpeg's names. The list keeps out playlists and image
 * sequences (hls, concat, image2), which would have ffmpeg open further files.
 */
const FORMATS =
  'aac,ac3,aiff,amr,ape,asf,au,caf,eac3,flac,gsm,matroska,webm,mov,mp4,m4a,mp3,mpc,mpc8,ogg,oma,shorten,tak,tta,voc,w64,wv';
const VERSION_TIMEOUT_MS = 15_000;
const DECODE_TIMEOUT_MS = 60_000;
const MAX_OUTPUT_BYTES = MAX_SOUND_MEGABYTES * 2 ** 20;

// Not called `require`: the bundler would declare that itself.
const fromHere = createRequire(import.meta.url);

const CANDIDATES: readonly FfmpegCandidate[] = [
  {
    source: 'ffmpeg-static',
    locate: () => {
      const path: unknown = fromHere('ffmpeg-static');
      if (typeof path !== 'string') throw new Error('has no build for this platform');
      return path;
    },
  },
  {
    source: '@ffmpeg-installer/ffmpeg',
    locate: () => (fromHere('@ffmpeg-installer/ffmpeg') as { path: string }).path,
  },
  { source: 'PATH', locate: () => 'ffmpeg' },
];

let search: Promise<FfmpegSearch> | undefined;

/**
 * The first ffmpeg that exists and answers `-version`: ffmpeg-static's, then
 * @ffmpeg-installer's, then the system's. A packaged binary that lost its x bit (npm ci without
 * scripts, some archives) gets it back. The search over the default candidates is done once.
 */
export function findFfmpeg(candidates: readonly FfmpegCandidate[] = CANDIDATES): Promise<FfmpegSearch> {
  if (candidates !== CANDIDATES) return tryAll(candidates);
  search ??= tryAll(CANDIDATES);
  return search;
}

async function tryAll(candidates: readonly FfmpegCandidate[]): Promise<FfmpegSearch> {
  const tried: FfmpegSearch['tried'] = [];
  for (const { source, locate } of candidates) {
    try {
      const path = locate();
      const version = await askVersion(path, source);
      return { found: { path, source, version }, tried };
    } catch (error) {
      tried.push({ source, reason: whyNot(error) });
    }
  }
  return { found: null, tried };
}

async function askVersion(path: string, source: FfmpegSource): Promise<string> {
  let ran = await start(path, ['-version'], VERSION_TIMEOUT_MS);
  if (ran.failure?.code === 'EACCES' && source !== 'PATH') {
    await chmod(path, 0o755);
    ran = await start(path, ['-version'], VERSION_TIMEOUT_MS);
  }
  if (ran.failure) throw ran.failure;
  const version = /^ffmpeg version (\S+)/.exec(ran.stdout.toString('utf8'))?.[1];
  if (version === undefined) throw new Error(`${path} does not answer as ffmpeg`);
  return version;
}

/** One line, without the paths and stacks that Node's module errors carry. */
function whyNot(error: unknown): string {
  // @ffmpeg-installer throws plain strings.
  if (!(error instanceof Error)) return String(error);
  const code = (error as NodeJS.ErrnoException).code;
  if (code === 'MODULE_NOT_FOUND') return 'the package is not installed';
  if (code === 'ENOENT') return 'the binary is not there';
  return error.message.split('\n', 1)[0];
}

/**
 * Decodes the first audio stream of a file, at the stream's own rate and channel count.
 * @param path the file on disk. @param name how errors call it.
 * @param maxSeconds longer sounds are refused; little more than this is ever decoded.
 * @throws KicklabError FFMPEG_MISSING, AUDIO_UNREADABLE, AUDIO_TOO_LONG, AUDIO_TOO_LARGE.
 */
export async function decodeWithFfmpeg(path: string, name: string, maxSeconds: number): Promise<PlanarAudio> {
  const { found, tried } = await findFfmpeg();
  if (!found) {
    const reason = tried.map((t) => `${t.source}: ${t.reason}`).join('; ');
    throw new KicklabError('FFMPEG_MISSING', { file: name, reason });
  }
  const ran = await start(
    found.path,
    [
      ...['-nostdin', '-hide_banner', '-nostats', '-protocol_whitelist', 'file', '-format_whitelist', FORMATS],
      // The second more is how the length below shows that the sound went on.
      ...['-i', `file:${resolve(path)}`, '-map', '0:a:0', '-t', String(maxSeconds + 1)],
      ...['-c:a', 'pcm_f32le', '-f', 'wav', 'pipe:1'],
    ],
    DECODE_TIMEOUT_MS,
  );
  if (ran.failure) throw explain(ran, name);
  const audio = readWav(ran.stdout, name);
  const decoded = audio.channels[0].length / audio.sampleRate;
  // The container's word is a guess where there is no index, so it names the length of a sound
  // that is too long, but does not decide that it is.
  const seconds = Math.max(decoded, declaredSeconds(ran.stderr));
  if (decoded > maxSeconds) throw new KicklabError('AUDIO_TOO_LONG', { file: name, seconds, maxSeconds });
  return audio;
}

/** The container's own word on its length, from ffmpeg's report; 0 where it has none. */
function declaredSeconds(stderr: string): number {
  const match = /^\s+Duration: (\d+):(\d\d):(\d\d\.\d+)/m.exec(stderr);
  return match ? Number(match[1]) * 3600 + Number(match[2]) * 60 + Number(match[3]) : 0;
}

function explain({ failure, stderr }: Ran, file: string): KicklabError {
  const unreadable = (reason: string): KicklabError =>
    new KicklabError('AUDIO_UNREADABLE', { file, reason }, { cause: failure });
  if (failure?.code === 'ERR_CHILD_PROCESS_STDIO_MAXBUFFER') {
    const maxMegabytes = MAX_OUTPUT_BYTES / 2 ** 20;
    return new KicklabError('AUDIO_TOO_LARGE', { file, megabytes: maxMegabytes, maxMegabytes }, { cause: failure });
  }
  if (failure?.killed === true) return unreadable(`ffmpeg did not finish within ${String(DECODE_TIMEOUT_MS / 1000)} s`);
  if (/Invalid data found|not on whitelist|moov atom not found/.test(stderr)) {
    return unreadable('it is in no audio format that Kicklab knows, or damaged');
  }
  if (/matches no streams|does not contain any stream/.test(stderr)) return unreadable('it holds no audio stream');
  const last = stderr.trim().split('\n').at(-1) ?? '';
  return unreadable(`ffmpeg: ${last === '' ? (failure?.message ?? 'failed') : last}`);
}

interface Ran {
  stdout: Buffer;
  stderr: string;
  failure: (Error & { code?: string | number | null; killed?: boolean }) | null;
}

/** Runs a program to its end; never rejects. */
function start(path: string, args: readonly string[], timeout: number): Promise<Ran> {
  return new Promise((done) => {
    const options = { encoding: 'buffer', timeout, maxBuffer: MAX_OUTPUT_BYTES, killSignal: 'SIGKILL', windowsHide: true } as const;
    try {
      execFile(path, args, options, (failure, stdout, stderr) => {
        done({ stdout, stderr: stderr.toString('utf8'), failure });
      });
    } catch (error) {
      // Some failures to start (a file that is no program, on some systems) are thrown at once.
      done({ stdout: Buffer.alloc(0), stderr: '', failure: error as Error });
    }
  });
}
