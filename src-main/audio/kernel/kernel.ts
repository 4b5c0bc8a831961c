/**
 * Four frames at a time: window, real transform, mel, and back, as WebAssembly SIMD in single
 * precision. Every vector holds the same value of four different frames, so that the arithmetic is
 * that of ../fft.ts and ../mel-inversion.ts, line for line, and nothing is shuffled but on the way
 * in and out; rounding is that of IEEE 754 everywhere, so that the same input gives the same bytes
 * on every machine. For what a kick waits for; everything else takes fft.ts and stft.ts.
 *
 * Addresses are bytes in the memory of one kernel. What it does at each is documented in assembly/.
 */

import { fftTables } from '../fft.ts';
import { leastMelPower, MOST_GAIN } from '../mel-inversion.ts';
import { createMelBank, fullScalePower } from '../mel.ts';
import type { AudioSpec } from '../spec.ts';
import { hann } from '../stft.ts';
import { KERNEL } from './binary.ts';

/** Frames that are worked on together. */
export const LANES = 4;
/** Bytes of a sample, and of one value of every lane. */
export const SAMPLE = 4;
export const VECTOR = LANES * SAMPLE;

export interface Kernel {
  /** Samples in a frame. */
  readonly size: number;
  /** Bins 0..size/2. */
  readonly bins: number;
  /** Address of `bytes` zeros, which stay allocated. Makes the views taken before it useless. */
  allocate(bytes: number): number;
  /** The f32 values from an address on. */
  view(at: number, length: number): Float32Array;
  /** Puts the frame of samples at `at`, and those `apart` bytes further each, under a Hann window in the lanes. */
  take(at: number, apart: number): void;
  /** From the lanes' frames to their spectra. */
  forward(): void;
  /** And back; the spectra are lost. */
  inverse(): void;
  /** After `inverse`: adds the first `count` lanes' frames, windowed, to the samples at `at` and so on. */
  put(at: number, apart: number, count: number): void;
  /** out = sum * gain, `samples` of them, rounded up to whole vectors. */
  normalise(sum: number, gain: number, out: number, samples: number): void;
  /** Adds the lanes' weighted power spectra to [bins] vectors at `into`. */
  addPower(into: number, weights: readonly [number, number, number, number]): void;
}

/** A kernel that knows mels. */
export interface MelKernel extends Kernel {
  /**
   * From `count` vectors of normalised log-mel in [0, 1] at `mel` to what `draw` takes: their power
   * at `target`, and the greatest gain for each at `most`.
   */
  targets(mel: number, target: number, most: number, count: number): void;
  /**
   * Gives the lanes' spectra, phase kept, the power that `steps` Richardson-Lucy steps towards the
   * [mels] vectors at `target` lead to from their own plus `least`.
   */
  draw(target: number, most: number, steps: number, least: number): void;
}

interface Exports {
  memory: WebAssembly.Memory;
  allocate: Kernel['allocate'];
  layOut(size: number, leafSize: number, twiddles: number): void;
  layOutWindow(size: number): void;
  layOutMel(bins: number, mels: number, top: number, octaves: number, tiny: number, mostGain: number): void;
  offsets: WebAssembly.Global;
  twiddles: WebAssembly.Global;
  cosine: WebAssembly.Global;
  sine: WebAssembly.Global;
  window: WebAssembly.Global;
  edges: WebAssembly.Global;
  rise: WebAssembly.Global;
  fall: WebAssembly.Global;
  take: Kernel['take'];
  forward: Kernel['forward'];
  inverse: Kernel['inverse'];
  put: Kernel['put'];
  normalise(sum: number, gain: number, out: number, bytes: number): void;
  addPower(into: number, bins: number, a: number, b: number, c: number, d: number): void;
  targets: MelKernel['targets'];
  draw: MelKernel['draw'];
}

let module: WebAssembly.Module | undefined;

/** A kernel for frames of `size` samples, a power of two from 16 on, with a memory of its own. */
export function createKernel(size: number): Kernel {
  return kernelOf(open(size), size);
}

/** The same for frames of spec.nFft samples, with the mels of `spec`. */
export function createMelKernel(spec: AudioSpec): MelKernel {
  const { bins, mels, edges, rise, fall } = createMelBank(spec);
  const wasm = open(spec.nFft);
  const octaves = (-spec.floorDb / 10) * Math.log2(10);
  wasm.layOutMel(bins, mels, fullScalePower(spec.nFft), octaves, leastMelPower(spec), MOST_GAIN);
  new Int32Array(wasm.memory.buffer, wasm.edges.value, edges.length).set(edges);
  fill(wasm, wasm.rise, rise);
  fill(wasm, wasm.fall, fall);
  return { ...kernelOf(wasm, spec.nFft), targets: wasm.targets, draw: wasm.draw };
}

function open(size: number): Exports {
  module ??= new WebAssembly.Module(Buffer.from(KERNEL, 'base64'));
  const wasm = new WebAssembly.Instance(module).exports as unknown as Exports;
  const { leafSize, offsets, layers, cosine, sine } = fftTables(size);
  const twiddles = layers.flatMap((layer) => [...layer]);
  wasm.layOut(size, leafSize, twiddles.length);
  wasm.layOutWindow(size);
  new Int32Array(wasm.memory.buffer, wasm.offsets.value, offsets.length).set(offsets);
  fill(wasm, wasm.twiddles, twiddles);
  fill(wasm, wasm.cosine, cosine);
  fill(wasm, wasm.sine, sine);
  fill(wasm, wasm.window, hann(size));
  return wasm;
}

function fill({ memory }: Exports, { value }: WebAssembly.Global, values: ArrayLike<number>): void {
  new Float32Array(memory.buffer, value, values.length).set(values);
}

function kernelOf(wasm: Exports, size: number): Kernel {
  const bins = size / 2 + 1;
  return {
    size,
    bins,
    allocate: wasm.allocate,
    view: (at, length) => new Float32Array(wasm.memory.buffer, at, length),
    take: wasm.take,
    forward: wasm.forward,
    inverse: wasm.inverse,
    put: wasm.put,
    normalise: (sum, gain, out, samples) => {
      wasm.normalise(sum, gain, out, samples * SAMPLE);
    },
    addPower: (into, [a, b, c, d]) => {
      wasm.addPower(into, bins, a, b, c, d);
    },
  };
}
