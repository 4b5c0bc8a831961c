/** What can be done about a fault, in memory: every fix takes a sound and gives another. Files stay as they are. */

import type { FixCode } from '../../../src-preload/contract/faults.ts';
import { balanceSides } from '../cutter/balance.ts';
import { reduceNoise } from '../cutter/noise.ts';
import { toMono } from '../mono.ts';
import type { RawAudio } from '../raw-audio.ts';
import { declip } from './declip.ts';
import { beginOf } from './late-onset.ts';
import { offsetOf } from './offset.ts';

type Channels = readonly Float32Array[];
type Fix = (channels: Channels, sampleRate: number) => Float32Array[];

/** So much stays in front of the onset that a hard start is whole. */
const LEAD_SECONDS = 0.001;
/** As in preparation: a cut tail fades over this, but over no more than a quarter of the sound. */
const FADE_SECONDS = 0.06;

/** `leave_out` does nothing to a sound: whoever makes a set leaves the sound out. */
const APPLY: Readonly<Record<Exclude<FixCode, 'leave_out'>, Fix>> = {
  declip,
  match_sides: (channels) => channels.map((channel, i) => (i === 1 ? negative(channel) : channel)),
  balance_sides: balanceSides,
  remove_dc: (channels, sampleRate) => channels.map((channel) => {
    const offset = offsetOf(channel, sampleRate);
    return channel.map((x) => x - offset);
  }),
  reduce_noise: (channels, sampleRate) => channels.map((channel) => reduceNoise(channel, sampleRate)),
  trim_start: (channels, sampleRate) => {
    const mono = toMono(channels).samples;
    const offset = offsetOf(mono, sampleRate);
    const from = Math.max(0, beginOf(mono.map((x) => x - offset), sampleRate) - Math.round(LEAD_SECONDS * sampleRate));
    return channels.map((channel) => channel.subarray(from));
  },
  fade_tail: (channels, sampleRate) => channels.map((channel) => {
    const length = Math.round(Math.min(FADE_SECONDS * sampleRate, channel.length / 4));
    const from = channel.length - length;
    return channel.map((x, n) => (n < from ? x : x * (0.5 + 0.5 * Math.cos((Math.PI * (n - from + 1)) / length))));
  }),
  invert: (channels) => channels.map(negative),
};

/** In this order they do not disturb each other: flat peaks while they are level, sides before what is told from both, the ends last. */
const ORDER: readonly Exclude<FixCode, 'leave_out'>[] = ['declip', 'match_sides', 'balance_sides', 'remove_dc', 'reduce_noise', 'trim_start', 'fade_tail', 'invert'];

/** The sound with `fixes` done, each once, in an order of their own; `audio` stays as it is. */
export function applyFixes(audio: RawAudio, fixes: readonly FixCode[]): RawAudio {
  const asked = new Set(fixes);
  const channels = ORDER.filter((code) => asked.has(code)).reduce<Float32Array[]>((done, code) => APPLY[code](done, audio.sampleRate), audio.channels);
  return { ...audio, channels };
}

function negative(channel: Float32Array): Float32Array {
  return channel.map((x) => -x);
}
