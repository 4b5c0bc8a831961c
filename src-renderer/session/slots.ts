/**
 * Four places in which kicks are held to be compared, and how loud each is heard so that none wins by
 * being louder. A slot holds a kick as it was when it was put there; what is heard is the player's.
 */

import { createStore, type StoreApi } from 'zustand/vanilla';
import type { HeardKick } from '../../src-preload/contract/kicks.ts';
import { gainOfDb, matchedDb } from './level-match.ts';
import type { Step } from './session.ts';

export const SLOTS = ['A', 'B', 'C', 'D'] as const;
export type SlotName = (typeof SLOTS)[number];

/** A kick in a slot. */
export type Held = Pick<Step, 'kick' | 'shapeable'>;

export interface SlotsState {
  held: Partial<Record<SlotName, Held>>;
}

export interface Slots extends StoreApi<SlotsState> {
  /** Puts a kick into a slot, in place of what it held. */
  put(slot: SlotName, held: Held): void;
  empty(slot: SlotName): void;
}

export function createSlots(): Slots {
  const store = createStore<SlotsState>(() => ({ held: {} }));
  return {
    ...store,
    put: (slot, { kick, shapeable }) => {
      store.setState(({ held }) => ({ held: { ...held, [slot]: { kick, shapeable } } }));
    },
    empty: (slot) => {
      store.setState(({ held }) => ({ held: Object.fromEntries(Object.entries(held).filter(([name]) => name !== slot)) }));
    },
  };
}

/** The slots that hold a kick, in their order. */
export function filled({ held }: SlotsState): SlotName[] {
  return SLOTS.filter((slot) => held[slot] !== undefined);
}

/** The slot that holds the very kick of these samples, or null. */
export function slotOf({ held }: SlotsState, samples: Float32Array): SlotName | null {
  return SLOTS.find((slot) => held[slot]?.kick.samples === samples) ?? null;
}

/** What the kick of a slot is turned down by, dB: to the quietest in any slot. */
export function matchDb({ held }: SlotsState, slot: SlotName): number {
  const loudnessOf = (kick: HeardKick | undefined): number | null => kick?.descriptors.loudnessLufs ?? null;
  return matchedDb(loudnessOf(held[slot]?.kick), SLOTS.map((each) => loudnessOf(held[each]?.kick)));
}

/** The linear gain at which samples are heard: level-matched where a slot holds them. */
export function gainOf(state: SlotsState, samples: Float32Array): number {
  const slot = slotOf(state, samples);
  return slot === null ? 1 : gainOfDb(matchDb(state, slot));
}
