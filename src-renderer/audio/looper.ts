/**
 * Repeats a sound at a tempo, on the clock of the device. Each beat is handed to the player as soon
 * as the one before it has begun, so that it starts on its sample however busy the page is; a sound
 * that comes in between takes its place.
 */

import type { Player } from './player.ts';

/** What is repeated. */
export interface Sound {
  samples: Float32Array;
  sampleRate: number;
}

/** Seconds after a beat at which the next one is handed over. */
const AFTER = 0.02;
/** A beat nearer than this, seconds, keeps its sound: the graph has it already. */
const TOO_LATE = 0.01;

export interface Looper {
  /** Repeats `sound`, the first time at once. */
  start(sound: Sound, bpm: number): void;
  /** Takes another sound from the next beat on. */
  take(sound: Sound): void;
  /** Changes the tempo from the beat that was heard last on. */
  setTempo(bpm: number): void;
  /** No further beat; the sound of the last one is heard to its end. */
  end(): void;
}

export function createLooper(player: Pick<Player, 'play' | 'now'>): Looper {
  /** `next` is the beat that was handed over and has not begun. */
  let loop: { sound: Sound; period: number; last: number; next: number; timer: ReturnType<typeof setTimeout> } | null = null;

  const hand = (beat: { sound: Sound; next: number }): void => {
    player.play(beat.sound.samples, beat.sound.sampleRate, { at: beat.next });
  };

  /** Hands over the beat after the one that has begun, and comes back when that has. */
  const goOn = (): void => {
    if (loop === null) return;
    const now = player.now(loop.sound.sampleRate);
    // The clock stands still until the device runs: nothing has begun then.
    if (now > loop.next) {
      loop.last = loop.next;
      // A page that was away for longer goes on from where it is, and does not catch up.
      loop.next = Math.max(loop.last + loop.period, now);
      hand(loop);
    }
    loop.timer = setTimeout(goOn, 1000 * (Math.max(0, loop.next - now) + AFTER));
  };

  return {
    start: (sound, bpm) => {
      clearTimeout(loop?.timer);
      const now = player.now(sound.sampleRate);
      player.play(sound.samples, sound.sampleRate);
      loop = { sound, period: 60 / bpm, last: now, next: now, timer: setTimeout(goOn) };
    },
    take: (sound) => {
      if (loop === null) return;
      const now = player.now(sound.sampleRate);
      // Another rate is another device, whose clock begins anew.
      const isElsewhere = sound.sampleRate !== loop.sound.sampleRate;
      loop.sound = sound;
      if (isElsewhere) {
        clearTimeout(loop.timer);
        loop.next = now;
        hand(loop);
        loop.timer = setTimeout(goOn, 1000 * AFTER);
      } else if (loop.next - now > TOO_LATE) hand(loop);
    },
    setTempo: (bpm) => {
      if (loop === null || 60 / bpm === loop.period) return;
      loop.period = 60 / bpm;
      const now = player.now(loop.sound.sampleRate);
      if (loop.next - now <= TOO_LATE) return;
      clearTimeout(loop.timer);
      loop.next = Math.max(loop.last + loop.period, now);
      hand(loop);
      loop.timer = setTimeout(goOn, 1000 * (loop.next - now + AFTER));
    },
    end: () => {
      clearTimeout(loop?.timer);
      loop = null;
    },
  };
}
