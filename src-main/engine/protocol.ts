/**
 * What the engine can be asked, as types only: the process boundary between the use-cases
 * (studio) and the process that owns the ONNX Runtime sessions. Audio is Float32 PCM at the
 * bundle's sample rate; typed arrays cross by structured clone, never as JSON.
 */

import type { Augmentation } from '../../src-preload/contract/augmentation.ts';
import type { DatasetLicence } from '../../src-preload/contract/datasets.ts';
import type { EffectLevel } from '../../src-preload/contract/effect-schemas.ts';
import type { EffectChain } from '../../src-preload/contract/effects.ts';
import type { ErrorBody, ErrorKind } from '../../src-preload/contract/errors.ts';
import type { FixCode } from '../../src-preload/contract/faults.ts';
import type { CutSettings } from '../../src-preload/contract/cutting.ts';
import type { Instrument } from '../../src-preload/contract/instruments.ts';
import type { Exchanged, Transfer } from '../../src-preload/contract/parts.ts';
import type { SliderName, SliderValues } from '../../src-preload/contract/sliders.ts';
import type { Pace } from '../../src-preload/contract/training-presets.ts';
import type { StepFigures } from '../../src-preload/contract/training-figures.ts';
import type { CopyDistances } from '../audio/copy-distances.ts';
import type { CutRecording } from '../audio/cutter/cut-file.ts';
import type { Descriptors } from '../audio/descriptors.ts';
import type { Examined, Place as SoundPlace } from '../audio/doctor/examine.ts';
import type { Resemblance } from '../audio/doctor/resemblance.ts';
import type { MeasuredSound } from '../audio/measure.ts';
import type { CurvePoint } from '../audio/pitch-curve.ts';
import type { Placement } from '../audio/prepare.ts';
import type { RawAudio } from '../audio/raw-audio.ts';
import type { Features } from '../audio/spec.ts';
import type { Shares } from '../latent/categories.ts';
import type { Clustering, ClusterModel } from '../latent/clusters.ts';
import type { Place } from '../latent/components.ts';
import type { Variation, VariationsAsked } from '../latent/variations.ts';
import type { Stretch, WalkAsked } from '../latent/walk.ts';
import type { Way } from '../latent/interpolate.ts';
import type { Provenance } from './bundle-schema.ts';

export type { Descriptors, RawAudio };
export type { Clustering, ClusterModel } from '../latent/clusters.ts';

export { SLIDERS } from '../../src-preload/contract/sliders.ts';
export type { SliderName, SliderValues } from '../../src-preload/contract/sliders.ts';

export type ProviderName = 'cpu' | 'cuda' | 'webgpu' | 'dml' | 'coreml';

export interface ProviderReport {
  name: ProviderName;
  available: boolean;
  /** Why it cannot be used, or null. */
  reason: string | null;
  /** Median ms of one decode + vocoder run; null when unavailable. */
  ms: number | null;
  /** Largest absolute difference from the CPU's output; null when unavailable. */
  error: number | null;
}

export interface BundleInfo {
  id: string;
  dir: string;
  name: string;
  /** What its sounds are. */
  instrument: Instrument;
  latentSize: number;
  sampleRate: number;
  provider: ProviderName;
  /** Names of the categories it knows. */
  categories: string[];
  sliders: Record<SliderName, { unit: 'ms' | 'Hz' | 'share' | 'dB'; low: number; median: number; high: number }>;
}

/** What a bundle tells of itself, without its networks. */
export interface BundleCard {
  id: string;
  name: string;
  latentSize: number;
  training: Provenance;
  /** Markdown. */
  card: string;
}

/**
 * Where a kick starts from before sliders are applied: kick `index` of a seed, a latent, or a
 * variation of one (`varyLatent`: amount 0 is that kick itself, 1 any other), or a kick with parts
 * of others (`transfer.ts`). A latent's `exchanged` parts are put into what it decodes to. With
 * `categories` chance draws and varies within them, and a latent is shifted into them.
 */
export type KickBase =
  | { seed: number; index: number; amount?: number; categories?: Shares }
  | { latent: readonly number[]; exchanged?: Exchanged; categories?: Shares }
  | { transfer: Transfer }
  | { near: readonly number[]; seed: number; amount: number; categories?: Shares }
  | KeptBase;

/**
 * A new kick that keeps descriptors of another, measured: drawn from the prior, or varied from
 * that one where the amount is below 1, then brought to what it is to keep.
 */
export interface KeptBase {
  like: readonly number[];
  keep: readonly SliderName[];
  seed: number;
  amount: number;
  categories?: Shares;
}

/** Descriptors that are asked for in their own units, as they are measured on the sound. */
export interface Targets {
  decayMs?: number;
  centroidHz?: number;
  /** 0..1 */
  subShare?: number;
  clickDb?: number;
}

