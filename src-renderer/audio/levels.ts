/** How loud a stretch of sound is, in dBFS, and how a meter falls after it. Pure. */

/** Both in dB of full scale; a sine at full scale has a peak of 0 and an RMS of -3. */
export interface Levels {
  peak: number;
  rms: number;
}

/** Below this a meter shows nothing: less than 16 bits can hold. */
export const SILENCE_DB = -96;
/** How fast a meter falls, dB a second: an IEC 60268-18 peak meter takes 1.7 s for 20 dB, which for one-shots hides the next. */
const FALL_DB = 40;

export const silence: Levels = { peak: SILENCE_DB, rms: SILENCE_DB };

/** Peak and RMS of `samples`, each at least SILENCE_DB. */
export function levelsOf(samples: Float32Array): Levels {
  let peak = 0;
  let power = 0;
  for (const x of samples) {
    peak = Math.max(peak, Math.abs(x));
    power += x * x;
  }
  return { peak: decibels(peak), rms: decibels(Math.sqrt(power / Math.max(1, samples.length))) };
}

/** What a meter shows `seconds` after `before`: up at once, down no faster than FALL_DB a second. */
export function fall(before: Levels, now: Levels, seconds: number): Levels {
  const drop = FALL_DB * seconds;
  return { peak: Math.max(now.peak, before.peak - drop, SILENCE_DB), rms: Math.max(now.rms, before.rms - drop, SILENCE_DB) };
}

/** Linear gain of a level in dB; the lowest level of a fader is silence. */
export function gainOf(db: number, silentBelow = SILENCE_DB): number {
  return db <= silentBelow ? 0 : 10 ** (db / 20);
}

const decibels = (amplitude: number): number => Math.max(SILENCE_DB, 20 * Math.log10(amplitude));
