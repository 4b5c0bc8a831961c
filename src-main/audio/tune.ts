/**
 * A kick moved to another note between decoder and vocoder: its pitch track is scaled and its
 * mel's low rows are warped alike, so that phase and magnitude agree on where the tone lies.
 * What lies above the tone stays, and with it the timbre. Features in, features out.
 */

import { createMelBank, fullScalePower, melPoints, melToPower } from './mel.ts';
import { trackAt, type AudioSpec, type Features } from './spec.ts';

/** Octaves that a kick may be moved by, either way. */
export const MOST_OCTAVES = 1;

/**
 * Rows below WHOLE_HZ move with the pitch, those from WHOLE_HZ * 2^FADE_OCTAVES (909 Hz, where the
 * vocoder's harmonics end) on stay, and in between the shift falls evenly. A fade of more octaves
 * than MOST_OCTAVES keeps the map of frequencies rising whatever the shift. On 50 procedural kicks
 * against the same kicks rendered at the other pitch, warping whole up to 900 Hz and fading out
 * above it moved the centroid half as far again.
 */
const WHOLE_HZ = 300;
const FADE_OCTAVES = 1.6;
const STAYS_FROM_HZ = WHOLE_HZ * 2 ** FADE_OCTAVES;

/**
 * Under a sine's peak from which its image in the rows is taken for nothing (power). Deeper, and
 * the image would claim what hiss and click put there; -15 dB did best of -14 to -40 on the same kicks.
 */
const IMAGE_FLOOR = 10 ** (-15 / 10);
/**
 * The same in the lowest rows of a kick that is moved up, whose content would come from below the
 * rows: nothing is known there but the tone, which must not leave its old place a haze.
 */
const UNKNOWN_FLOOR = 10 ** (-50 / 10);
/** Between the sines whose images are tabulated. */
const IMAGE_STEP_HZ = 1;
/** Bins to either side of a tone beyond which its image is far under the floor. */
const LOBE_BINS = 6;

/** Up to so far from the tone its lobe is moved as it is, not stretched; fully so within NEAR_HZ. */
const NEAR_HZ = 60;
const FAR_HZ = 160;

const NOTE_FROM_SECONDS = 0.06;
const DECAY_DB = 30;

interface Plan {
  /** Rows that may move. */
  rows: number;
  /** Peak frequency of each row, Hz. */
  rowHz: Float64Array;
  /** Power of a sine at i * IMAGE_STEP_HZ in each row, re full scale: [count][rows]. */
  images: Float64Array;
  count: number;
}

const plans = new WeakMap<AudioSpec, Plan>();

/** `features` moved by as many octaves throughout, as `bendFeatures` moves them. */
export function shiftFeatures(features: Features, octaves: number, spec: AudioSpec): Features {
  return bendFeatures(features, new Float32Array(features.pitch.length).fill(octaves), spec);
}

/**
 * `features` with their pitch moved by so many octaves at each point of the pitch grid: `octaves`
 * [points]; where they are all 0 the features come back as they are. What lies beside the tone is moved
 * by MOST_OCTAVES at most, however far the tone goes.
 *
 * Through an analysis window a tone is a lobe whose width does not scale with its frequency, which
 * a mere warp of the rows would stretch; below 100 Hz the lobe is wider than the tone is high. So
 * each frame is divided by the image of one sine at its f0, what is left is warped (read in the
 * log-mel at the frequency it comes from, with straight lines between rows; around the tone, at as
 * many Hz away as the tone has moved), and the image of the sine at its new f0 is put back: levels
 * stay, and a pure tone stays one. Frames count as tone as far as they are voiced. The track is
 * held inside spec.pitchMin..pitchMax.
 */
