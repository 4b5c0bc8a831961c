/**
 * The `LIST` chunk of type `INFO`: lines of text for people, each under four characters
 * (Microsoft/IBM, "Multimedia Programming Interface", 1991, chapter 2). Text is UTF-8, which is
 * what today's readers expect and plain ASCII is part of.
 */

import { chunkOf, chunksOf, idAt } from './riff.ts';

/** The fields that are written, in this order. */
export const INFO_FIELDS = {
  title: 'INAM',
  artist: 'IART',
  comment: 'ICMT',
  copyright: 'ICOP',
  date: 'ICRD',
  genre: 'IGNR',
  software: 'ISFT',
} as const;
export type InfoField = keyof typeof INFO_FIELDS;
export type Info = Partial<Record<InfoField, string>>;

/** Fields of other programs are passed over. */
const LONGEST = 16_384;
const FIELDS = Object.entries(INFO_FIELDS) as [InfoField, string][];

export function writeInfo(info: Info): Uint8Array {
  const utf8 = new TextEncoder();
  const lines = FIELDS.flatMap(([field, id]) => {
    const text = info[field];
    return text === undefined ? [] : [chunkOf(id, utf8.encode(`${text}\0`))];
  });
  return chunkOf('LIST', joined([utf8.encode('INFO'), ...lines]));
}

/** null where the list is of another type. */
export function readInfo(body: Uint8Array): Info | null {
  if (idAt(body, 0) !== 'INFO') return null;
  const info: Info = {};
  for (const { id, start, end } of chunksOf(body.subarray(0, LONGEST), 4)) {
    const field = FIELDS.find(([, known]) => known === id)?.[0];
    if (field !== undefined) info[field] ??= textOf(body.subarray(start, end));
  }
  return info;
}

function textOf(bytes: Uint8Array): string {
  const end = bytes.indexOf(0);
  return new TextDecoder().decode(bytes.subarray(0, end < 0 ? bytes.length : end));
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}
