/** Whether a file may be one that Kicklab wrote: only those are asked for how they were made. */

/** Nothing that Kicklab writes is nearly so long. */
const MOST_BYTES = 16 << 20;

/** A WAV file, by its first bytes. */
export function mayBeOwn(bytes: Uint8Array): boolean {
  const id = (at: number): string => String.fromCharCode(...bytes.subarray(at, at + 4));
  return bytes.length <= MOST_BYTES && id(0) === 'RIFF' && id(8) === 'WAVE';
}
