import { describe, expect, it } from 'vitest';

import { KicklabError } from '../../src-preload/contract/errors.ts';
import { createRandom } from '../base/random.ts';
import { isWav, readWav } from './wav-read.ts';
import { writeWav } from './wav-write.ts';

/** A file built by hand, so that the reader is not tested against our own writer. */
interface Hand {
  tag?: number;
  channels?: number;
  rate?: number;
  bits?: number;
  frameBytes?: number;
  extension?: readonly number[];
  before?: readonly number[];
  data: readonly number[];
  declared?: number;
  after?: readonly number[];
}

const u16 = (v: number): number[] => [v & 255, (v >> 8) & 255];
const u32 = (v: number): number[] => [...u16(v & 0xffff), ...u16(v >>> 16)];
const text = (s: string): number[] => [...Buffer.from(s, 'latin1')];
const chunk = (id: string, body: readonly number[], pad = true): number[] => [
  ...text(id),
  ...u32(body.length),
  ...body,
  ...(pad && body.length % 2 === 1 ? [0] : []),
];

function wav(h: Hand): Uint8Array {
  const { tag = 1, channels = 1, rate = 44_100, bits = 16, extension = [] } = h;
  const frameBytes = h.frameBytes ?? (channels * bits) / 8;
  const format = [...u16(tag), ...u16(channels), ...u32(rate), ...u32(rate * frameBytes), ...u16(frameBytes), ...u16(bits), ...extension];
  const body = [...chunk('fmt ', format), ...(h.before ?? []), ...text('data'), ...u32(h.declared ?? h.data.length), ...h.data, ...(h.after ?? [])];
  return Uint8Array.from([...text('RIFF'), ...u32(body.length + 4), ...text('WAVE'), ...body]);
}

function extensible(subformat: number, validBits: number): number[] {
  return [...u16(22), ...u16(validBits), ...u32(0), ...u16(subformat), 0, 0, 0, 0, 0x10, 0, 0x80, 0, 0, 0xaa, 0, 0x38, 0x9b, 0x71];
}

function first(h: Hand): number[] {
  return [...readWav(wav(h), 'a.wav').channels[0]];
}

function refusal(bytes: Uint8Array, maxSeconds?: number): KicklabError {
  try {
    readWav(bytes, 'a.wav', maxSeconds);
  } catch (error) {
    expect(error).toBeInstanceOf(KicklabError);
    return error as KicklabError;
  }
  throw new Error('was not refused');
}

function floats(values: readonly number[], bytesEach: 4 | 8): number[] {
  const typed = bytesEach === 4 ? Float32Array.from(values) : Float64Array.from(values);
  return [...new Uint8Array(typed.buffer)];
}

describe('readWav: encodings', () => {
  it('scales integers by 2^(bits-1)', () => {
    expect(first({ bits: 8, data: [0, 128, 192, 255] })).toEqual([-1, 0, 0.5, 127 / 128]);
    expect(first({ bits: 16, data: [0, 0x80, 0, 0, 0, 0x40, 0xff, 0x7f] })).toEqual([-1, 0, 0.5, 32767 / 32768]);
    expect(first({ bits: 24, data: [0, 0, 0x80, 0xff, 0xff, 0xff, 0, 0, 0x40, 1, 2, 3] })).toEqual([-1, -1 / 8388608, 0.5, 0x030201 / 8388608]);
    expect(first({ bits: 32, data: [0, 0, 0, 0x80, 0, 0, 0, 0, 0, 0, 0, 0x40] })).toEqual([-1, 0, 0.5]);
  });

  it('reads floats as they are', () => {
    expect(first({ tag: 3, bits: 32, data: floats([0.25, -1.5], 4) })).toEqual([0.25, -1.5]);
    expect(first({ tag: 3, bits: 64, data: floats([0.25, -1.5], 8) })).toEqual([0.25, -1.5]);
  });

  it('reads WAVE_FORMAT_EXTENSIBLE, left-justified where fewer bits are valid', () => {
    expect(first({ tag: 0xfffe, bits: 24, extension: extensible(1, 24), data: [0, 0, 0x40] })).toEqual([0.5]);
    expect(first({ tag: 0xfffe, bits: 32, extension: extensible(1, 24), data: [0, 0, 0, 0x40] })).toEqual([0.5]);
    expect(first({ tag: 0xfffe, bits: 32, extension: extensible(3, 32), data: floats([0.125], 4) })).toEqual([0.125]);
  });

  it('takes channels apart, at any rate and count', () => {
    const data = [0, 64, 255, 128, 192, 0];
    const audio = readWav(wav({ bits: 8, channels: 3, rate: 11_025, data }), 'a.wav');
    expect(audio.sampleRate).toBe(11_025);
    expect(audio.channels.map((c) => [...c])).toEqual([[-1, 0], [-0.5, 0.5], [127 / 128, -1]]);
    expect(readWav(wav({ rate: 192_000, channels: 64, data: new Array<number>(256).fill(0) }), 'a.wav').channels).toHaveLength(64);
  });

  it('reads from a view that does not start at its buffer', () => {
    const bytes = wav({ data: [0, 0x40] });
    const shifted = new Uint8Array(bytes.length + 3);
    shifted.set(bytes, 3);
    expect([...readWav(shifted.subarray(3), 'a.wav').channels[0]]).toEqual([0.5]);
  });
});