/** What became of each descriptor that was asked for, in its own unit. */
export type Reached = Partial<Record<SliderName, {
  asked: number;
  got: number;
  /** Within 5 %, or 0.5 dB. */
  within: boolean;
  /** From where to where the model can take this kick, as it predicts. */
  reachable: [low: number, high: number];
}>>;

export interface Kick {
  /** Of the bundle it was made with. */
  bundleId: string;
  /** What ran its networks. */
  provider: ProviderName;
  /** After the sliders. */
  latent: number[];
  /** Before the sliders; where targets were given, after them. */
  base: number[];
  /** Where the base lies on each principal component, in standard deviations, before any was set. */
  coordinates: number[];
  /** Share of each category in the base, asked for or as its latent has it; they sum to 1. */
  categories: Record<string, number>;
  /** Position of every slider, set or own, in the reach of the base. */
  sliders: Record<SliderName, number>;
  /** What each slider of this base goes from and to, in the descriptor's own unit, as predicted. */
  reach: Record<SliderName, { low: number; high: number }>;
  /** Of what was asked for in units, or was to be kept. */
  reached: Reached;
  /** Parts of other kicks that its sound has and its latent does not know of. */
  exchanged: Exchanged;
  /** Share of the model's own random kicks that are less likely than this latent, 0..1. */
  typicality: number;
  descriptors: Descriptors;
  /** Plain output (peak -1 dBFS, starts <= 1 ms before the onset, no DC), or what the effects make of it. */
  samples: Float32Array;
  /** Behind the effects; null where none is at work. */
  level: EffectLevel | null;
  sampleRate: number;
  /** The pitch in Hz after note and curve, on the bundle's pitch grid (the vocoder's onset at `audio.onset`). */
  pitch: Float32Array;
  /** The same as far as the sound goes: ms after its onset, which lies `onsetMs` after the first sample, and Hz. */
  pitchTrack: { onsetMs: number; points: [ms: number, hz: number][] };
  /** The note that it was tuned to, before the curve; null where it kept its own. */
  tunedHz: number | null;
  /** Wall ms by stage. */
  timing: { decode: number; vocoder: number; projection: number; finish: number; effects: number; total: number };
}

/** A latent between others. */
export interface Blended {
  latent: number[];
  /** As of a kick. */
  typicality: number;
}

export interface Encoded {
  latent: number[];
  sliders: Record<SliderName, number>;
  descriptors: Descriptors;
  features: Features;
  /** What `prepare` did, so that a resynthesis can be put back where it was. */
  placement: Placement;
}

/** Kicks on the map of their bundle. */
export interface Places {
  bundleId: string;
  /** Numbers of each kick as PLACE names them, descriptors predicted; one kick after the other. */
  places: Float32Array;
  /** Share of each cluster, or of each component of the prior. */
  clusters: number[];
  /** Names of the kinds that `category` counts: the bundle's own, else those of any kick. */
  categories: string[];
  /** Share of the variance of the bundle's data along the three axes. */
  axes: number[];
}

/** A sound that a training learns from: a file, or a hit of a recording. */
export interface TrainingSound {
  /** Absolute. */
  file: string;
  /** As a person sees it; sounds that are called alike are taken for near-copies. */
  name: string;
  /** From which sample to before which one, at the rate of the file; null for all of it. */
  hit: { from: number; to: number } | null;
  label: string | null;
  fixes: FixCode[];
}

/** A sound beside its reconstruction. */
export interface Compared {
  distances: CopyDistances;
  /** Of the sound itself, measured as a made kick is. */
  descriptors: Descriptors;
}

export interface TrainRequest {
  /** The folder or archive that is learnt from, for a person to read. */
  dir: string;
  /** A JSON file of TrainingSound[]. */
  sounds: string;
  /** Folder of sounds as they were prepared, shared by all runs. */
  prepared: string;
  /** How far variations lie from their sounds. */
  augmentation: Augmentation;
  /** What the sounds may be used on; null where nobody told. */
  licence: DatasetLicence | null;
  /** What the sounds are. */
  instrument: Instrument;
  out: string;
  epochs: number;
  seed: number;
  beta: number;
  batch: number;
  threads: number;
  latentSize: number;
  /** Bundle folder to start from, or null for fresh weights. */
  from: string | null;
  /** Bundle folder whose vocoder is carried along. */
  vocoderFrom: string;
  /** What the new bundle is called. */
  name: string;
  resume: boolean;
  /** Fine-tune the vocoder too. */
  vocoder: boolean;
  /** Variations of each kick that an epoch sees, itself among them. */
  copies: number;
  /** The model's own kicks that are made and measured at the end, so that sliders do what they say. */
  measured: number;
}

