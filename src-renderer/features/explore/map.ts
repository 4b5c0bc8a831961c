/** The map as the screen sees it: its points as they come, how it is shown, what is under the hand, what is selected. */

import { createStore, type StoreApi } from 'zustand/vanilla';
import type { ErrorBody } from '../../../src-preload/contract/errors.ts';
import type { Api } from '../../../src-preload/contract/verbs.ts';
import type { Arrangement } from './arrange.ts';
import { withDraws, withKicks, type Cloud } from './cloud.ts';
import type { ColourBy } from './colours.ts';

export interface MapState {
  cloud: Cloud | null;
  /** Random kicks of the model that are still to come, 0 when all are there. */
  coming: number;
  arrangement: Arrangement;
  colourBy: ColourBy;
  dimensions: 2 | 3;
  /** Whether the recordings of the training set are on it. */
  training: boolean;
  /** Whether a drag draws a lasso, or moves the map. */
  lasso: boolean;
  /** The point that was last under the pointer or stepped to by keys. */
  at: number | null;
  selected: readonly number[];
  /** Place of the kick at hand. */
  here: Float32Array | null;
}

export interface KickMap extends StoreApi<MapState> {
  /** Asks for whatever of the map of a model is not there yet, and for the saved kicks and the recordings as they are now. */
  load(model: string): Promise<void>;
  show(part: Partial<Pick<MapState, 'arrangement' | 'colourBy' | 'dimensions' | 'lasso' | 'at' | 'selected'>>): void;
  /** Puts the recordings of the training set on the map, or takes them off. */
  showTraining(on: boolean): Promise<void>;
  /** Finds the place of the kick at hand. */
  mark(latent: readonly number[], model: string): Promise<void>;
}

/** Random kicks on the map, and how many are asked for at a time: between them the engine makes kicks to be heard. */
export const DRAWS = 10_000;
const PART = 500;
const SEED = 1;

export function createKickMap({ api, fail }: { api: Api; fail: (error: ErrorBody | null) => void }): KickMap {
  const store = createStore<MapState>(() => ({
    cloud: null,
    coming: DRAWS,
    arrangement: 'sound',
    colourBy: 'cluster',
    dimensions: 2,
    training: true,
    lasso: false,
    at: null,
    selected: [],
    here: null,
  }));
  const { getState, setState } = store;
  let loading: Promise<void> | null = null;
  let marks = 0;

  /** What is pointed at and selected are places in the list, and the list has changed. */
  const FORGOTTEN = { at: null, selected: [] };

  const loadKicks = async (model: string): Promise<void> => {
    const answer = await api.explore.map({ draws: 0, training: getState().training, model });
    if (!answer.ok) {
      fail(answer.error);
      return;
    }
    const { cloud } = getState();
    if (cloud?.bundleId !== answer.value.bundleId) return;
    const { value } = answer;
    const same = value.training.length === cloud.training.length && value.kicks.length === cloud.kicks.length && value.kicks.every((kick, i) => kick.id === cloud.kicks[i].id);
    setState({ cloud: withKicks(cloud, value), ...(same ? {} : FORGOTTEN) });
  };

  const loadAll = async (model: string): Promise<void> => {
    for (;;) {
      const { cloud } = getState();
      const there = cloud?.bundleId === model ? cloud.draws : 0;
      if (there >= DRAWS) break;
      const answer = await api.explore.map({ draws: PART, first: there + 1, seed: SEED, library: false, model });
      if (!answer.ok) {
        fail(answer.error);
        return;
      }
      const first = there === 0;
      setState((state) => ({
        cloud: withDraws(state.cloud, answer.value, SEED),
        coming: Math.max(0, DRAWS - there - PART),
        // Saved kicks move up by those that came before them.
        ...(first || (state.cloud?.kicks.length ?? 0) > 0 ? FORGOTTEN : {}),
      }));
      if (first) await loadKicks(model);
    }
    await loadKicks(model);
  };

  const load = async (model: string): Promise<void> => {
    // One load at a time, each for the model that is asked for last.
    while (loading !== null) await loading;
    loading = loadAll(model).finally(() => { loading = null; });
    await loading;
  };

  return {
    ...store,
    load,
    showTraining: async (training) => {
      setState({ training });
      const { cloud } = getState();
      if (cloud !== null) await load(cloud.bundleId);
    },
    show: (part) => { setState(part); },
    mark: async (latent, model) => {
      marks += 1;
      const mine = marks;
      const answer = await api.explore.map({ draws: 0, library: false, latents: [[...latent]], model });
      if (answer.ok && mine === marks) setState({ here: answer.value.places });
    },
  };
}