export function bendFeatures(features: Features, octaves: Float32Array, spec: AudioSpec): Features {
  if (octaves.every((by) => by === 0)) return features;
  const { rows, rowHz, images, count } = planFor(spec);
  const { frames } = spec;
  const low = Math.log2(spec.pitchMin / spec.pitchReference);
  const high = Math.log2(spec.pitchMax / spec.pitchReference);
  const pitch = features.pitch.map((x, i) => Math.min(high, Math.max(low, x + octaves[i])));
  const mel = features.mel.slice();
  const { octaves: f0, voicing } = atFrames(features, spec);
  const bend = trackAt(octaves, spec, 0, spec.hop, frames);
  /** Row that each row's new content comes from, for the bend it was last reckoned for. */
  const from = new Float64Array(rows);
  let reckoned = NaN;
  /** Of the normalised log-mel: 1 unit is so many nepers of power. */
  const perUnit = (-spec.floorDb * Math.LN10) / 10;
  const left = new Float64Array(rows + 1);
  for (let t = 0; t < frames; t++) {
    if (bend[t] === 0) continue;
    if (bend[t] !== reckoned) {
      reckoned = bend[t];
      const held = Math.min(MOST_OCTAVES, Math.max(-MOST_OCTAVES, reckoned));
      for (let j = 0; j < rows; j++) from[j] = rowOf(sourceHz(rowHz[j], held), rowHz);
    }
    const hz = spec.pitchReference * 2 ** f0[t];
    const newHz = hz * 2 ** bend[t];
    const before = imageAt(hz, count) * rows;
    const after = imageAt(newHz, count) * rows;
    const tone = voicing[t] / perUnit;
    for (let j = 0; j < rows; j++) left[j] = mel[j * frames + t] - tone * Math.log(images[before + j] + IMAGE_FLOOR);
    // The row above those that move is only read.
    left[rows] = mel[rows * frames + t] - tone * Math.log(IMAGE_FLOOR);
    for (let j = 0; j < rows; j++) {
      const near = voicing[t] * Math.min(1, Math.max(0, (FAR_HZ - Math.abs(rowHz[j] - newHz)) / (FAR_HZ - NEAR_HZ)));
      const at = near === 0 ? from[j] : from[j] + near * (Math.min(rows, rowOf(rowHz[j] - newHz + hz, rowHz)) - from[j]);
      const low = Math.min(rows - 1, Math.max(0, Math.floor(at)));
      const value = left[low] + Math.max(0, at - low) * (left[low + 1] - left[low]);
      // The one becomes the other within a row, so that the smallest shift changes next to nothing.
      const floor = at < 0 ? IMAGE_FLOOR * (UNKNOWN_FLOOR / IMAGE_FLOOR) ** Math.min(1, -at) : IMAGE_FLOOR;
      const image = Math.log(images[after + j] + floor);
      mel[j * frames + t] = Math.min(1, Math.max(0, value + tone * image));
    }
  }
  return { mel, pitch, voicing: features.voicing };
}

/**
 * The note that the sound of `features` will have, in Hz, as readNote would read it: frames' powers
 * stand for the energy of the sound that is not there yet. Within 30 cents in nine kicks of ten; whether
 * the pitch is to be sure of is for the sound to say. null where there is no voiced tail at all.
 */
export function foreseeNote(features: Features, spec: AudioSpec): number | null {
  const { frames, mels, hop, sampleRate, onset } = spec;
  const power = melToPower(features.mel, spec);
  const energy = new Float64Array(frames);
  // A row at the floor holds that at most, and there are many of them.
  const floor = fullScalePower(spec.nFft) * 10 ** (spec.floorDb / 10);
  for (let j = 0; j < mels; j++) for (let t = 0; t < frames; t++) energy[t] += Math.max(0, power[j * frames + t] - floor);
  const most = energy.reduce((a, b) => Math.max(a, b), 0);
  const last = energy.findLastIndex((e) => e >= most * 10 ** (-DECAY_DB / 10));
  const { octaves, voicing } = atFrames(features, spec);
  let weights = 0;
  let sum = 0;
  for (let t = Math.ceil((onset + NOTE_FROM_SECONDS * sampleRate) / hop); t <= last; t++) {
    weights += energy[t] * voicing[t];
    sum += energy[t] * voicing[t] * octaves[t];
  }
  return weights === 0 ? null : spec.pitchReference * 2 ** (sum / weights);
}

