/**
 * A bundle's three networks, open on one provider: features and latents in, features and audio
 * out. The signatures are checked once, here. Which provider to use is `models.ts`'s choice.
 */

import { KicklabError } from '../../src-preload/contract/errors.ts';
import { pitchPoints, type AudioSpec, type Features } from '../audio/spec.ts';
import { createRandom } from '../base/random.ts';
import type { Bundle } from './bundle.ts';
import type { BundleFile, Manifest } from './bundle-schema.ts';
import type { ProviderName } from './protocol.ts';
import { openNetwork, type Network, type NetworkOptions } from './runtime.ts';
import { openShortVocoders, shortestFor } from './vocoder-lengths.ts';

export interface Networks {
  /** What they run on now. */
  readonly provider: ProviderName;
  /** mu [L] of the features. */
  encode(features: Features): Promise<Float32Array>;
  /** Features of a latent [L]. */
  decode(latent: readonly number[]): Promise<Features>;
  /** Audio [length] of features, before the projection. The noise is the same every time. */
  vocode(features: Features): Promise<Float32Array>;
  release(): Promise<void>;
}

/** What of a bundle its networks are opened from; `dir` is named in errors. */
export interface NetworkSource extends Pick<Bundle, 'dir' | 'encoder' | 'decoder' | 'vocoder'> {
  manifest: Pick<Manifest, 'audio' | 'latentSize'>;
}

/** What of a bundle its vocoder is opened from. */
export type VocoderSource = Pick<Bundle, 'dir' | 'vocoder'> & { manifest: { audio: AudioSpec } };

type Shapes = Record<string, readonly number[]>;

/** Where features become sound. */
export type Vocoder = Pick<Networks, 'vocode' | 'release'>;

/**
 * Opens the vocoder of a bundle alone.
 * @throws as `openNetworks`
 */
export async function openVocoder(bundle: VocoderSource, options: NetworkOptions): Promise<Vocoder> {
  const { audio } = bundle.manifest;
  const points = pitchPoints(audio);
  // The width of the noise is the vocoder's own affair.
  const inputs = { mel: [1, audio.mels, audio.frames], pitch: [1, points], voicing: [1, points], noise: [] };
  const vocoder = await open(bundle, 'vocoder.onnx', bundle.vocoder, options, inputs, { audio: [1, audio.length] });
  // Only there are a copy's samples known to be the same.
  const copies = options.provider === 'cpu' ? await openShortVocoders(bundle.vocoder, audio, options) : [];
  const noiseShape = vocoder.inputs.get('noise') ?? [];
  const noise = createRandom('vocoder noise').fillNormal(new Float32Array(noiseShape.reduce((a, b) => a * b, 1)));
  return {
    vocode: async ({ mel: image, pitch, voicing }) => {
      const copy = shortestFor(copies, image, audio);
      if (copy === undefined) return finite((await vocoder.run({ mel: image, pitch, voicing, noise })).audio, 'vocoder');
      const { frames, points: fewer, network } = copy;
      const out = await network.run({
        mel: firstFrames(image, audio.frames, frames),
        pitch: pitch.subarray(0, fewer),
        voicing: voicing.subarray(0, fewer),
        noise: noise.subarray(0, (noise.length / audio.frames) * frames),
      });
      const whole = new Float32Array(audio.length);
      whole.set(finite(out.audio, 'vocoder'));
      return whole;
    },
    release: async () => { await Promise.all([vocoder, ...copies.map(({ network }) => network)].map((network) => network.release())); },
  };
}

/**
 * Opens the networks of a checked bundle. Decoder and vocoder open at once, the encoder with the
 * first `encode`, because an audition needs none.
 * @throws BUNDLE_CORRUPT where a file is no ONNX model with the right inputs and outputs.
 */
export async function openNetworks(bundle: NetworkSource, options: NetworkOptions): Promise<Networks> {
  const { audio, latentSize } = bundle.manifest;
  const points = pitchPoints(audio);
  const tracks = { pitch: [1, points], voicing: [1, points] };
  const mel = [1, audio.mels, audio.frames];

  const openEncoder = (): Promise<Network> =>
    open(bundle, 'encoder.onnx', bundle.encoder, options, { mel: [1, 1, audio.mels, audio.frames], ...tracks }, { mu: [1, latentSize], logvar: [1, latentSize] });
  const [decoder, vocoder] = await Promise.all([
    open(bundle, 'decoder.onnx', bundle.decoder, options, { latent: [1, latentSize] }, { mel, ...tracks }),
    openVocoder(bundle, options),
  ]);
  let encoder: Promise<Network> | undefined;

  return {
    provider: options.provider,
    encode: async ({ mel: image, pitch, voicing }) => {
      encoder ??= openEncoder();
      const { mu } = await (await encoder).run({ mel: image, pitch, voicing });
      return finite(mu, 'encoder');
    },
    decode: async (latent) => {
      const out = await decoder.run({ latent: Float32Array.from(latent) });
      return {
        mel: finite(out.mel, 'decoder'),
        pitch: finite(out.pitch, 'decoder'),
        voicing: finite(out.voicing, 'decoder'),
      };
    },
    vocode: (features) => vocoder.vocode(features),
    release: async () => {
      await Promise.all([decoder, vocoder, ...(encoder === undefined ? [] : [await encoder])].map((network) => network.release()));
    },
  };
}

/** The first `count` columns of [rows][frames]. */
function firstFrames(image: Float32Array, frames: number, count: number): Float32Array {
  const rows = image.length / frames;
  const out = new Float32Array(rows * count);
  for (let row = 0; row < rows; row++) out.set(image.subarray(row * frames, row * frames + count), row * count);
  return out;
}

async function open(
  bundle: Pick<Bundle, 'dir'>,
  file: BundleFile,
  bytes: Uint8Array,
  options: NetworkOptions,
  inputs: Shapes,
  outputs: Shapes,
): Promise<Network> {
  let network: Network;
  try {
    network = await openNetwork(bytes, options);
  } catch (cause) {
    // On another provider it is the provider that failed: the CPU has opened these bytes before.
    if (options.provider !== 'cpu') throw cause;
    throw corrupt(bundle, file, `is not a model that can be opened (${(cause as Error).message})`, cause);
  }
  checkShapes(bundle, file, 'input', inputs, network.inputs);
  checkShapes(bundle, file, 'output', outputs, network.outputs);
  return network;
}

function checkShapes(
  bundle: Pick<Bundle, 'dir'>,
  file: BundleFile,
  side: 'input' | 'output',
  expected: Shapes,
  found: Network['inputs'],
): void {
  for (const [name, shape] of Object.entries(expected)) {
    const actual = found.get(name);
    if (actual === undefined) throw corrupt(bundle, file, `has no ${side} "${name}"`);
    if (shape.length > 0 && shape.join() !== actual.join()) {
      throw corrupt(bundle, file, `has ${side} "${name}" of shape [${actual.join()}]; [${shape.join()}] was expected`);
    }
  }
  for (const name of found.keys()) {
    if (!(name in expected) && side === 'input') throw corrupt(bundle, file, `wants an unknown input "${name}"`);
  }
}

function corrupt({ dir }: Pick<Bundle, 'dir'>, file: BundleFile, reason: string, cause?: unknown): KicklabError {
  return new KicklabError('BUNDLE_CORRUPT', { dir, file, reason }, { cause });
}

function finite(values: Float32Array, stage: string): Float32Array {
  // A sum is finite only if every term is (float64 cannot overflow on float32 terms here).
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i];
  if (!Number.isFinite(sum)) throw new KicklabError('SYNTHESIS_NOT_FINITE', { stage });
  return values;
}
