/**
 * How a kick is made, stage by stage: latent, decoder, vocoder, projection, finish; and the way
 * back from audio to a latent. Arguments are checked here; who runs it, and when, is not known.
 */

import { KicklabError } from '../../src-preload/contract/errors.ts';
import type { SliderName } from '../../src-preload/contract/sliders.ts';
import { describe, readExtent, readNote } from '../audio/descriptors.ts';
import { applyEffects } from '../audio/effects/chain.ts';
import { finish, startOf } from '../audio/finish.ts';
import { prepare } from '../audio/prepare.ts';
import { CLEAN, DECODED, project } from '../audio/projection.ts';
import { pitchGridSamples, pitchHz, pitchPoints, type AudioSpec, type Features } from '../audio/spec.ts';
import { untransform } from '../latent/axes.ts';
import { interpolate as straightLine } from '../latent/interpolate.ts';
import { blendInPrior } from '../latent/prior-blend.ts';
import { typicality } from '../latent/prior.ts';
import { steeringOf } from '../latent/sliders.ts';
import type { Bundle } from './bundle.ts';
import type { Model } from './models.ts';
import { refineLatent } from './refine.ts';
import { place, placeLatent } from './render.ts';
import type { Blended, Descriptors, Encoded, EngineVerbs, Kick, ProviderName, RawAudio } from './protocol.ts';
import { checkLatent, placeKick, type Placed } from './request.ts';
import { exchangeFeatures } from './transfer.ts';
import { shapePitch } from './shape-pitch.ts';

const MAX_STEPS = 1000;

type Asked = Omit<EngineVerbs['generate']['args'], 'model' | 'effects'>;

/** A kick up to the end of the model: all of it that effects leave alone. */
interface Dry {
  placing: Placed;
  features: Features;
  /** Its sound where its features lie. */
  placed: Float32Array;
  tunedHz: number | null;
  provider: ProviderName;
}

/**
 * One kick. With a seed, kick `index` of it: the same base whatever slider is set. Asked for again
 * with other effects only, to be heard, it is not made again.
 * @throws what `placeKick` and `shapePitch` throw; SYNTHESIS_NOT_FINITE
 */
export async function generate(
  model: Model,
  { effects = [], ...asked }: Omit<EngineVerbs['generate']['args'], 'model'>,
  signal: AbortSignal,
): Promise<Kick> {
  const { bundle } = model;
  const spec = bundle.manifest.audio;
  const timing = { decode: 0, vocoder: 0, projection: 0 };
  const { placing, features, placed, tunedHz, provider } = await latestDry(model, asked, () => makeDry(model, asked, timing, signal));

  const clock = stopwatch();
  const pitch = pitchHz(features, spec);
  const from = startOf(placed) ?? 0;
  const plain = finish(placed, spec);
  const finished = clock();
  const { samples, level } = applyEffects(plain, effects, { spec, pitch, from });
  const worked = clock();
  const descriptors = measure(samples, level === null ? placed : laidAt(samples, from), features, spec);
  const measured = finished + clock();
  const { base, start, latent, coordinates, categories, sliders, reached, exchanged } = placing;
  return {
    bundleId: bundle.manifest.id,
    provider,
    latent,
    base,
    coordinates,
    categories,
    sliders,
    reach: reachInUnits(bundle, start),
    reached,
    exchanged,
    typicality: typicality(bundle.prior, latent),
    descriptors,
    samples,
    level,
    sampleRate: spec.sampleRate,
    pitch,
    pitchTrack: trackOf(pitch, from, samples.length, spec),
    tunedHz,
    timing: { ...timing, finish: measured, effects: worked, total: timing.decode + timing.vocoder + timing.projection + measured + worked },
  };
}

/** @param timing Wall ms by stage are added to it. */
async function makeDry(
  model: Model,
  { forFile, noteHz, scale, curve, ...request }: Asked,
  timing: Pick<Kick['timing'], 'decode' | 'vocoder' | 'projection'>,
  signal: AbortSignal,
): Promise<Dry> {
  const spec = model.bundle.manifest.audio;
  const placing = await placeKick(model, request, signal);
  const networks = forFile ? model.cpu : model.audition();

  const clock = stopwatch();
  const decoded = await exchangeFeatures(networks, await networks.decode(placing.latent), placing.exchanged, spec);
  timing.decode += clock();
  const voice = async (features: Features): Promise<Float32Array> => {
    signal.throwIfAborted();
    const voiced = await networks.vocode(features);
    timing.vocoder += clock();
    signal.throwIfAborted();
    const placed = project(voiced, features.mel, spec, DECODED);
    timing.projection += clock();
    return placed;
  };
  return { placing, ...(await shapePitch(decoded, { noteHz, scale, curve }, spec, voice)), provider: networks.provider };
}

/** Of each model the kick that was heard last, so that an effect can be turned while it sounds. */
const heardLast = new WeakMap<Model, { asked: string; dry: Dry }>();

/** The kick that was heard last where the same is asked for, else one that is made. What goes to a file is always made. */
async function latestDry(model: Model, asked: Asked, make: () => Promise<Dry>): Promise<Dry> {
  if (asked.forFile) return make();
  const key = JSON.stringify(asked);
  const last = heardLast.get(model);
  if (last?.asked === key) return last.dry;
  const dry = await make();
  heardLast.set(model, { asked: key, dry });
  return dry;
}

/** `samples` where the pitch track lies whose sample `from` is their first. */
function laidAt(samples: Float32Array, from: number): Float32Array {
  const out = new Float32Array(from + samples.length);
  if (from < 0) out.set(samples.subarray(-from));
  else out.set(samples, from);
  return out;
}

/**
 * The latent of a sound (mu, no sampling, refined), with what `prepare` measured on the way.
 * @throws what `prepare` throws
 */
