import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import { KicklabError } from '../../src-preload/contract/errors.ts';
import { decodeBytes, decodeFile } from './decode.ts';
import { findFfmpeg } from './ffmpeg.ts';
import { writeWav } from './wav-write.ts';

const RATE = 44_100;
const sine = (seconds: number, gain = 0.5): Float32Array =>
  Float32Array.from({ length: Math.round(seconds * RATE) }, (_, i) => gain * Math.sin((2 * Math.PI * 440 * i) / RATE));
const wav = (...channels: Float32Array[]): Uint8Array => writeWav(channels, RATE, { format: 'float32', ditherSeed: 0 });

const { found: ffmpeg, tried } = await findFfmpeg();

const data = process.env.KICKLAB_DATA ?? resolve(import.meta.dirname, '../../../shared/data');
const kicks = join(data, 'kicks');

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kicklab-decode-test-'));
});
afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
});

async function put(name: string, bytes: Uint8Array): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, bytes);
  return path;
}

async function failure(work: Promise<unknown>): Promise<KicklabError> {
  const error: unknown = await work.then(() => new Error('did not fail'), (e: unknown) => e);
  if (error instanceof KicklabError) return error;
  throw error;
}

describe('decodeFile: WAV', () => {
  it('goes by content, not by extension', async () => {
    const path = await put('kick.mp3', wav(sine(0.1), sine(0.1, 0.25)));
    const audio = await decodeFile(path);
    expect(audio).toMatchObject({ file: path, sampleRate: RATE });
    expect(audio.channels).toEqual([sine(0.1), sine(0.1, 0.25)]);
  });

  it('passes what is just long and loud enough', async () => {
    expect((await decodeFile(await put('30s.wav', wav(sine(30))))).channels[0]).toHaveLength(30 * RATE);
    expect((await decodeBytes(wav(sine(0.005).fill(0.0011)), 'x')).channels[0].length).toBe(221);
  });

  const broken = sine(0.1);
  broken[77] = NaN;
  const endless = sine(0.1);
  endless[5] = -Infinity;
  it.each([
    ['no bytes', new Uint8Array(0), 'AUDIO_EMPTY', ''],
    ['no samples', wav(new Float32Array(0)), 'AUDIO_EMPTY', ''],
    ['4 ms', wav(sine(0.004)), 'AUDIO_TOO_SHORT', '4.0 ms'],
    ['31 s', wav(sine(31)), 'AUDIO_TOO_LONG', '31.0 s'],
    ['silence', wav(new Float32Array(RATE)), 'AUDIO_SILENT', ''],
    ['a peak of -61 dBFS', wav(sine(0.1, 10 ** (-61 / 20))), 'AUDIO_SILENT', ''],
    ['NaN', wav2(sine(0.1), broken), 'AUDIO_NOT_FINITE', '77'],
    ['infinity', wav2(endless), 'AUDIO_NOT_FINITE', '5'],
    ['a RIFX file', Uint8Array.from([...Buffer.from('RIFX'), ...wav(sine(0.1)).subarray(4)]), 'AUDIO_UNSUPPORTED', 'RIFX'],
  ])('refuses %s, from disk and from memory', async (name, bytes, code, word) => {
    const path = await put(`bad ${name}.wav`, bytes);
    for (const error of [await failure(decodeFile(path)), await failure(decodeBytes(bytes, path))]) {
      expect(error.code).toBe(code);
      expect(error.message).toContain(path);
      expect(error.message).toContain(word);
      expect(error.hint).not.toBe('');
    }
  });

  /** Float WAV of values that our writer refuses: finite ones are written, then replaced. */
  function wav2(...channels: Float32Array[]): Uint8Array {
    const bytes = wav(...channels.map((c) => c.map((v) => (Number.isFinite(v) ? v : 0))));
    const view = new DataView(bytes.buffer);
    channels.forEach((c, k) => {
      c.forEach((v, i) => {
        if (!Number.isFinite(v)) view.setFloat32(58 + 4 * (i * channels.length + k), v, true);
      });
    });
    return bytes;
  }
});

describe('decodeFile: what the file system says', () => {
  it('codes what cannot be opened', async () => {
    expect((await failure(decodeFile(join(folder, 'nowhere.wav')))).code).toBe('FILE_NOT_FOUND');
    const inside = join(await put('plain.wav', wav(sine(0.1))), 'below.wav');
    expect((await failure(decodeFile(inside))).code).toBe('FILE_NOT_FOUND');
    await mkdir(join(folder, 'sub.wav'));
    const error = await failure(decodeFile(join(folder, 'sub.wav')));
    expect(error.code).toBe('FILE_NOT_READABLE');
    expect(error.message).toContain('folder');
    expect((await failure(decodeFile('a\0b.wav'))).code).toBe('FILE_NOT_READABLE');
    expect((await failure(decodeFile('x'.repeat(5000)))).code).toBe('FILE_NOT_READABLE');
  });

  const canDeny = process.platform !== 'win32' && process.getuid?.() !== 0;
  it('codes a file without permission', async (context) => {
    context.skip(!canDeny, 'this user may read everything');
    const path = await put('locked.wav', wav(sine(0.1)));
    await chmod(path, 0);
    const error = await failure(decodeFile(path));
    expect(error.code).toBe('FILE_NOT_READABLE');
    expect(error.message).toContain('permission');
  });

  it('does not wait on a named pipe', async (context) => {
    context.skip(process.platform === 'win32', 'Windows has no named pipes in folders');
    const path = join(folder, 'pipe.wav');
    execFileSync('mkfifo', [path]);
    expect((await failure(decodeFile(path))).message).toContain('not a plain file');
  });
});

