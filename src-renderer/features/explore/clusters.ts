/** The clusters of a model's training set, as the screen lists them: asked for once a model. */

import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Cluster } from '../../../src-preload/contract/clusters.ts';
import type { ErrorBody } from '../../../src-preload/contract/errors.ts';
import type { Api } from '../../../src-preload/contract/verbs.ts';

export interface ClusterListState {
  /** The model that was asked about last. */
  model: string | null;
  /** null until they are there, and of a model that tells of no training set. */
  clusters: readonly Cluster[] | null;
  /** Why there are none, in words. */
  none: string | null;
}

export interface ClusterList extends StoreApi<ClusterListState> {
  /** @param model Id of its bundle. */
  load(model: string): Promise<void>;
}

/** Refusals that are no faults: there is nothing to be told apart. */
const NOTHING_THERE: readonly string[] = ['TRAINING_SET_UNKNOWN', 'CLUSTERS_TOO_FEW'];

export function createClusterList({ api, fail }: { api: Api; fail: (error: ErrorBody | null) => void }): ClusterList {
  const store = createStore<ClusterListState>(() => ({ model: null, clusters: null, none: null }));
  return {
    ...store,
    load: async (model) => {
      if (store.getState().model === model) return;
      store.setState({ model, clusters: null, none: null });
      const answer = await api.explore.clusters({ model });
      if (store.getState().model !== model) return;
      if (answer.ok) store.setState({ clusters: answer.value.clusters });
      else if (NOTHING_THERE.includes(answer.error.code)) store.setState({ none: answer.error.message });
      else {
        store.setState({ model: null });
        fail(answer.error);
      }
    },
  };
}