export async function encode(model: Model, audio: RawAudio, signal: AbortSignal): Promise<Encoded> {
  const { bundle } = model;
  const spec = bundle.manifest.audio;
  const { samples, features, placement } = prepare(audio, spec);
  signal.throwIfAborted();
  const latent = await encodeFeatures(model, features);
  const descriptors = measure(samples, samples, features, spec);
  return { latent, sliders: steeringOf(bundle.axes).positions(latent), descriptors, features, placement };
}

/** The latent of a prepared sound's features, as `encode` reports it. */
export async function encodeFeatures({ cpu, bundle }: Model, features: Features): Promise<number[]> {
  return refineLatent(cpu, features, [...(await cpu.encode(features))], bundle.manifest.audio);
}

/** Features through the latent and back: spec.length samples where the features lay, before `finish`. */
export async function reconstructFeatures(model: Model, features: Features): Promise<Float32Array> {
  return placeLatent(model.cpu, await encodeFeatures(model, features), model.bundle.manifest.audio);
}

/** Features through the vocoder alone, their mel trusted: spec.length samples where they lay, before `finish`. */
export async function resynthFeatures({ cpu, bundle }: Model, features: Features): Promise<Float32Array> {
  const spec = bundle.manifest.audio;
  return place(cpu, features, spec, CLEAN);
}

/**
 * A sound from its features alone, without the latent: what the vocoder can do at best. Nothing
 * of the audio but its features is used.
 * @throws what `prepare` throws; FEATURES_INVALID
 */
export async function resynth(
  model: Model,
  source: EngineVerbs['resynth']['args']['source'],
  signal: AbortSignal,
): Promise<Float32Array> {
  const spec = model.bundle.manifest.audio;
  const features = 'features' in source ? source.features : prepare(source.audio, spec).features;
  checkFeatures(features, spec);
  signal.throwIfAborted();
  return finish(await resynthFeatures(model, features), spec);
}

/**
 * Evenly spaced latents from `a` to `b`.
 * @throws LATENT_LENGTH, LATENT_NOT_FINITE, STEPS_RANGE
 */
export function interpolate(
  { manifest }: Bundle,
  { a, b, steps }: Pick<EngineVerbs['interpolate']['args'], 'a' | 'b' | 'steps'>,
): number[][] {
  checkLatent(a, manifest.latentSize);
  checkLatent(b, manifest.latentSize);
  if (!Number.isInteger(steps) || steps < 2 || steps > MAX_STEPS) {
    throw new KicklabError('STEPS_RANGE', { steps, min: 2, max: MAX_STEPS });
  }
  return straightLine(a, b, steps);
}

/**
 * The latents at rows of weights of others.
 * @throws LATENT_LENGTH, LATENT_NOT_FINITE
 */
export function blendLatents(
  { manifest, prior }: Bundle,
  { latents, weights, way }: Pick<EngineVerbs['blend']['args'], 'latents' | 'weights' | 'way'>,
): Blended[] {
  for (const latent of latents) checkLatent(latent, manifest.latentSize);
  return weights.map((row) => {
    const latent = blendInPrior(prior, latents, row, way);
    return { latent, typicality: typicality(prior, latent) };
  });
}

/** All that is told of a sound; `placed` lies as its pitch track does. */
export function measure(samples: Float32Array, placed: Float32Array, features: Features, spec: AudioSpec): Descriptors {
  return { ...describe(samples, spec.sampleRate), ...readNote(placed, features, spec), ...readExtent(samples, spec.sampleRate) };
}

/** The pitch on the grid as times after the onset, as far as a sound of `length` goes that was cut out from sample `first` on. */
function trackOf(pitch: Float32Array, first: number, length: number, spec: AudioSpec): Kick['pitchTrack'] {
  const ms = (samples: number): number => (1000 * samples) / spec.sampleRate;
  const points: [number, number][] = [];
  pitchGridSamples(spec).forEach((n, i) => {
    if (n >= spec.onset && n < first + length) points.push([rounded(ms(n - spec.onset)), rounded(pitch[i])]);
  });
  return { onsetMs: rounded(ms(spec.onset - first)), points };
}

/** To a hundredth: finer than ms or Hz are seen, and a third of the text. */
const rounded = (value: number): number => Math.round(100 * value) / 100;

/** What each slider of a base goes from and to, in ms, Hz, share and dB. */
function reachInUnits({ axes }: Bundle, base: readonly number[]): Kick['reach'] {
  const reach = steeringOf(axes).reach(base);
  const inUnits = (name: SliderName): { low: number; high: number } => {
    const { transform } = axes.descriptors[name];
    return { low: untransform(transform, reach[name].low), high: untransform(transform, reach[name].high) };
  };
  return { decay: inUnits('decay'), brightness: inUnits('brightness'), subby: inUnits('subby'), click: inUnits('click') };
}

function checkFeatures(features: Features, spec: AudioSpec): void {
  const points = pitchPoints(spec);
  const sizes = { mel: spec.mels * spec.frames, pitch: points, voicing: points };
  for (const name of ['mel', 'pitch', 'voicing'] as const) {
    const values = features[name];
    if (values.length !== sizes[name]) {
      const reason = `has ${String(values.length)} numbers; this model takes ${String(sizes[name])}`;
      throw new KicklabError('FEATURES_INVALID', { name, reason });
    }
    if (!values.every(Number.isFinite)) throw new KicklabError('FEATURES_INVALID', { name, reason: 'is not finite' });
  }
}

/** Ms since the last reading. */
function stopwatch(): () => number {
  let last = performance.now();
  return () => {
    const now = performance.now();
    const elapsed = now - last;
    last = now;
    return elapsed;
  };
}