describe('readWav: chunks', () => {
  const half = [0, 0x40];

  it('skips other chunks, odd ones with and without their pad byte', () => {
    expect(first({ before: chunk('LIST', [1, 2, 3]), data: half })).toEqual([0.5]);
    expect(first({ before: chunk('LIST', [1, 2, 3], false), data: half })).toEqual([0.5]);
    expect(first({ before: [...chunk('junk', [9], false), ...chunk('fact', [1, 0, 0, 0])], data: half })).toEqual([0.5]);
    expect(first({ data: half, after: chunk('LIST', [1, 2, 3, 4]) })).toEqual([0.5]);
  });

  it('reads what is there of a data chunk that is cut off, whole frames only', () => {
    expect(first({ declared: 0xffff_ffff, data: half })).toEqual([0.5]);
    const stereo = readWav(wav({ channels: 2, declared: 4000, data: [...half, ...half, 1] }), 'a.wav');
    expect(stereo.channels.map((c) => [...c])).toEqual([[0.5], [0.5]]);
  });

  it('gives empty channels for an empty data chunk', () => {
    expect(readWav(wav({ channels: 2, data: [] }), 'a.wav').channels.map((c) => c.length)).toEqual([0, 0]);
  });

  it('takes data that comes before fmt', () => {
    const fmt = wav({ data: [] }).subarray(12, 36);
    const bytes = Uint8Array.from([...text('RIFF'), ...u32(0), ...text('WAVE'), ...chunk('data', half), ...fmt]);
    expect([...readWav(bytes, 'a.wav').channels[0]]).toEqual([0.5]);
  });
});