/** Where what shall stand at `hz` comes from. */
function sourceHz(hz: number, octaves: number): number {
  const share = Math.min(1, Math.max(0, 1 - Math.log2(hz / WHOLE_HZ) / FADE_OCTAVES));
  return hz * 2 ** (-octaves * share);
}

/** Position of a frequency among the rows; below the lowest it is negative. */
function rowOf(hz: number, rowHz: Float64Array): number {
  let j = 0;
  while (j < rowHz.length - 2 && rowHz[j + 1] <= hz) j++;
  return j + (hz - rowHz[j]) / (rowHz[j + 1] - rowHz[j]);
}

/** Octaves and voicing of the pitch grid at the centre of each frame, voicing held to [0, 1]. */
function atFrames({ pitch, voicing }: Features, spec: AudioSpec): { octaves: Float64Array; voicing: Float64Array } {
  const read = (track: Float32Array): Float64Array => trackAt(track, spec, 0, spec.hop, spec.frames);
  return { octaves: read(pitch), voicing: read(voicing).map((v) => Math.min(1, Math.max(0, v))) };
}

/** The tabulated image nearest to a sine of `hz`; beyond the last there is nothing to be seen in the rows. */
function imageAt(hz: number, count: number): number {
  return Math.min(count - 1, Math.round(hz / IMAGE_STEP_HZ));
}

function planFor(spec: AudioSpec): Plan {
  let plan = plans.get(spec);
  if (plan === undefined) {
    const rowHz = melPoints(spec).subarray(1, spec.mels + 1);
    const above = rowHz.findIndex((hz) => hz >= STAYS_FROM_HZ);
    const rows = above < 0 ? spec.mels - 1 : above;
    // Two rows and the window's main lobe further up, a sine leaves the rows that move alone.
    const beyond = rowHz[Math.min(rows + 1, spec.mels - 1)] + (4 * spec.sampleRate) / spec.nFft;
    const count = Math.ceil(beyond / IMAGE_STEP_HZ) + 1;
    plan = { rows, rowHz, images: sineImages(spec, rows, count), count };
    plans.set(spec, plan);
  }
  return plan;
}

/**
 * Power that sines of 0, IMAGE_STEP_HZ, ... show in the lowest rows, relative to full scale:
 * [count][rows]. From the transform of the Hann window, W(d) = sinc d + sinc(d - 1) / 2 +
 * sinc(d + 1) / 2 at d bins from the tone (Harris 1978, table of cosine windows); the tone's mirror
 * at -f adds its power, which is the mean over all phases.
 */
function sineImages(spec: AudioSpec, rows: number, count: number): Float64Array {
  const bank = createMelBank(spec);
  const spectrum = new Float64Array(bank.bins);
  const powers = new Float64Array(spec.mels);
  const scale = (spec.nFft / 4) ** 2 / fullScalePower(spec.nFft);
  const out = new Float64Array(count * rows);
  for (let i = 0; i < count; i++) {
    const at = (i * IMAGE_STEP_HZ * spec.nFft) / spec.sampleRate;
    const first = Math.max(0, Math.ceil(at - LOBE_BINS));
    const end = Math.min(bank.bins, Math.floor(at + LOBE_BINS) + 1);
    spectrum.fill(0);
    for (let k = first; k < end; k++) spectrum[k] = scale * (lobe(k - at) ** 2 + lobe(k + at) ** 2);
    bank.apply(spectrum, 0, powers, 0);
    for (let j = 0; j < rows; j++) out[i * rows + j] = powers[j];
  }
  return out;
}

const lobe = (d: number): number => sinc(d) + 0.5 * (sinc(d - 1) + sinc(d + 1));
const sinc = (x: number): number => (Math.abs(x) < 1e-9 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x));
