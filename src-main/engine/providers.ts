/**
 * Which execution providers this platform may have, how one is measured against the CPU, and
 * which of the measured ones is used. Measuring runs the networks for real, in whichever process
 * calls it: `probe.ts` is the one that may crash.
 */

import { samplePrior } from '../latent/prior.ts';
import { createRandom } from '../base/random.ts';
import type { Bundle } from './bundle.ts';
import type { ProviderName, ProviderReport } from './protocol.ts';
import { openNetworks, type Networks } from './sessions.ts';
import { loadRuntime, type NetworkOptions } from './runtime.ts';

/** The order in which providers are tried; the CPU is always last and always there. */
export function candidates(platform: NodeJS.Platform): ProviderName[] {
  switch (platform) {
    case 'win32':
      return ['dml', 'cuda', 'webgpu', 'cpu'];
    case 'darwin':
      return ['coreml', 'webgpu', 'cpu'];
    default:
      return ['cuda', 'webgpu', 'cpu'];
  }
}

/**
 * Largest difference from the CPU's output that passes, in units of full scale (audio, mel,
 * voicing) or octaves (pitch). Reordered float32 sums give 1e-5 to 1e-3 here; wrong kernels give
 * 1e-1 and more.
 */
export const TOLERANCE = 1e-2;
const RUNS = 5;
/** A device in software (SwiftShader, lavapipe) takes seconds a run; one run says enough then. */
const TIMING_BUDGET_MS = 1000;

export interface Measurement {
  cpu: ProviderReport;
  candidate: ProviderReport;
}

/**
 * Opens the networks on the CPU and on `options.provider`, runs both on the same likely latent
 * and compares. The vocoders get the same features, so that an error of the decoder is not
 * counted twice.
 */
export async function measureProvider(bundle: Bundle, options: NetworkOptions): Promise<Measurement> {
  const latent = samplePrior(bundle.prior, createRandom('provider probe'));
  const cpu = await openNetworks(bundle, { provider: 'cpu', threads: options.threads });
  const reference = await cpu.decode(latent);
  const audio = await cpu.vocode(reference);
  const cpuReport: ProviderReport = { name: 'cpu', available: true, reason: null, ms: await time(cpu, latent), error: 0 };

  const name = options.provider;
  const { listSupportedBackends } = await loadRuntime();
  if (!listSupportedBackends().some((backend) => backend.name === name)) {
    return { cpu: cpuReport, candidate: unavailable(name, 'this build of ONNX Runtime does not have it') };
  }
  let networks: Networks;
  try {
    networks = await openNetworks(bundle, options);
  } catch (error) {
    return { cpu: cpuReport, candidate: unavailable(name, firstLine(error)) };
  }
  try {
    const features = await networks.decode(latent);
    const error = Math.max(
      largestDifference(features.mel, reference.mel),
      largestDifference(features.pitch, reference.pitch),
      largestDifference(features.voicing, reference.voicing),
      largestDifference(await networks.vocode(reference), audio),
    );
    const ms = await time(networks, latent);
    const right = error <= TOLERANCE;
    const reason = right ? null : `its output differs from the CPU's by ${error.toPrecision(2)}`;
    return { cpu: cpuReport, candidate: { name, available: right, reason, ms, error } };
  } catch (error) {
    return { cpu: cpuReport, candidate: unavailable(name, firstLine(error)) };
  } finally {
    await networks.release();
    await cpu.release();
  }
}

/** The fastest provider that is available; the CPU where no other is. */
export function fastest(reports: readonly ProviderReport[]): ProviderName {
  let best: { name: ProviderName; ms: number } = { name: 'cpu', ms: Infinity };
  for (const { name, available, ms } of reports) {
    if (available && ms !== null && ms < best.ms) best = { name, ms };
  }
  return best.name;
}

export function unavailable(name: ProviderName, reason: string): ProviderReport {
  return { name, available: false, reason, ms: null, error: null };
}

/** Median ms of decoder and vocoder together, after the runs that compared (and warmed) them. */
async function time(networks: Networks, latent: readonly number[]): Promise<number> {
  const times: number[] = [];
  let spent = 0;
  while (times.length < RUNS && spent < TIMING_BUDGET_MS) {
    const begun = performance.now();
    await networks.vocode(await networks.decode(latent));
    const ms = performance.now() - begun;
    times.push(ms);
    spent += ms;
  }
  return times.sort((a, b) => a - b)[times.length >> 1];
}

function largestDifference(a: Float32Array, b: Float32Array): number {
  let largest = 0;
  for (let i = 0; i < a.length; i++) largest = Math.max(largest, Math.abs(a[i] - b[i]));
  return largest;
}

/** The runtime's messages carry source paths and several lines; the last words say what is wrong. */
function firstLine(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return message.trim().split('\n')[0].replace(/^\/\S+ .* was false\. /, '');
}