/** One line of the training log (JSON lines) and of the progress event. */
export interface TrainProgress {
  phase: 'prepare' | 'pca' | 'train' | 'inversion' | 'vocoder' | 'finish' | 'describe' | 'judge';
  epoch: number;
  epochs: number;
  step: number;
  steps: number;
  etaSeconds: number | null;
  losses: Record<string, number>;
  /** Of a step; absent where nothing is being trained. */
  figures?: StepFigures;
}

export interface TrainResult {
  dir: string;
  /** null when cancelled: no bundle was written. */
  bundleId: string | null;
  bestEpoch: number;
  stopped: 'done' | 'cancelled';
  used: number;
  rejected: { file: string; code: string; message: string }[];
}

/**
 * Verb -> arguments and result. `model` is a bundle folder; the engine keeps the last few open.
 * `forFile` asks for the CPU provider, so that the same seed gives the same bytes.
 */
export interface EngineVerbs {
  load: { args: { model: string }; result: BundleInfo };
  card: { args: { model: string }; result: BundleCard };
  providers: { args: { model: string }; result: ProviderReport[] };
  generate: {
    /**
     * `components`: where the base is to lie, before the sliders. `noteHz`: the note that the tail is tuned
     * to; where there is none, `scale` names pitch classes (C is 0) of which it gets the nearest. `curve`
     * bends the pitch after that. `effects` work on the finished sound; targets and notes are reached without them.
     */
    args: {
      model: string;
      base: KickBase;
      components?: readonly Place[];
      sliders: SliderValues;
      targets?: Targets;
      noteHz?: number;
      scale?: readonly number[];
      curve?: readonly CurvePoint[];
      effects?: EffectChain;
      forFile: boolean;
    };
    result: Kick;
  };
  encode: { args: { model: string; audio: RawAudio }; result: Encoded };
  /** Mel and f0 straight to the vocoder (clean mel). */
  resynth: { args: { model: string; source: { audio: RawAudio } | { features: Features } }; result: Kick['samples'] };
  /** Straight line in latent space, both ends included. */
  interpolate: {
    args: { model: string; a: readonly number[]; b: readonly number[]; steps: number };
    result: number[][];
  };
  /** Kicks around a latent. */
  variations: { args: { model: string; around: readonly number[] } & VariationsAsked; result: Variation[] };
  /** The next stretch of a walk; `places` as `Places` has them. */
  walk: { args: { model: string; clusters: ClusterModel | null } & WalkAsked; result: Stretch & { places: Float32Array } };
  /** `draws` kicks of a seed, from kick `first` on, and then `latents` on the map; without `clusters` the components of the prior stand for them. */
  places: {
    args: { model: string; draws: number; first: number; seed: number; latents: readonly (readonly number[])[]; clusters: ClusterModel | null };
    result: Places;
  };
  /** The clusters among latents of one bundle, LEAST_KICKS of them or more. */
  cluster: { args: { latents: readonly (readonly number[])[]; seed: number }; result: Clustering };
  /** A latent for each row of `weights` (one a latent, which sum to 1), as `blendInPrior` mixes them. */
  blend: {
    args: { model: string; latents: readonly (readonly number[])[]; weights: readonly (readonly number[])[]; way: Way };
    result: Blended[];
  };
  /** A sound file of any format, without a model. */
  measure: { args: { file: string }; result: MeasuredSound };
  /** A sound file and what the model makes of it. */
  compare: { args: { model: string; file: string }; result: Compared };
  /** How far two sound files are of one sound, 0 to 1 (`likenessOf`). */
  likeness: { args: { a: string; b: string }; result: number };
  /** What is wrong with a sound, by itself. */
  examine: { args: { place: SoundPlace; wanted: Instrument }; result: Examined };
  /** The hits of a recording. */
  cut: { args: { file: string; settings: CutSettings }; result: CutRecording };
  /** How one sound resembles each of others. */
  resemble: { args: { one: SoundPlace; others: readonly SoundPlace[] }; result: Resemblance[] };
  /** What a training like this one needs on this machine, as it is now: some steps are taken for it. */
  pace: { args: Pick<TrainRequest, 'from' | 'vocoderFrom' | 'latentSize' | 'batch' | 'threads'>; result: Pace };
  train: { args: TrainRequest; result: TrainResult };
}
export type EngineVerb = keyof EngineVerbs;

/** Parent -> engine. */
export type EngineRequest =
  | { [V in EngineVerb]: { kind: 'call'; id: number; verb: V; args: EngineVerbs[V]['args'] } }[EngineVerb]
  | { kind: 'cancel'; id: number };

/** Engine -> parent. */
export type EngineReply =
  | { kind: 'ready' }
  | { kind: 'result'; id: number; value: unknown }
  | { kind: 'error'; id: number; error: ErrorBody & { kind: ErrorKind } }
  | { kind: 'progress'; id: number; progress: TrainProgress };