describe('readWav: refusals', () => {
  const base = wav({ data: [0, 0x40] });
  const withMagic = (magic: string): Uint8Array => Uint8Array.from([...text(magic), ...base.subarray(4)]);

  it.each(['RF64', 'BW64', 'RIFX'])('refuses %s by name', (magic) => {
    expect(isWav(withMagic(magic))).toBe(true);
    const error = refusal(withMagic(magic));
    expect(error.code).toBe('AUDIO_UNSUPPORTED');
    expect(error.message).toContain(magic);
    expect(error.message).toContain('a.wav');
  });

  it('is not fooled by other files', () => {
    expect(isWav(Uint8Array.from([...text('RIFF'), ...u32(4), ...text('AVI ')]))).toBe(false);
    expect(isWav(base.subarray(0, 11))).toBe(false);
    expect(refusal(new Uint8Array(0)).code).toBe('AUDIO_UNREADABLE');
    expect(refusal(Uint8Array.from(text('hello, this is a text file'))).code).toBe('AUDIO_UNREADABLE');
  });

  it.each([
    ['no fmt chunk', base.subarray(0, 12), 'AUDIO_UNREADABLE', 'fmt'],
    ['no data chunk', base.subarray(0, 36), 'AUDIO_UNREADABLE', 'data'],
    ['a compressed codec', wav({ tag: 0x11, bits: 4, frameBytes: 256, data: [0] }), 'AUDIO_UNSUPPORTED', 'IMA ADPCM'],
    ['half floats', wav({ tag: 3, bits: 16, data: [0, 0] }), 'AUDIO_UNSUPPORTED', '16-bit float'],
    ['64-bit integers', wav({ bits: 64, data: [0] }), 'AUDIO_UNSUPPORTED', '64-bit integer'],
    ['no channels', wav({ channels: 0, data: [0] }), 'AUDIO_UNREADABLE', 'channels'],
    ['no frame size', wav({ frameBytes: 0, data: [0] }), 'AUDIO_UNSUPPORTED', '0 bytes'],
    ['a frame size that does not fit', wav({ channels: 2, frameBytes: 5, data: [0] }), 'AUDIO_UNSUPPORTED', '5 bytes'],
    ['more bits than their container', wav({ bits: 24, frameBytes: 2, data: [0] }), 'AUDIO_UNSUPPORTED', '24-bit'],
    ['a rate of 0', wav({ rate: 0, data: [0] }), 'AUDIO_UNSUPPORTED', '0 Hz'],
    ['a rate of 4 GHz', wav({ rate: 0xffff_ffff, data: [0] }), 'AUDIO_UNSUPPORTED', 'Hz'],
    ['a cut extension', wav({ tag: 0xfffe, data: [0] }), 'AUDIO_UNREADABLE', 'extensible'],
    ['a foreign subformat', wav({ tag: 0xfffe, extension: extensible(1, 16).fill(7, 10), data: [0] }), 'AUDIO_UNSUPPORTED', 'subformat'],
  ])('refuses %s', (_, bytes, code, word) => {
    const error = refusal(bytes);
    expect(error.code).toBe(code);
    expect(error.message).toContain(word);
  });

  it('refuses what is longer than asked for, naming its seconds', () => {
    const bytes = wav({ rate: 1000, bits: 8, data: new Array<number>(2500).fill(0) });
    const error = refusal(bytes, 2);
    expect(error.code).toBe('AUDIO_TOO_LONG');
    expect(error.message).toContain('2.5 s');
    expect(readWav(bytes, 'a.wav', 2.5).channels[0]).toHaveLength(2500);
  });
});

describe('readWav: hostile bytes', () => {
  it('lets only KicklabError escape and allocates no more than the bytes can hold', () => {
    const samples = Float32Array.from({ length: 60 }, (_, i) => Math.sin(i));
    const seeds = [
      writeWav([samples], 44_100, { format: 'int16', ditherSeed: 1 }),
      writeWav([samples, samples], 48_000, { format: 'int24', ditherSeed: 1 }),
      writeWav([samples], 96_000, { format: 'float32', ditherSeed: 1 }),
      wav({ tag: 0xfffe, bits: 24, extension: extensible(1, 24), before: chunk('LIST', [1, 2, 3]), data: new Array<number>(30).fill(5) }),
      wav({ bits: 8, before: [...chunk('bext', [1], false), ...chunk('JUNK', [2, 2])], data: [1, 2, 3], after: chunk('id3 ', [3]) }),
    ];
    const random = createRandom(20, 'fuzz');
    const outcomes = { read: 0, refused: 0 };
    for (let round = 0; round < 6000; round++) {
      const seed = seeds[random.int(seeds.length)];
      let bytes = seed.slice();
      const edits = 1 + random.int(4);
      for (let e = 0; e < edits; e++) {
        // Mostly in the headers, where it hurts; extremes as often as plain noise.
        const at = random.int(random.uniform() < 0.8 ? Math.min(70, bytes.length) : bytes.length);
        if (at < bytes.length) bytes[at] = random.uniform() < 0.5 ? [0, 1, 0x7f, 0x80, 0xff][random.int(5)] : random.int(256);
      }
      if (random.uniform() < 0.3) bytes = bytes.slice(0, random.int(bytes.length + 1));
      try {
        const { channels } = readWav(bytes, 'fuzz.wav');
        expect(channels.reduce((n, c) => n + c.length, 0)).toBeLessThanOrEqual(bytes.length);
        outcomes.read++;
      } catch (error) {
        if (!(error instanceof KicklabError)) throw new Error(`round ${String(round)}`, { cause: error });
        outcomes.refused++;
      }
    }
    // Both ways out were really taken.
    expect(outcomes.read).toBeGreaterThan(500);
    expect(outcomes.refused).toBeGreaterThan(500);
  });
});
