/** How sounds are compared so that none wins by being louder. */

/**
 * What a sound is turned down by, dB, 0 or less: to the integrated loudness (BS.1770) of the quietest
 * of `all`, LUFS. One too quiet to be measured (null) stays as it is, and none is turned to it.
 */
export function matchedDb(own: number | null, all: readonly (number | null)[]): number {
  return own === null ? 0 : Math.min(...all.filter((lufs) => lufs !== null)) - own;
}

/** Decibels as a linear gain. */
export const gainOfDb = (db: number): number => 10 ** (db / 20);
