/**
 * The `bext` chunk of Broadcast Wave files, version 2: EBU Tech 3285 (2011), section 2.3. Text is
 * ASCII in fields of a fixed size; times in samples and UMIDs are left at zero.
 */

import { chunkOf } from './riff.ts';

export interface Bext {
  /** 256 characters at most are kept. */
  description: string;
  /** 32 characters at most. */
  originator: string;
  /** When the sound came about, UTC, ISO 8601; null where it is not known. */
  madeAt: string | null;
  /** LUFS; null where it was not measured. */
  loudnessLufs: number | null;
  /** dBTP; null where it was not measured. */
  truePeakDb: number | null;
  /** A line a step: EBU R 98. */
  codingHistory: string;
}

/** Bytes of the fields ahead of the coding history. */
const FIXED = 602;
const VERSION = 2;
/** Where each field begins. */
const AT = { description: 0, originator: 256, date: 320, time: 330, version: 346, loudness: 412 } as const;
const SIZE = { description: 256, originator: 32, date: 10, time: 8 } as const;
/** Hundredths of a unit in 16 bits; this number means that there is none. */
const UNKNOWN = 0x7fff;
/** Loudness, its range, true peak, greatest momentary and short-term loudness, in this order. */
const LOUDNESS_FIELDS = 5;

export function writeBext({ description, originator, madeAt, loudnessLufs, truePeakDb, codingHistory }: Bext): Uint8Array {
  const history = ascii(codingHistory);
  const body = new Uint8Array(FIXED + history.length);
  const put = (text: string, at: number, size: number): void => { body.set(ascii(text).subarray(0, size), at); };
  put(description, AT.description, SIZE.description);
  put(originator, AT.originator, SIZE.originator);
  if (madeAt !== null) {
    put(madeAt.slice(0, 10), AT.date, SIZE.date);
    put(madeAt.slice(11, 19), AT.time, SIZE.time);
  }
  const view = new DataView(body.buffer);
  view.setUint16(AT.version, VERSION, true);
  const loudness = [loudnessLufs, null, truePeakDb, null, null];
  loudness.forEach((value, i) => { view.setInt16(AT.loudness + 2 * i, value === null ? UNKNOWN : Math.round(100 * value), true); });
  body.set(history, FIXED);
  return chunkOf('bext', body);
}

/** null where the body is too short to be one. Loudness is known from version 2 on. */
export function readBext(body: Uint8Array): Bext | null {
  if (body.length < FIXED) return null;
  const view = new DataView(body.buffer, body.byteOffset, body.length);
  const text = (at: number, size: number): string => textOf(body.subarray(at, at + size));
  const date = text(AT.date, SIZE.date);
  const levels = Array.from({ length: LOUDNESS_FIELDS }, (_, i) => {
    const value = view.getInt16(AT.loudness + 2 * i, true);
    return value === UNKNOWN || view.getUint16(AT.version, true) < VERSION ? null : value / 100;
  });
  return {
    description: text(AT.description, SIZE.description),
    originator: text(AT.originator, SIZE.originator),
    madeAt: date === '' ? null : `${date}T${text(AT.time, SIZE.time)}Z`,
    loudnessLufs: levels[0],
    truePeakDb: levels[2],
    codingHistory: textOf(body.subarray(FIXED)),
  };
}

/** What is not ASCII is written as its letter without accents, or as a question mark. */
function ascii(text: string): Uint8Array {
  const plain = text.normalize('NFD').replace(/\p{Mn}/gu, '');
  return Uint8Array.from(plain, (letter) => (letter < '\x80' ? letter.charCodeAt(0) : 0x3f));
}

/** Up to the first zero. */
function textOf(bytes: Uint8Array): string {
  const end = bytes.indexOf(0);
  return String.fromCharCode(...bytes.subarray(0, end < 0 ? bytes.length : end)).trimEnd();
}
