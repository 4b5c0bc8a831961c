/**
 * What the transport does with a sound: plays it once, or, in a loop, again at every beat. A sound
 * that comes while the loop runs is heard at its next beat; else at once.
 */

import { createStore, type StoreApi } from 'zustand/vanilla';
import { createLooper, type Sound } from './looper.ts';
import type { Player } from './player.ts';

export interface PlaybackState {
  /** Whether Play repeats. */
  loop: boolean;
  /** Whether it does now. */
  running: boolean;
}

export interface Playback extends StoreApi<PlaybackState> {
  /** Lets a sound be heard that was just made. */
  hear: (sound: Sound) => void;
  /** The Play button: plays; where the loop runs, stops it. */
  press(sound: Sound): void;
  stop(): void;
  /** Switches the loop; one that runs comes to its end with the sound. */
  setLoop(loop: boolean): void;
  setTempo(bpm: number): void;
}

/**
 * @param bpm The tempo to begin with, in beats a minute.
 * @param gainOf The linear gain at which samples are heard, as it is when they start.
 */
export function createPlayback(player: Player, bpm: number, gainOf: (samples: Float32Array) => number = () => 1): Playback {
  const store = createStore<PlaybackState>(() => ({ loop: false, running: false }));
  const play: Player['play'] = (samples, sampleRate, options) => {
    player.play(samples, sampleRate, { ...options, gain: gainOf(samples) });
  };
  const looper = createLooper({ play, now: player.now });
  let tempo = bpm;
  return {
    ...store,
    hear: (sound) => {
      if (store.getState().running) looper.take(sound);
      else play(sound.samples, sound.sampleRate);
    },
    press: (sound) => {
      const { loop, running } = store.getState();
      if (running) {
        looper.end();
        player.stop();
      } else if (loop) looper.start(sound, tempo);
      else play(sound.samples, sound.sampleRate);
      store.setState({ running: loop && !running });
    },
    stop: () => {
      looper.end();
      player.stop();
      store.setState({ running: false });
    },
    setLoop: (loop) => {
      if (!loop && store.getState().running) {
        looper.end();
        player.rest();
      }
      store.setState(loop ? { loop } : { loop, running: false });
    },
    setTempo: (to) => {
      tempo = to;
      looper.setTempo(to);
    },
  };
}
