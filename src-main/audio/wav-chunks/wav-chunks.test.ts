import { describe, expect, it } from 'vitest';
import { readWav, readWavFormat } from '../wav-read.ts';
import { writeWav } from '../wav-write.ts';
import { readBext, writeBext, type Bext } from './bext.ts';
import { readInfo, writeInfo } from './info.ts';
import { chunkOf, chunksOf } from './riff.ts';
import { readSmpl, writeSmpl } from './smpl.ts';

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');
const bodyOf = (chunk: Uint8Array): Uint8Array => chunk.subarray(8);

describe('riff', () => {
  it('pads odd bodies and does not count the padding', () => {
    expect(hex(chunkOf('test', Uint8Array.of(1, 2, 3)))).toBe('74657374' + '03000000' + '01020300');
    expect(hex(chunkOf('test', Uint8Array.of(1, 2)))).toBe('74657374' + '02000000' + '0102');
  });

  it('walks the chunks of a file, held inside it', () => {
    const file = writeWav([Float32Array.of(0.5)], 44_100, { format: 'int24', ditherSeed: 1, chunks: [chunkOf('aaaa', Uint8Array.of(9)), chunkOf('bbbb', new Uint8Array(4))] });
    expect([...chunksOf(file)].map(({ id, start, end }) => [id, end - start, start % 2])).toEqual([['fmt ', 16, 0], ['aaaa', 1, 0], ['bbbb', 4, 0], ['data', 3, 0]]);
    expect(new DataView(file.buffer).getUint32(4, true)).toBe(file.length - 8);
    // A size that passes the end of the file.
    const cut = file.slice();
    new DataView(cut.buffer).setUint32(40, 0xffff_fff0, true);
    const chunks = [...chunksOf(cut)];
    expect(chunks.at(-1)?.end).toBe(cut.length);
  });

  it.each(['int16', 'int24', 'float32'] as const)('chunks ahead of the samples of a %s file change none of them', (format) => {
    const x = Float32Array.from({ length: 101 }, (_, n) => 0.7 * Math.sin(n / 7));
    const chunks = [chunkOf('bext', new Uint8Array(602)), chunkOf('LIST', new Uint8Array(5)), chunkOf('klab', new Uint8Array(7))];
    const plain = writeWav([x], 48_000, { format, ditherSeed: 1 });
    const dressed = writeWav([x], 48_000, { format, ditherSeed: 1, chunks });
    expect(readWav(dressed, 'a.wav')).toEqual(readWav(plain, 'a.wav'));
    expect(readWavFormat(dressed, 'a.wav')).toEqual({ sampleRate: 48_000, channels: 1, bits: { int16: 16, int24: 24, float32: 32 }[format], float: format === 'float32', frames: 101 });
  });
});

describe('bext', () => {
  const bext: Bext = { description: 'Tief', originator: 'Kicklab 1.0', madeAt: '2024-05-06T07:08:09Z', loudnessLufs: -13.42, truePeakDb: -0.98, codingHistory: 'A=PCM,F=44100,W=24,M=mono\r\n' };

  it('stands as EBU Tech 3285 lays it out', () => {
    const body = bodyOf(writeBext(bext));
    const view = new DataView(body.buffer, body.byteOffset);
    expect(body).toHaveLength(602 + 28);
    expect(Buffer.from(body.subarray(0, 6)).toString('latin1')).toBe('Tief\0\0');
    expect(Buffer.from(body.subarray(256, 267)).toString('latin1')).toBe('Kicklab 1.0');
    expect(Buffer.from(body.subarray(320, 338)).toString('latin1')).toBe('2024-05-0607:08:09');
    expect([view.getUint16(346, true), view.getInt16(412, true), view.getInt16(414, true), view.getInt16(416, true)]).toEqual([2, -1342, 0x7fff, -98]);
  });

  it('comes back as it was written', () => {
    expect(readBext(bodyOf(writeBext(bext)))).toEqual({ ...bext, codingHistory: bext.codingHistory.trimEnd() });
    const unknown = { ...bext, madeAt: null, loudnessLufs: null, truePeakDb: null };
    expect(readBext(bodyOf(writeBext(unknown)))).toMatchObject({ madeAt: null, loudnessLufs: null, truePeakDb: null });
  });

  it('keeps to ASCII and to its sizes', () => {
    const { description, originator } = readBext(bodyOf(writeBext({ ...bext, description: 'Küche 🥁', originator: 'x'.repeat(40) }))) ?? {};
    expect(description).toBe('Kuche ?');
    expect(originator).toHaveLength(32);
  });

  it('is none where it is too short, and has no loudness in version 1', () => {
    expect(readBext(new Uint8Array(601))).toBeNull();
    const old = bodyOf(writeBext(bext));
    old[346] = 1;
    expect(readBext(old)).toMatchObject({ loudnessLufs: null, description: 'Tief' });
  });
});

describe('INFO', () => {
  it('is written in one order, even-aligned, and comes back', () => {
    const info = { software: 'Kicklab', title: 'Küche', comment: '' };
    const chunk = writeInfo(info);
    expect(chunk.length % 2).toBe(0);
    expect(hex(chunk).startsWith('4c495354' + '2e000000' + '494e464f' + '494e414d' + '07000000')).toBe(true);
    expect(readInfo(bodyOf(chunk))).toEqual(info);
  });

  it('is none in a list of another type', () => {
    expect(readInfo(Uint8Array.from(Buffer.from('adtl')))).toBeNull();
    expect(readInfo(new Uint8Array(0))).toBeNull();
  });
});

describe('smpl', () => {
  it.each([[29, 29, 0], [28.85, 28, 0.85], [28.97, 29, 0], [60.5, 60, 0.5]])('MIDI %d is key %d and the fraction above it', (midi, key, fraction) => {
    const body = bodyOf(writeSmpl(midi, 44_100));
    const view = new DataView(body.buffer, body.byteOffset);
    expect([view.getUint32(8, true), view.getUint32(12, true)]).toEqual([22_676, key]);
    expect(view.getUint32(16, true) / 2 ** 32).toBeCloseTo(fraction, 8);
    expect(readSmpl(body)).toBeCloseTo(key + fraction, 8);
  });

  it('is none where it is too short or no note of MIDI', () => {
    expect(readSmpl(new Uint8Array(35))).toBeNull();
    expect(readSmpl(new Uint8Array(36).fill(255))).toBeNull();
  });
});
