/**
 * Plays one sound at a time, and says where in it the listener is. It keeps what a replay needs, so
 * that starting a sound again is making two nodes and starting one. It makes no sound and draws nothing.
 */

import type { Output } from './output.ts';

/** Seconds over which a sound that is cut off fades out, and one that is begun in its middle fades in. */
const FADE_OUT = 0.004;
const FADE_IN = 0.002;
/**
 * A sound that is replaced sooner, as while a slider moves, shows no playhead: the machine's time
 * belongs to the next sound then, and the eye to the slider.
 */
export const SHOW_AFTER_MS = 120;
/** Samples that the graph renders at a time: what is asked for now takes effect after them. */
const QUANTUM = 128;

/** The resonance of a lowpass that has none, in the dB that the Web Audio API counts it in. */
const BUTTERWORTH_DB = -3.01;

/** Where in `samples` the listener is, in seconds, or both null: nothing sounds. */
export type PositionListener = (seconds: number | null, samples: Float32Array | null) => void;

/** How a sound is played, where not at once, whole and as it is. */
export interface PlayOptions {
  /** Seconds into it. */
  from?: number;
  /** Time of the device at which it starts; it is not begun in the past. */
  at?: number;
  /** Linear gain of this playing alone. */
  gain?: number;
  /** Hz above which this playing is darkened; left out, it is not. */
  cutoff?: number;
}

export interface Player {
  /** Starts a sound and fades out what still sounds then. What was to start later, and has not, never does. */
  play: (samples: Float32Array, sampleRate: number, options?: PlayOptions) => void;
  stop(): void;
  /** Lets what sounds come to its end; what was to start after it never does. */
  rest(): void;
  /** Seconds on the clock of the device that plays sounds of a rate; it stands still until the device runs. */
  now: (sampleRate: number) => number;
  /** Calls once a frame while a sound is heard (from its start on only a moment later), and at its end. Returns its own undo. */
  onPosition(listener: PositionListener): () => void;
  /** Calls when a sound is started and when nothing sounds any more. Returns its own undo. */
  onSounding(listener: (sounding: boolean) => void): () => void;
}

/** The sound that sounds. */
interface Voice {
  samples: Float32Array;
  context: AudioContext;
  source: AudioBufferSourceNode;
  fade: GainNode;
  /** Full level of `fade`. */
  gain: number;
  /** Context time of its first sample, were it played from there. */
  origin: number;
  /** Seconds into the sound: where it was begun, and its end. */
  from: number;
  end: number;
  /** Context time from which it is at full level. */
  steady: number;
  /** Page time from which its playhead is shown, ms. */
  shownFrom: number;
  /** What sounds until it begins, where that is not at once. */
  before: Voice | null;
}

