/**
 * The audio constants a model bundle is made for. They travel in the bundle's manifest and reach
 * every function as a parameter; `KICK_SPEC` is only the preset that new kick models start from.
 */

export interface AudioSpec {
  /** Hz. */
  readonly sampleRate: number;
  /** Samples in a prepared sound. */
  readonly length: number;
  /** Sample index that the onset is moved to. */
  readonly onset: number;
  readonly nFft: number;
  readonly hop: number;
  /** length / hop; the last centred frame is dropped. */
  readonly frames: number;
  readonly mels: number;
  /** Hz. */
  readonly fMin: number;
  /** Hz. */
  readonly fMax: number;
  /** dB below full scale that maps to 0 in the normalised log-mel; 0 dB maps to 1. */
  readonly floorDb: number;
  /** The warped time grid that pitch and voicing live on: fine steps first, then coarse ones. */
  readonly pitchGrid: {
    readonly fineCount: number;
    readonly fineHop: number;
    readonly coarseCount: number;
    readonly coarseHop: number;
  };
  /** Hz that reads 0 octaves in a normalised pitch track. */
  readonly pitchReference: number;
  /** Hz; pitch tracks are held inside. */
  readonly pitchMin: number;
  readonly pitchMax: number;
}

/** design.md 3: 1.486 s at 44.1 kHz, onset at 256, log-mel 128 x 256. */
export const KICK_SPEC: AudioSpec = {
  sampleRate: 44_100,
  length: 65_536,
  onset: 256,
  nFft: 2048,
  hop: 256,
  frames: 256,
  mels: 128,
  fMin: 0,
  fMax: 22_050,
  floorDb: -80,
  pitchGrid: { fineCount: 64, fineHop: 64, coarseCount: 192, coarseHop: 320 },
  pitchReference: 55,
  pitchMin: 20,
  pitchMax: 800,
};

/** Points on the pitch grid. */
export function pitchPoints(spec: AudioSpec): number {
  return spec.pitchGrid.fineCount + spec.pitchGrid.coarseCount;
}

/** Sample index of each point of the pitch grid: 0, 64, ..., 4032, 4096, 4416, ... for kicks. */
export function pitchGridSamples(spec: AudioSpec): Int32Array {
  const { fineCount, fineHop, coarseCount, coarseHop } = spec.pitchGrid;
  const out = new Int32Array(fineCount + coarseCount);
  for (let i = 0; i < fineCount; i++) out[i] = i * fineHop;
  for (let i = 0; i < coarseCount; i++) out[fineCount + i] = fineCount * fineHop + i * coarseHop;
  return out;
}

/**
 * A track on the pitch grid read at samples `first`, `first + step`, ...: straight lines between
 * its points, the last one held. `count` values.
 */
export function trackAt(track: Float32Array, spec: AudioSpec, first: number, step: number, count: number): Float64Array {
  const grid = pitchGridSamples(spec);
  const out = new Float64Array(count);
  let at = 0;
  for (let k = 0; k < count; k++) {
    const n = first + k * step;
    while (at + 1 < grid.length && grid[at + 1] <= n) at++;
    const next = Math.min(at + 1, grid.length - 1);
    const along = next === at ? 0 : (n - grid[at]) / (grid[next] - grid[at]);
    out[k] = track[at] + along * (track[next] - track[at]);
  }
  return out;
}

/**
 * What the networks see of a sound.
 * `mel`: normalised log-mel in [0, 1], row-major [mels][frames].
 * `pitch`: octaves above `pitchReference` on the pitch grid.
 * `voicing`: 0 (no periodic part) to 1, on the same grid.
 */
export interface Features {
  mel: Float32Array;
  pitch: Float32Array;
  voicing: Float32Array;
}

/** The pitch track of `features` in Hz. */
export function pitchHz({ pitch }: Features, { pitchReference }: AudioSpec): Float32Array {
  return pitch.map((octaves) => pitchReference * 2 ** octaves);
}
