/** Does a kick land on the note it is asked for, and stay the kick it was? */

import { decaySpan } from '../../src-main/audio/descriptors.ts';
import { findOnset } from '../../src-main/audio/onset.ts';
import { trackPitch } from '../../src-main/audio/pitch-track.ts';
import { pitchGridSamples, type AudioSpec } from '../../src-main/audio/spec.ts';
import { createRandom } from '../../src-main/base/random.ts';
import type { Model } from '../../src-main/engine/models.ts';
import type { Kick } from '../../src-main/engine/protocol.ts';
import { generate } from '../../src-main/engine/synthesis.ts';
import { KicklabError } from '../../src-preload/contract/errors.ts';
import { atLeast, figure, type Section } from './rows.ts';
import { mean, median, quantile } from '../../src-main/base/statistics.ts';

const SEED = 4343;
const NOTES_A_KICK = 3;
const MOST_SEMITONES = 7;
const MOST_CENTS = 10;
const NOTE_FROM_SECONDS = 0.06;

const cents = (a: number, b: number): number => Math.abs(1200 * Math.log2(a / b));
const share = (values: readonly number[]): number => values.filter((x) => x <= MOST_CENTS).length / values.length;

/**
 * Hz of the tail, read by a tracker that knows nothing of the features: energy-weighted mean of its
 * octaves from 60 ms to -30 dB. null where it finds no pitch.
 */
export function trackedNote({ samples }: Pick<Kick, 'samples'>, spec: AudioSpec): number | null {
  const x = samples.subarray(0, spec.length);
  const onset = findOnset(x);
  if (onset === undefined) return null;
  const track = trackPitch(x, spec);
  const { end } = decaySpan(x, onset, spec.sampleRate);
  const grid = pitchGridSamples(spec);
  let weights = 0;
  let octaves = 0;
  for (let i = 0; i + 1 < grid.length; i++) {
    if (grid[i] < onset + NOTE_FROM_SECONDS * spec.sampleRate || grid[i] > end) continue;
    const energy = x.subarray(grid[i], grid[i + 1]).reduce((sum, v) => sum + v * v, 0) * track.voicing[i];
    weights += energy;
    octaves += energy * track.pitch[i];
  }
  return weights === 0 ? null : spec.pitchReference * 2 ** (octaves / weights);
}

/** `count` voiced seeded kicks, each tuned to three random notes within 7 semitones of its own. */
export async function measureNote(model: Model, count: number): Promise<Section> {
  const { signal } = new AbortController();
  const spec = model.bundle.manifest.audio;
  const random = createRandom(SEED, 'notes');
  const found = { read: [] as number[], tracked: [] as number[], ownTracked: [] as number[], decay: [] as number[], centroid: [] as number[], moved: [] as number[], click: [] as number[], ms: [] as number[], ownMs: [] as number[] };
  let refused = 0;
  let drawn = 0;
  for (let voiced = 0; voiced < count; drawn++) {
    const base = { seed: SEED, index: drawn + 1 };
    const own = await generate(model, { base, sliders: {}, forFile: true }, signal);
    const { noteHz } = own.descriptors;
    if (noteHz === null) continue;
    voiced++;
    const ownTracked = trackedNote(own, spec);
    if (ownTracked !== null) found.ownTracked.push(cents(ownTracked, noteHz));
    found.ownMs.push(own.timing.total);
    for (let i = 0; i < NOTES_A_KICK; i++) {
      const semitones = random.between(-MOST_SEMITONES, MOST_SEMITONES);
      const asked = noteHz * 2 ** (semitones / 12);
      try {
        const tuned = await generate(model, { base, sliders: {}, noteHz: asked, forFile: true }, signal);
        const tracked = trackedNote(tuned, spec);
        found.read.push(tuned.descriptors.noteHz === null ? Infinity : cents(tuned.descriptors.noteHz, asked));
        if (ownTracked !== null) found.tracked.push(tracked === null ? Infinity : cents(tracked, asked));
        found.decay.push(100 * Math.abs(tuned.descriptors.decayMs / own.descriptors.decayMs - 1));
        found.centroid.push(12 * Math.abs(Math.log2(tuned.descriptors.centroidHz / own.descriptors.centroidHz)));
        found.moved.push(Math.abs(semitones));
        found.click.push(Math.abs(tuned.descriptors.clickDb - own.descriptors.clickDb));
        found.ms.push(tuned.timing.total);
      } catch (thrown) {
        // Out of the model's range, or a tail that has no pitch once it is moved: it counts as missed.
        if (!(thrown instanceof KicklabError) || (thrown.code !== 'NOTE_RANGE' && thrown.code !== 'NOTE_UNVOICED')) throw thrown;
        refused++;
        found.read.push(Infinity);
      }
    }
  }
  return {
    name: 'note',
    about: `${String(count)} voiced of ${String(drawn)} seeded random kicks, each tuned to ${String(NOTES_A_KICK)} random notes within ${String(MOST_SEMITONES)} semitones of its own. ` +
      'The note is that of the tail, 60 ms to -30 dB, weighted by energy: as the kick reports it, and as a tracker finds it that is told nothing of the features.',
    rows: [
      figure('within 10 cents, as reported', share(found.read), '', { target: atLeast(0.95), note: `${String(refused)} of ${String(found.read.length)} refused, counted as missed` }),
      figure('cents off, as reported, median', median(found.read), 'cents'),
      figure('within 10 cents, tracked anew', share(found.tracked), '', { baselines: { 'the tracker on the untuned kick': share(found.ownTracked) } }),
      figure('cents off, tracked anew, median', median(found.tracked), 'cents', { baselines: { 'the tracker on the untuned kick': median(found.ownTracked) } }),
      figure('change of decay, median', median(found.decay), '%'),
      figure('change of decay, 90th percentile', quantile(found.decay, 0.9), '%'),
      figure('change of centroid, mean', mean(found.centroid), 'semitones', { baselines: { 'all of the sound moved': mean(found.moved) } }),
      figure('change of click, median', median(found.click), 'dB'),
      figure('time of a kick, median', median(found.ms), 'ms', { baselines: { untuned: median(found.ownMs) } }),
    ],
  };
}
