/** Audio as it came out of a file, before anything was decided about it. Types only. */

/** Planar channels at the file's own rate, nominally in [-1, 1]. */
export interface RawAudio {
  /** Named in errors. */
  file: string;
  /** Hz. */
  sampleRate: number;
  channels: Float32Array[];
}
