/** Whether the computer's keys are a piano, and in which octave. */

import { createStore, type StoreApi } from 'zustand/vanilla';
import { FIRST_OCTAVE } from './piano-row.ts';

export interface PianoState {
  on: boolean;
  /** Of the row's C. */
  octave: number;
}

export type Piano = StoreApi<PianoState>;

export const createPiano = (): Piano => createStore<PianoState>(() => ({ on: false, octave: FIRST_OCTAVE }));
