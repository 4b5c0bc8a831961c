/**
 * Repeats a sound at a tempo, on the clock of the device. Each beat is handed to the player a
 * moment before its time, so that it starts on its sample; which sound it is, is decided then: one
 * that comes in between is heard at the next beat.
 */

import type { Player } from './player.ts';

/** What is repeated. */
export interface Sound {
  samples: Float32Array;
  sampleRate: number;
}

/** Seconds before its time that a beat is handed over: longer than a busy page is away, shorter than a beat. */
const AHEAD = 0.06;

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
  let loop: { sound: Sound; period: number; last: number; timer: ReturnType<typeof setTimeout> } | null = null;

  /** Hands the next beat over when its time is near, and goes on. */
  const wait = (): void => {
    if (loop === null) return;
    clearTimeout(loop.timer);
    const { sound: { samples, sampleRate }, period, last } = loop;
    const now = player.now(sampleRate);
    const next = last + period;
    if (next - now <= AHEAD) {
      // A page that was away for longer goes on from where it is, and does not catch up.
      loop.last = Math.max(next, now);
      player.play(samples, sampleRate, { at: loop.last });
    }
    loop.timer = setTimeout(wait, 1000 * Math.max(0.005, loop.last + period - now - AHEAD));
  };

  return {
    start: (sound, bpm) => {
      clearTimeout(loop?.timer);
      loop = { sound, period: 60 / bpm, last: player.now(sound.sampleRate), timer: setTimeout(wait) };
      player.play(sound.samples, sound.sampleRate);
    },
    take: (sound) => {
      if (loop === null) return;
      // Another rate is another device, whose clock begins anew.
      if (sound.sampleRate !== loop.sound.sampleRate) loop.last = player.now(sound.sampleRate) - loop.period;
      loop.sound = sound;
    },
    setTempo: (bpm) => {
      if (loop === null) return;
      loop.period = 60 / bpm;
      wait();
    },
    end: () => {
      clearTimeout(loop?.timer);
      loop = null;
    },
  };
}
