/** Plays one buffer at a time through an AudioContext of the sound's own rate. Makes no sound by itself. */

/** Seconds over which a sound that is cut off fades, so that it does not click. */
const CUT_FADE = 0.004;

export interface Player {
  /** Starts `samples` now and fades out what still sounds. */
  play(samples: Float32Array, sampleRate: number): void;
  close(): void;
}

export function createPlayer(): Player {
  // Made with the first sound: browsers allow it only after the user has done something.
  let context: AudioContext | null = null;
  let sounding: { source: AudioBufferSourceNode; gain: GainNode } | null = null;

  return {
    play: (samples, sampleRate) => {
      if (context?.sampleRate !== sampleRate) {
        void context?.close();
        context = new AudioContext({ sampleRate, latencyHint: 'interactive' });
        sounding = null;
      }
      if (context.state === 'suspended') void context.resume();
      if (sounding !== null) {
        sounding.gain.gain.setTargetAtTime(0, context.currentTime, CUT_FADE / 3);
        sounding.source.stop(context.currentTime + 2 * CUT_FADE);
      }
      const buffer = context.createBuffer(1, samples.length, sampleRate);
      buffer.getChannelData(0).set(samples);
      const source = new AudioBufferSourceNode(context, { buffer });
      const gain = new GainNode(context);
      source.connect(gain).connect(context.destination);
      source.start();
      sounding = { source, gain };
    },
    close: () => {
      void context?.close();
      context = null;
    },
  };
}
