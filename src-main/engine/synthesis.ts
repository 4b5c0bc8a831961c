/**
 * How a kick is made, stage by stage: latent, decoder, vocoder, projection, finish; and the way
 * back from audio to a latent. Arguments are checked here; who runs it, and when, is not known.
 */

import { KicklabError } from '../../src-preload/contract/errors.ts';
import { SLIDERS, type SliderValues } from '../../src-preload/contract/sliders.ts';
import { describe, readExtent, readNote } from '../audio/descriptors.ts';
import { finish } from '../audio/finish.ts';
import { prepare } from '../audio/prepare.ts';
import { cleanPreset, DECODED, project } from '../audio/projection.ts';
import { pitchHz, pitchPoints, type AudioSpec, type Features } from '../audio/spec.ts';
import { createRandom } from '../base/random.ts';
import { interpolate as straightLine } from '../latent/interpolate.ts';
import { samplePrior, varyLatent } from '../latent/prior.ts';
import { applySliders, sliderPositions } from '../latent/sliders.ts';
import type { Bundle } from './bundle.ts';
import type { Model } from './models.ts';
import { place, placeLatent } from './render.ts';
import type { Descriptors, Encoded, EngineVerbs, Kick, KickBase, RawAudio } from './protocol.ts';

const MAX_STEPS = 1000;

/**
 * One kick. With a seed, kick `index` of it: the same base whatever slider is set.
 * @throws LATENT_LENGTH, LATENT_NOT_FINITE, SLIDER_RANGE, SYNTHESIS_NOT_FINITE
 */
export async function generate(
  model: Model,
  { base, sliders, forFile }: Pick<EngineVerbs['generate']['args'], 'base' | 'sliders' | 'forFile'>,
  signal: AbortSignal,
): Promise<Kick> {
  const { bundle } = model;
  const spec = bundle.manifest.audio;
  checkSliders(sliders);
  const start = baseLatent(bundle, base);
  const latent = applySliders(bundle.axes, start, sliders);
  const networks = forFile ? model.cpu : model.audition();

  const clock = stopwatch();
  const features = await networks.decode(latent);
  const decode = clock();
  signal.throwIfAborted();
  const voiced = await networks.vocode(features);
  const vocoder = clock();
  signal.throwIfAborted();
  const placed = project(voiced, features.mel, spec, DECODED);
  const projection = clock();
  const samples = finish(placed, spec);
  const descriptors = measure(samples, placed, features, spec);
  const finished = clock();
  return {
    bundleId: bundle.manifest.id,
    latent,
    base: start,
    sliders: { ...sliderPositions(bundle.axes, latent), ...sliders },
    descriptors,
    samples,
    sampleRate: spec.sampleRate,
    pitch: pitchHz(features, spec),
    timing: { decode, vocoder, projection, finish: finished, total: decode + vocoder + projection + finished },
  };
}

/**
 * The latent of a sound (mu, no sampling), with what `prepare` measured on the way.
 * @throws what `prepare` throws
 */
export async function encode(model: Model, audio: RawAudio, signal: AbortSignal): Promise<Encoded> {
  const { bundle } = model;
  const spec = bundle.manifest.audio;
  const { samples, features, placement } = prepare(audio, spec);
  signal.throwIfAborted();
  const latent = await encodeFeatures(model, features);
  const descriptors = measure(samples, samples, features, spec);
  return { latent, sliders: sliderPositions(bundle.axes, latent), descriptors, features, placement };
}

/** The latent of a prepared sound's features, as `encode` reports it. */
export async function encodeFeatures({ cpu }: Model, features: Features): Promise<number[]> {
  return [...(await cpu.encode(features))];
}

/** Features through the latent and back: spec.length samples where the features lay, before `finish`. */
export async function reconstructFeatures(model: Model, features: Features): Promise<Float32Array> {
  return placeLatent(model.cpu, await encodeFeatures(model, features), model.bundle.manifest.audio);
}

/** Features through the vocoder alone, their mel trusted: spec.length samples where they lay, before `finish`. */
export async function resynthFeatures({ cpu, bundle }: Model, features: Features): Promise<Float32Array> {
  const spec = bundle.manifest.audio;
  return place(cpu, features, spec, cleanPreset(features.mel, spec));
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

/** All that is told of a sound; `placed` lies as its pitch track does. */
function measure(samples: Float32Array, placed: Float32Array, features: Features, spec: AudioSpec): Descriptors {
  return { ...describe(samples, spec.sampleRate), ...readNote(placed, features, spec), ...readExtent(samples, spec.sampleRate) };
}

function baseLatent(bundle: Bundle, base: KickBase): number[] {
  if ('latent' in base) {
    checkLatent(base.latent, bundle.manifest.latentSize);
    return [...base.latent];
  }
  if ('near' in base) {
    checkLatent(base.near, bundle.manifest.latentSize);
    return varyLatent(bundle.prior, base.near, createRandom(base.seed, 'vary'), base.amount);
  }
  return samplePrior(bundle.prior, createRandom(base.seed, 'kick', base.index), base.amount);
}

function checkLatent(latent: readonly number[], expected: number): void {
  if (latent.length !== expected) throw new KicklabError('LATENT_LENGTH', { length: latent.length, expected });
  const index = latent.findIndex((value) => !Number.isFinite(value));
  if (index >= 0) throw new KicklabError('LATENT_NOT_FINITE', { index });
}

function checkSliders(sliders: SliderValues): void {
  for (const slider of SLIDERS) {
    const value = sliders[slider];
    // Written so that NaN fails too.
    if (value !== undefined && !(value >= 0 && value <= 1)) throw new KicklabError('SLIDER_RANGE', { slider, value });
  }
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
