/** The walk: goes from kick to kick at an even pace, each heard as it is reached, steered by hand, recorded on demand. */

import { createStore, type StoreApi } from 'zustand/vanilla';
import { PLACE } from '../../../src-preload/contract/places.ts';
import type { ErrorBody } from '../../../src-preload/contract/errors.ts';
import type { HeardKick } from '../../../src-preload/contract/kicks.ts';
import type { SliderName } from '../../../src-preload/contract/sliders.ts';
import type { Api } from '../../../src-preload/contract/verbs.ts';
import type { Centre } from './alike.ts';

export type Steer = Partial<Record<SliderName, number>>;

export interface WalkState {
  going: boolean;
  /** Distance a step. */
  speed: number;
  steer: Steer;
  /** The kick that it goes to; null on a free walk. */
  towards: Centre | null;
  /** The kick it has come to. */
  kick: HeardKick | null;
  /** Places it has passed, oldest first, PLACE.length numbers each. */
  trail: Float32Array;
  recording: boolean;
  recorded: readonly HeardKick[];
  /** Steps since it set out. */
  steps: number;
}

export interface Walk extends StoreApi<WalkState> {
  /** Sets out from a kick, or goes on from where it paused. */
  start(from: Centre): void;
  pause(): void;
  setSpeed(speed: number): void;
  steer(slider: SliderName, strength: number): void;
  /** Goes to a kick; null lets it wander again. */
  goTo(towards: Centre | null): void;
  record(on: boolean): void;
  /** Forgets the recorded kicks, or all but those that `keep` says. */
  clear(): void;
}

/** ms from one kick to the next. */
export const PACE = 480;
/** Places of the trail that are kept, and recorded kicks. */
const TRAIL = 400;
export const MOST_RECORDED = 64;
/** As near to where it goes as this, it has arrived. */
const THERE = 0.03;

export function createWalk({ api, hear, fail, newSeed }: {
  api: Api;
  hear: (kick: HeardKick) => void;
  fail: (error: ErrorBody | null) => void;
  newSeed: () => number;
}): Walk {
  const store = createStore<WalkState>(() => ({
    going: false, speed: 0.12, steer: {}, towards: null, kick: null, trail: new Float32Array(0), recording: false, recorded: [], steps: 0,
  }));
  const { getState, setState } = store;
  /** Where it stands, how it moves, and with which chance; null before the first step. */
  let stand: { latent: number[]; velocity: number[] | null; model: string; seed: number; at: number } | null = null;
  /** Numbers the runs, so that a step of one that was paused is not taken. */
  let run = 0;

  const step = async (mine: number): Promise<void> => {
    if (stand === null) return;
    const from = stand;
    const began = performance.now();
    const { speed, steer, towards } = getState();
    const stretch = await api.explore.walk({
      from: from.latent, seed: from.seed, at: from.at, steps: 1, speed, steer, model: from.model,
      ...(from.velocity === null ? {} : { velocity: from.velocity }),
      ...(towards === null ? {} : { towards: [...towards.latent] }),
    });
    if (mine !== run) return;
    if (!stretch.ok) {
      stop(stretch.error);
      return;
    }
    const { latents: [latent], velocity, remaining, places } = stretch.value;
    const { kick: before, recording, recorded } = getState();
    // A kick that was not recorded is not asked for again.
    const replaces = before === null || recorded.includes(before) ? {} : { replaces: before.id };
    const made = await api.kicks.audition({ base: { latent }, model: from.model, ...replaces });
    if (mine !== run) return;
    if (!made.ok) {
      stop(made.error);
      return;
    }
    stand = { ...from, latent, velocity, at: from.at + 1 };
    hear(made.value);
    setState((state) => ({
      kick: made.value,
      steps: state.steps + 1,
      trail: grown(state.trail, places),
      ...(recording ? { recorded: [...state.recorded, made.value].slice(-MOST_RECORDED) } : {}),
      ...(remaining !== null && remaining < THERE ? { towards: null } : {}),
    }));
    setTimeout(() => { if (mine === run) void step(mine); }, Math.max(0, PACE - (performance.now() - began)));
  };
  const stop = (error: ErrorBody): void => {
    run += 1;
    setState({ going: false });
    fail(error);
  };

  return {
    ...store,
    start: (from) => {
      if (stand?.model !== from.model) {
        stand = { latent: [...from.latent], velocity: null, model: from.model, seed: newSeed(), at: 0 };
        setState({ trail: new Float32Array(0), steps: 0, kick: null });
      }
      run += 1;
      setState({ going: true });
      void step(run);
    },
    pause: () => {
      run += 1;
      setState({ going: false });
    },
    setSpeed: (speed) => { setState({ speed }); },
    steer: (slider, strength) => { setState(({ steer }) => ({ steer: { ...steer, [slider]: strength } })); },
    goTo: (towards) => { setState({ towards }); },
    record: (recording) => { setState({ recording }); },
    clear: () => { setState({ recorded: [] }); },
  };
}

function grown(trail: Float32Array, places: Float32Array): Float32Array {
  const kept = trail.subarray(Math.max(0, trail.length + places.length - TRAIL * PLACE.length));
  const next = new Float32Array(kept.length + places.length);
  next.set(kept);
  next.set(places, kept.length);
  return next;
}
