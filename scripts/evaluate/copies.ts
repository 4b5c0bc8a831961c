/**
 * How near a resynthesis (true mel and pitch) and a reconstruction (through the latent) come to
 * kicks that were never trained on, beside weights-free inversions of the true mel. All systems
 * keep the reference's own time axis and level; `alignTo` lays each on it within 10 ms.
 */

import { mkdir, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { griffinLim } from '../../src-main/audio/griffin-lim.ts';
import { phaseGradientHeap } from '../../src-main/audio/phase-heap.ts';
import { trackPitch } from '../../src-main/audio/pitch-track.ts';
import { cleanPreset, DECODED, project } from '../../src-main/audio/projection.ts';
import { pitchGridSamples, type AudioSpec, type Features } from '../../src-main/audio/spec.ts';
import {
  alignTo, crestErrorDb, logMelErrorDb, lowBandErrorDb, multiResolutionStft, onsetErrorDb, subWobbleDb,
} from '../../src-main/audio/spectral-distance.ts';
import { writeWav } from '../../src-main/audio/wav-write.ts';
import type { Model } from '../../src-main/engine/models.ts';
import { realKicks } from './real-kicks.ts';
import { mean, median, table } from './statistics.ts';

const MEASURES = {
  'mel dB': logMelErrorDb,
  'MR-STFT': (a: Float32Array, b: Float32Array) => multiResolutionStft(a, b),
  'low dB': lowBandErrorDb,
  'onset dB': onsetErrorDb,
  'crest dB': (a: Float32Array, b: Float32Array) => crestErrorDb(a, b),
  'wobble dB': subWobbleDb,
} as const satisfies Record<string, (reference: Float32Array, x: Float32Array, spec: AudioSpec) => number>;
type Measure = keyof typeof MEASURES;

/** Mean voicing, weighted by loudness, from which a pitch counts as confident. */
const CONFIDENT = 0.7;
/** The sub, not the sweep's first instants. */
const PITCH_FROM_SECONDS = 0.01;

/** Median |cents| between two sounds' pitch tracks where the reference is voiced, or null. */
function subCents(reference: Float32Array, x: Float32Array, spec: AudioSpec): number | null {
  const a = trackPitch(reference, spec);
  const b = trackPitch(x, spec);
  const grid = pitchGridSamples(spec);
  const cents: number[] = [];
  let voiced = 0;
  let heard = 0;
  for (let i = 0; i < grid.length; i++) {
    if (grid[i] < spec.onset + PITCH_FROM_SECONDS * spec.sampleRate) continue;
    if (a.voicing[i] > 0) {
      voiced += a.voicing[i];
      heard++;
    }
    if (a.voicing[i] > CONFIDENT) cents.push(Math.abs(a.pitch[i] - b.pitch[i]) * 1200);
  }
  return heard === 0 || voiced / heard < CONFIDENT || cents.length < 8 ? null : median(cents);
}

type System = (features: Features) => Promise<Float32Array>;

/** Mean of each measure over the kicks; cents as the median over those with confident pitch. */
export async function measureCopies(
  model: Model,
  data: string,
  out: string | undefined,
  say: (text: string) => void,
): Promise<void> {
  const spec = model.bundle.manifest.audio;
  const kicks = await realKicks(data, 'test', spec).catch(() => null);
  if (kicks === null) {
    say(`copies: not measured, there is no split.csv in ${data}`);
    return;
  }
  const systems: Record<string, System> = {
    'Griffin-Lim 100': (f) => Promise.resolve(griffinLim(f.mel, spec, 1, { iterations: 100, momentum: 0 })),
    'heap + fast GL 32': (f) => Promise.resolve(phaseGradientHeap(f.mel, spec, 1)),
    'resynth': async (f) => project(await model.cpu.vocode(f), f.mel, spec, cleanPreset(f.mel, spec)),
    'resynth, net alone': (f) => model.cpu.vocode(f),
    'reconstruct': async (f) => {
      const decoded = await model.cpu.decode([...(await model.cpu.encode(f))]);
      return project(await model.cpu.vocode(decoded), decoded.mel, spec, DECODED);
    },
  };
  const keep = async (folder: string, file: string, samples: Float32Array): Promise<void> => {
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, basename(file)), writeWav([samples], spec.sampleRate, { format: 'float32', ditherSeed: 0 }));
  };
  if (out !== undefined) for (const { file, prepared } of kicks) await keep(join(out, 'reference'), file, prepared.samples);
  const rows: string[][] = [];
  const baseline = new Map<string, number>();
  for (const [name, system] of Object.entries(systems)) {
    const found = Object.fromEntries(Object.keys(MEASURES).map((key) => [key, []])) as unknown as Record<Measure, number[]>;
    const cents: number[] = [];
    const times: number[] = [];
    for (const { file, prepared } of kicks) {
      const began = performance.now();
      const raw = await system(prepared.features);
      times.push(performance.now() - began);
      const { samples } = alignTo(prepared.samples, raw, Math.round(0.01 * spec.sampleRate));
      for (const key of Object.keys(MEASURES) as Measure[]) found[key].push(MEASURES[key](prepared.samples, samples, spec));
      const error = subCents(prepared.samples, samples, spec);
      if (error !== null) cents.push(error);
      if (out !== undefined) {
        await keep(join(out, name.replace(/\W+/g, '-')), file, samples);
      }
    }
    const cell = (key: string, value: number): string => {
      if (name === 'Griffin-Lim 100') baseline.set(key, value);
      return `${value.toFixed(value < 1 ? 3 : 2)} (${(value / (baseline.get(key) ?? NaN)).toFixed(2)})`;
    };
    rows.push([
      name,
      ...(Object.keys(MEASURES) as Measure[]).map((key) => cell(key, mean(found[key]))),
      cell('cents', median(cents)),
      cell('ms', median(times)),
    ]);
    if (name === 'Griffin-Lim 100') say(`copies: ${String(kicks.length)} test kicks, ${String(cents.length)} with confident pitch; in brackets: ratio to Griffin-Lim 100 from the true mel`);
  }
  say(table(['system', ...Object.keys(MEASURES), 'cents', 'ms'], rows));
}
