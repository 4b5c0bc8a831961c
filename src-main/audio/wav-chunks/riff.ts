/**
 * Chunks of a RIFF file: four characters, a size, a body, a byte of padding where the size is odd
 * (Microsoft/IBM, "Multimedia Programming Interface", 1991). What is in a body is not known here.
 */

/** Where a chunk's body lies in its file; both ends are inside it, whatever size the chunk claims. */
export interface Chunk {
  id: string;
  start: number;
  end: number;
}

/** Ids that tell a chunk from a stray byte where a writer's padding is in doubt. */
const KNOWN_IDS = new Set(['fmt ', 'data', 'fact', 'LIST', 'bext', 'smpl', 'inst', 'cue ', 'JUNK', 'id3 ', 'acid', 'PEAK', 'klab']);

const HEADER = 8;

/** The chunks between `from` and `to`, in their order; a file's own begin at 12. Nothing is copied. */
export function* chunksOf(bytes: Uint8Array, from = 12, to = bytes.length): Generator<Chunk> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let at = from;
  while (at + HEADER <= to) {
    const size = view.getUint32(at + 4, true);
    const start = at + HEADER;
    yield { id: idAt(bytes, at), start, end: Math.min(start + size, to) };
    at = start + size + (size % 2 === 1 && hasPadByte(bytes, start + size) ? 1 : 0);
  }
}

/** Four characters, one a byte. */
export function idAt(bytes: Uint8Array, at: number): string {
  return String.fromCharCode(...bytes.subarray(at, at + 4));
}

/** A whole chunk as it stands in a file. @param id four characters */
export function chunkOf(id: string, body: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(HEADER + body.length + (body.length % 2));
  for (let i = 0; i < 4; i++) bytes[i] = id.charCodeAt(i);
  new DataView(bytes.buffer).setUint32(4, body.length, true);
  bytes.set(body, HEADER);
  return bytes;
}

/**
 * RIFF pads odd chunks to an even length; some writers forget it. The byte is padding unless a
 * chunk id starts right there and none that we know starts one later.
 */
function hasPadByte(bytes: Uint8Array, at: number): boolean {
  if (at + 4 > bytes.length || KNOWN_IDS.has(idAt(bytes, at + 1))) return true;
  return !KNOWN_IDS.has(idAt(bytes, at));
}
