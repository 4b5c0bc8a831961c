/**
 * Plays sounds one after another at a tempo, on the clock of the device. Each is handed to the player
 * a moment before its time, so that it starts on its sample; which one it is, is asked then.
 */

import type { Sound } from '../../audio/looper.ts';
import type { Player } from '../../audio/player.ts';

/** Seconds before its time that a beat is handed over: longer than a busy page is away, shorter than a beat. */
const AHEAD = 0.06;

export interface Sequence {
  /** Begins with the first sound that `next` gives, and ends with the first null. */
  start(bpm: number, next: () => Sound | null, onEnd: () => void): void;
  /** Keeps the beat, at another tempo from here on. */
  setTempo(bpm: number): void;
  /** No further beat. */
  end(): void;
}

export function createSequence(player: Pick<Player, 'play' | 'now'>): Sequence {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let period = 0;
  return {
    start: (bpm, next, onEnd) => {
      clearTimeout(timer);
      period = 60 / bpm;
      const beat = (last: number | null): void => {
        const sound = next();
        if (sound === null) {
          onEnd();
          return;
        }
        const { samples, sampleRate } = sound;
        const now = player.now(sampleRate);
        // A page that was away for longer goes on from where it is, and does not catch up.
        const at = last === null ? now : Math.max(now, last + period);
        player.play(samples, sampleRate, last === null ? {} : { at });
        wait(at, sampleRate);
      };
      const wait = (last: number, sampleRate: number): void => {
        const left = last + period - player.now(sampleRate) - AHEAD;
        // The clock stands still until the device runs, so what is left is looked at again.
        timer = left > 0.005 ? setTimeout(() => { wait(last, sampleRate); }, 1000 * left) : setTimeout(() => { beat(last); });
      };
      beat(null);
    },
    setTempo: (bpm) => {
      period = 60 / bpm;
    },
    end: () => {
      clearTimeout(timer);
    },
  };
}
