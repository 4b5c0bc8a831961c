/**
 * Plays one sound at a time, and says where in it the listener is. It keeps what a replay needs, so
 * that starting a sound again is making two nodes and starting one. It makes no sound and draws nothing.
 */

/** Seconds over which a sound that is cut off fades out, and one that is begun in its middle fades in. */
const FADE_OUT = 0.004;
const FADE_IN = 0.002;
/**
 * A sound that is replaced sooner, as while a slider moves, shows no playhead: the machine's time
 * belongs to the next sound then, and the eye to the slider.
 */
const SHOW_AFTER_MS = 120;
/** Samples that the graph renders at a time: what is asked for now takes effect after them. */
const QUANTUM = 128;

/** Where in `samples` the listener is, in seconds, or both null: nothing sounds. */
export type PositionListener = (seconds: number | null, samples: Float32Array | null) => void;

export interface Player {
  /** Starts a sound now, `from` seconds into it, and fades out what still sounds. */
  play(samples: Float32Array, sampleRate: number, from?: number): void;
  stop(): void;
  /** Calls once a frame while a sound is heard (from its start on only a moment later), and at its end. Returns its own undo. */
  onPosition(listener: PositionListener): () => void;
}

/** The sound that sounds. */
interface Voice {
  samples: Float32Array;
  context: AudioContext;
  source: AudioBufferSourceNode;
  fade: GainNode;
  /** Context time of its first sample, were it played from there. */
  origin: number;
  /** Seconds into the sound: where it was begun, and its end. */
  from: number;
  end: number;
  /** Context time from which it is at full level. */
  steady: number;
  /** Page time from which its playhead is shown, ms. */
  shownFrom: number;
}

export function createPlayer(): Player {
  // Made with the first sound: browsers allow it only after the user has done something.
  let device: AudioContext | null = null;
  let voice: Voice | null = null;
  let frame = 0;
  let delay: ReturnType<typeof setTimeout> | undefined;
  const buffers = new WeakMap<Float32Array, AudioBuffer>();
  const listeners = new Set<PositionListener>();

  const tell = (seconds: number | null, samples: Float32Array | null): void => {
    for (const listener of listeners) listener(seconds, samples);
  };

  const tick = (): void => {
    if (voice === null) return;
    tell(positionIn(voice), voice.samples);
    frame = requestAnimationFrame(tick);
  };

  const leave = (): void => {
    clearTimeout(delay);
    cancelAnimationFrame(frame);
  };

  /** Follows the sound from frame to frame, as long as the device runs. */
  const follow = (): void => {
    leave();
    if (voice?.context.state !== 'running') return;
    const wait = voice.shownFrom - performance.now();
    if (wait > 0) delay = setTimeout(follow, wait);
    else frame = requestAnimationFrame(tick);
  };

  const finish = (): void => {
    leave();
    voice = null;
    tell(null, null);
  };

  /** Lets go of a device that is gone; the next sound opens another. */
  const lose = (lost: AudioContext): void => {
    if (device === lost) device = null;
    if (voice?.context === lost) finish();
    if (lost.state !== 'closed') void lost.close();
  };

  const open = (sampleRate: number): AudioContext => {
    if (device !== null && device.state !== 'closed' && device.sampleRate === sampleRate) return device;
    if (device !== null) lose(device);
    const context = new AudioContext({ sampleRate, latencyHint: 'interactive' });
    context.addEventListener('statechange', () => {
      if (context.state === 'closed') lose(context);
      else follow();
    });
    context.addEventListener('error', () => { lose(context); });
    device = context;
    return context;
  };

  const bufferOf = (samples: Float32Array, sampleRate: number): AudioBuffer => {
    const known = buffers.get(samples);
    if (known !== undefined) return known;
    const buffer = new AudioBuffer({ length: samples.length, sampleRate });
    // By hand, for samples may lie in shared memory, which copyToChannel refuses.
    buffer.getChannelData(0).set(samples);
    buffers.set(samples, buffer);
    return buffer;
  };

  const cut = (): void => {
    if (voice === null) return;
    const { source, fade, steady, context } = voice;
    source.onended = null;
    voice = null;
    if (context.state !== 'running') {
      // Not begun yet: it would sound, for the length of the fade, when the device wakes up.
      source.stop();
      fade.disconnect();
      return;
    }
    const begin = Math.max(steady, context.currentTime + QUANTUM / context.sampleRate);
    fade.gain.setValueAtTime(1, begin).linearRampToValueAtTime(0, begin + FADE_OUT);
    source.stop(begin + FADE_OUT);
  };

  return {
    play: (samples, sampleRate, from = 0) => {
      const buffer = bufferOf(samples, sampleRate);
      const context = open(sampleRate);
      if (context.state !== 'running') context.resume().catch(() => { lose(context); });
      cut();
      const source = new AudioBufferSourceNode(context, { buffer });
      const fade = new GainNode(context);
      source.connect(fade).connect(context.destination);
      const now = context.currentTime;
      const steady = from > 0 ? now + FADE_IN : now;
      if (from > 0) fade.gain.setValueAtTime(0, now).linearRampToValueAtTime(1, steady);
      source.start(0, from);
      const shownFrom = performance.now() + (from > 0 ? 0 : SHOW_AFTER_MS);
      const begun: Voice = { samples, context, source, fade, origin: now - from, from, end: buffer.duration, steady, shownFrom };
      voice = begun;
      // It has left the graph, and is heard to its end a little later.
      source.onended = () => setTimeout(() => { if (voice === begun) finish(); }, 1000 * context.outputLatency);
      if (from > 0) tell(from, samples);
      else tell(null, null);
      follow();
    },
    stop: () => {
      cut();
      finish();
    },
    onPosition: (listener) => {
      listeners.add(listener);
      return () => { listeners.delete(listener); };
    },
  };
}

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
