/**
 * How long Griffin-Lim's iterations take on the kernel that our projection runs on. Only the time is
 * of use: its magnitudes are its own, so the sound stays as it was. `griffin-lim.ts`, in double
 * precision and one frame at a time, would flatter whatever is timed beside it.
 */

import { createMelKernel, LANES, SAMPLE, type MelKernel } from '../../src-main/audio/kernel/kernel.ts';
import { countActiveFrames } from '../../src-main/audio/mel-inversion.ts';
import type { AudioSpec } from '../../src-main/audio/spec.ts';
import { hann, inverseWindowPower } from '../../src-main/audio/stft.ts';

export type KernelLim = (mel: Float32Array, iterations: number) => void;

/** Runs `iterations` of forward transform, magnitudes, inverse and overlap-add at the mel's own hop, over its active frames. */
export function createKernelLim(spec: AudioSpec): KernelLim {
  const { nFft, hop, length } = spec;
  const kernel: MelKernel = createMelKernel(spec);
  const frames = Math.ceil(length / hop);
  const room = Math.ceil(frames / LANES) * LANES * hop + nFft;
  const [signal, sum, gain] = [0, 1, 2].map(() => kernel.allocate(room * SAMPLE));
  const half = (nFft / 2) * SAMPLE;
  kernel.view(gain + half, length).set(inverseWindowPower(hann(nFft), hop, frames, length));
  const apart = hop * SAMPLE;
  return (mel, iterations) => {
    const count = countActiveFrames(mel, spec);
    kernel.view(signal, room).fill(0);
    kernel.view(signal + half, length).fill(0.1);
    for (let n = 0; n < iterations; n++) {
      kernel.view(sum, room).fill(0);
      for (let at = 0; at < count; at += LANES) {
        kernel.take(signal + at * apart, apart);
        kernel.forward();
        // No step towards a mel: its own power is measured and given back, as Griffin-Lim gives the wanted one.
        kernel.draw(0, 0, 0, 1e-12);
        kernel.inverse();
        kernel.put(sum + at * apart, apart, Math.min(LANES, count - at));
      }
      kernel.normalise(sum + half, gain + half, signal + half, length);
    }
  };
}