export function createPlayer(output: Output): Player {
  let voice: Voice | null = null;
  let frame = 0;
  let delay: ReturnType<typeof setTimeout> | undefined;
  const buffers = new WeakMap<Float32Array, AudioBuffer>();
  const listeners = new Set<PositionListener>();
  const soundings = new Set<(sounding: boolean) => void>();

  const tell = (seconds: number | null, samples: Float32Array | null): void => {
    for (const listener of listeners) listener(seconds, samples);
  };

  /** What is heard now: until its time comes, not yet the newest. */
  const sounding = (): Voice | null => (voice !== null && isAhead(voice) ? (voice.before ?? voice) : voice);

  const tick = (): void => {
    const now = sounding();
    if (now === null) return;
    tell(positionIn(now), now.samples);
    frame = requestAnimationFrame(tick);
  };

  const leave = (): void => {
    clearTimeout(delay);
    cancelAnimationFrame(frame);
  };

  /** Follows the sound from frame to frame, as long as the device runs. */
  const follow = (): void => {
    leave();
    const now = sounding();
    if (now?.context.state !== 'running') return;
    const wait = now.shownFrom - performance.now();
    if (wait > 0) delay = setTimeout(follow, wait);
    else frame = requestAnimationFrame(tick);
  };

  const finish = (): void => {
    leave();
    voice = null;
    tell(null, null);
    for (const listener of soundings) listener(false);
  };

  output.onState((context, gone) => {
    if (!gone) follow();
    else if (voice?.context === context) finish();
  });

  const bufferOf = (samples: Float32Array, sampleRate: number): AudioBuffer => {
    const known = buffers.get(samples);
    if (known !== undefined) return known;
    const buffer = new AudioBuffer({ length: samples.length, sampleRate });
    // By hand, for samples may lie in shared memory, which copyToChannel refuses.
    buffer.getChannelData(0).set(samples);
    buffers.set(samples, buffer);
    return buffer;
  };

  /** Says when a voice has been heard to its end, which is a little after it has left the graph. */
  const onEnd = (ending: Voice): void => {
    const { source, context } = ending;
    source.onended = () => setTimeout(() => { if (voice === ending) finish(); }, 1000 * context.outputLatency);
  };

  /** Takes back what has not begun. */
  const takeBack = (): void => {
    if (voice === null || !isAhead(voice)) return;
    const { source, fade, before } = voice;
    source.onended = null;
    source.stop();
    fade.disconnect();
    // It was to fade out for the one that now never begins.
    before?.fade.gain.cancelScheduledValues(before.context.currentTime);
    voice = before;
  };

  /** Ends what sounds at context time `at`. @returns it, where it does sound until then */
  const cut = (at: number): Voice | null => {
    takeBack();
    if (voice === null) return null;
    const leaving = voice;
    const { source, fade, gain, steady, context } = leaving;
    source.onended = null;
    voice = null;
    if (context.state !== 'running') {
      // Not begun yet: it would sound, for the length of the fade, when the device wakes up.
      source.stop();
      fade.disconnect();
      return null;
    }
    const begin = Math.max(steady, at, context.currentTime + QUANTUM / context.sampleRate);
    fade.gain.setValueAtTime(gain, begin).linearRampToValueAtTime(0, begin + FADE_OUT);
    source.stop(begin + FADE_OUT);
    return leaving;
  };

  return {
    play: (samples, sampleRate, { from = 0, at = 0, gain = 1, cutoff } = {}) => {
      const buffer = bufferOf(samples, sampleRate);
      const { context, input } = output.open(sampleRate);
      const now = context.currentTime;
      const begin = Math.max(at, now);
      const left = cut(begin);
      const before = at > now ? left : null;
      if (before !== null) before.before = null;
      const source = new AudioBufferSourceNode(context, { buffer });
      const fade = new GainNode(context, { gain });
      const last = cutoff === undefined ? source : source.connect(new BiquadFilterNode(context, { type: 'lowpass', frequency: cutoff, Q: BUTTERWORTH_DB }));
      last.connect(fade).connect(input);
      const steady = from > 0 ? begin + FADE_IN : begin;
      if (from > 0) fade.gain.setValueAtTime(0, begin).linearRampToValueAtTime(gain, steady);
      source.start(at > now ? at : 0, from);
      const waits = at > now ? 1000 * (at - now) : from > 0 ? 0 : SHOW_AFTER_MS;
      const begun: Voice = { samples, context, source, fade, gain, origin: begin - from, from, end: buffer.duration, steady, shownFrom: performance.now() + waits, before };
      voice = begun;
      onEnd(begun);
      if (from > 0) tell(from, samples);
      else if (before === null) tell(null, null);
      for (const listener of soundings) listener(true);
      follow();
    },
    stop: () => {
      cut(0);
      finish();
    },
    rest: () => {
      takeBack();
      if (voice === null) {
        finish();
        return;
      }
      // It was to be stopped for the next one.
      voice.source.stop(voice.origin + voice.end);
      onEnd(voice);
    },
    now: (sampleRate) => output.open(sampleRate).context.currentTime,
    onPosition: (listener) => {
      listeners.add(listener);
      return () => { listeners.delete(listener); };
    },
    onSounding: (listener) => {
      soundings.add(listener);
      return () => { soundings.delete(listener); };
    },
  };
}

/** Whether a voice has its time still to come. */
const isAhead = ({ origin, from, context }: Voice): boolean => origin + from > context.currentTime;

/** Seconds into the sound that leave the loudspeaker now. */
function positionIn({ context, origin, from, end }: Voice): number {
  return Math.min(end, Math.max(from, heardTime(context) - origin));
}

/**
 * Context time that leaves the loudspeaker now. The time stamp lies a little back and is carried on by
 * the page's own clock, which runs smoothly where `currentTime` goes by leaps; before the device's first
 * stamp there is only `currentTime`.
 */
function heardTime(context: AudioContext): number {
  const { contextTime = 0, performanceTime = 0 } = context.getOutputTimestamp();
  if (performanceTime === 0) return context.currentTime - context.outputLatency;
  return Math.min(context.currentTime, contextTime + (performance.now() - performanceTime) / 1000);
}
