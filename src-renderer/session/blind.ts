/**
 * A blind comparison of two slots as plain data: which is X and which is Y is drawn anew each round, and
 * told only at the end. Pure; chance is the caller's.
 */

import type { SlotName } from './slots.ts';

export interface Round {
  /** The slot that was X; the other one was Y. */
  x: SlotName;
  chosen: SlotName;
}

export interface Blind {
  pair: readonly [SlotName, SlotName];
  /** Which of the pair is X in the round that is on. */
  x: SlotName;
  rounds: readonly Round[];
}

/** @param heads Whether the first of the pair is X. */
export function beginBlind(pair: Blind['pair'], heads: boolean): Blind {
  return { pair, x: heads ? pair[0] : pair[1], rounds: [] };
}

/** The slot behind a letter. */
export function behind({ pair, x }: Blind, letter: 'X' | 'Y'): SlotName {
  return letter === 'X' ? x : x === pair[0] ? pair[1] : pair[0];
}

/** Takes the choice of this round and draws the next. */
export function choose(blind: Blind, letter: 'X' | 'Y', heads: boolean): Blind {
  const { pair, x, rounds } = blind;
  return { ...beginBlind(pair, heads), rounds: [...rounds, { x, chosen: behind(blind, letter) }] };
}

/** How often each of the pair was chosen. */
export function scoreOf({ pair, rounds }: Blind): [number, number] {
  const first = rounds.filter(({ chosen }) => chosen === pair[0]).length;
  return [first, rounds.length - first];
}

/**
 * How often tossing a coin would come out at least as one-sided: the two-sided binomial probability of
 * `most` or more of `rounds` at one half. 1 where nothing was chosen.
 */
export function byChance(most: number, rounds: number): number {
  let tail = 0;
  let ways = 1;
  for (let k = 0; k <= rounds - most; k++) {
    tail += ways;
    ways = (ways * (rounds - k)) / (k + 1);
  }
  return Math.min(1, (2 * tail) / 2 ** rounds);
}
