/**
 * Plays one sound at a time, and says where in it the listener is. It keeps what a replay needs, so
 * that starting a sound again is making two nodes and starting one. It makes no sound and draws nothing.
 */

/** Seconds over which a sound that is cut off fades out, and one that is begun in its middle fades in. */
const FADE_OUT = 0.004;
const FADE_IN = 0.002;
/** Seconds over which a change of volume takes effect. */
const VOLUME_GLIDE = 0.01;
/** Samples that the graph renders at a time: what is asked for now takes effect after them. */
const QUANTUM = 128;

/** Where in `samples` the listener is, in seconds, or both null: nothing sounds. */
export type PositionListener = (seconds: number | null, samples: Float32Array | null) => void;

export interface Player {
  /** Makes a sound ready, so that its first start is as quick as a replay. */
  prepare(samples: Float32Array, sampleRate: number): void;
  /** Starts a sound now, `from` seconds into it, and fades out what still sounds. */
  play(samples: Float32Array, sampleRate: number, from?: number): void;
  stop(): void;
  /** 1 is as loud as the samples say, 0 silent. */
  setVolume(gain: number): void;
  /** Calls at the start, once a frame while a sound is heard, and at its end. Returns its own undo. */
  onPosition(listener: PositionListener): () => void;
  close(): void;
}

/** The device, and the volume everything passes. */
interface Output {
  context: AudioContext;
  master: GainNode;
}

/** The sound that sounds. */
interface Voice {
  samples: Float32Array;
  output: Output;
  source: AudioBufferSourceNode;
  fade: GainNode;
  /** Context time of its first sample, were it played from there. */
  origin: number;
  /** Seconds into the sound: where it was begun, and its end. */
  from: number;
  end: number;
  /** Context time from which it is at full level. */
  steady: number;
}

export function createPlayer(): Player {
  // Made with the first sound: browsers allow it only after the user has done something.
  let output: Output | null = null;
  let voice: Voice | null = null;
  let volume = 1;
  let frame = 0;
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

  /** Follows the sound from frame to frame, as long as the device runs. */
  const follow = (): void => {
    cancelAnimationFrame(frame);
    if (voice?.output.context.state === 'running') frame = requestAnimationFrame(tick);
  };

  const finish = (): void => {
    cancelAnimationFrame(frame);
    voice = null;
    tell(null, null);
  };

  /** Lets go of a device that is gone; the next sound opens another. */
  const lose = (lost: Output): void => {
    if (output === lost) output = null;
    if (voice?.output === lost) finish();
    if (lost.context.state !== 'closed') void lost.context.close();
  };

  const open = (sampleRate: number): Output => {
    if (output !== null && output.context.state !== 'closed' && output.context.sampleRate === sampleRate) return output;
    if (output !== null) lose(output);
    const context = new AudioContext({ sampleRate, latencyHint: 'interactive' });
    const master = new GainNode(context, { gain: volume });
    master.connect(context.destination);
    const opened = { context, master };
    context.addEventListener('statechange', () => {
      if (context.state === 'closed') lose(opened);
      else follow();
    });
    context.addEventListener('error', () => { lose(opened); });
    output = opened;
    return opened;
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
    const { source, fade, steady, output: { context } } = voice;
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
    prepare: (samples, sampleRate) => { bufferOf(samples, sampleRate); },
    play: (samples, sampleRate, from = 0) => {
      const buffer = bufferOf(samples, sampleRate);
      const opened = open(sampleRate);
      const { context, master } = opened;
      if (context.state !== 'running') context.resume().catch(() => { lose(opened); });
      cut();
      const source = new AudioBufferSourceNode(context, { buffer });
      const fade = new GainNode(context);
      source.connect(fade).connect(master);
      const now = context.currentTime;
      const steady = from > 0 ? now + FADE_IN : now;
      if (from > 0) fade.gain.setValueAtTime(0, now).linearRampToValueAtTime(1, steady);
      source.start(0, from);
      const begun: Voice = { samples, output: opened, source, fade, origin: now - from, from, end: buffer.duration, steady };
      voice = begun;
      // It has left the graph, and is heard to its end a little later.
      source.onended = () => setTimeout(() => { if (voice === begun) finish(); }, 1000 * context.outputLatency);
      tell(from, samples);
      follow();
    },
    stop: () => {
      cut();
      finish();
    },
    setVolume: (gain) => {
      volume = gain;
      if (output !== null) output.master.gain.setTargetAtTime(gain, output.context.currentTime, VOLUME_GLIDE / 3);
    },
    onPosition: (listener) => {
      listeners.add(listener);
      return () => { listeners.delete(listener); };
    },
    close: () => {
      if (output !== null) lose(output);
      listeners.clear();
    },
  };
}

/** Seconds into the sound that leave the loudspeaker now. */
function positionIn({ output: { context }, origin, from, end }: Voice): number {
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