describe('decode: other formats, through ffmpeg', () => {
  beforeEach((context) => {
    context.skip(!ffmpeg, `no ffmpeg (${tried.map((t) => `${t.source}: ${t.reason}`).join('; ')})`);
  });

  const convert = async (name: string, source: Uint8Array, ...codec: string[]): Promise<string> => {
    const from = await put(`${name}.source.wav`, source);
    const to = join(folder, name);
    execFileSync(ffmpeg?.path ?? '', ['-nostdin', '-y', '-loglevel', 'error', '-i', from, ...codec, to]);
    return to;
  };

  it('decodes FLAC to the very samples', async () => {
    const source = [sine(0.5), sine(0.5, 0.2)];
    const path = await convert('a.flac', writeWav(source, RATE, { format: 'int16', ditherSeed: 4 }));
    const original = await decodeBytes(writeWav(source, RATE, { format: 'int16', ditherSeed: 4 }), 'a.wav');
    const decoded = await decodeFile(path);
    expect(decoded.sampleRate).toBe(RATE);
    expect(decoded.channels).toEqual(original.channels);
    expect((await decodeBytes(await readFile(path), 'dropped.flac')).channels).toEqual(original.channels);
  });

  // Names that ffmpeg would take for an option, a protocol or a pattern.
  const awkward = process.platform === 'win32' ? 'c d%03d.ogg' : 'c: d%03d.ogg';
  it.each(['b.mp3', '-t.m4a', awkward, 'e.aiff'])('decodes %s', async (name) => {
    const path = await convert(name.replace('%', '_').replace(/^-/, '_'), wav(sine(0.5)));
    const odd = await put(name, await readFile(path));
    const { sampleRate, channels } = await decodeFile(odd);
    expect(sampleRate).toBe(RATE);
    expect(channels[0].length / RATE).toBeGreaterThan(0.49);
    const middle = channels[0].subarray(8000, 8000 + RATE / 10);
    const power = middle.reduce((sum, v) => sum + v * v, 0) / middle.length;
    expect(Math.sqrt(2 * power)).toBeCloseTo(0.5, 1);
  });

  it('refuses what is too long, naming its length', async () => {
    const path = await convert('long.flac', wav(sine(45)));
    const error = await failure(decodeFile(path));
    expect(error.code).toBe('AUDIO_TOO_LONG');
    expect(error.message).toContain('45.0 s');
  });

  it('refuses bytes that are no audio', async () => {
    const noise = Uint8Array.from({ length: 5000 }, (_, i) => (i * i * 31 + 7 * i) % 251);
    for (const bytes of [Buffer.from('just some text, nothing to hear\n'.repeat(50)), noise, Uint8Array.of(1)]) {
      const error = await failure(decodeBytes(bytes, 'notes.txt'));
      expect(error.code).toBe('AUDIO_UNREADABLE');
      expect(error.message).toMatch(/^notes\.txt: .*no audio format/);
    }
  });

  it('does not follow playlists to other files', async () => {
    const target = await put('secret.wav', wav(sine(1)));
    const lists = [`#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\n${target}\n#EXT-X-ENDLIST\n`, `ffconcat version 1.0\nfile '${target}'\n`];
    for (const list of lists) {
      expect((await failure(decodeBytes(Buffer.from(list), 'list.m3u8'))).code).toBe('AUDIO_UNREADABLE');
      expect((await failure(decodeFile(await put('list.m3u8', Buffer.from(list))))).code).toBe('AUDIO_UNREADABLE');
    }
  });

  it('leaves no temporary files behind', async () => {
    const path = await convert('tidy.flac', wav(sine(0.1)));
    const temporary = join(folder, 'temporary');
    await mkdir(temporary);
    const variable = process.platform === 'win32' ? 'TEMP' : 'TMPDIR';
    const before = process.env[variable];
    process.env[variable] = temporary;
    try {
      await decodeBytes(await readFile(path), 'tidy.flac');
      await failure(decodeBytes(Buffer.from('no audio'), 'notes.txt'));
    } finally {
      if (before === undefined) Reflect.deleteProperty(process.env, variable);
      else process.env[variable] = before;
    }
    expect(readdirSync(temporary)).toEqual([]);
  });
});

describe('decode: real kicks', () => {
  it('decodes every WAV of the folder', async (context) => {
    context.skip(!existsSync(kicks), `${kicks} is absent`);
    const names = readdirSync(kicks).filter((name) => name.endsWith('.wav'));
    for (const name of names) {
      const { sampleRate, channels } = await decodeFile(join(kicks, name));
      expect(sampleRate).toBeGreaterThanOrEqual(44_100);
      expect(channels.length).toBeGreaterThan(0);
    }
    expect(names.length).toBeGreaterThan(100);
  });
});
