/** What the Train screen shows, made once: sets of sounds, training runs, and which of its three steps is open. */

import { createStore, type StoreApi } from 'zustand/vanilla';
import { THUMBNAIL_COLUMNS } from '../../../src-preload/contract/library-kick.ts';
import { thumbnailOf } from '../../charts/columns.ts';
import { createDatasets, type Datasets, type DatasetsDeps } from './datasets.ts';
import { createOutlines, type Outlines } from './outlines.ts';
import { createRuns, type Runs } from './runs.ts';
import { createStrips, type Strips } from './strips.ts';

export const STEPS = ['sounds', 'training', 'model'] as const;
export type Step = (typeof STEPS)[number];

export interface TrainView {
  step: Step;
  /** Whether the second step shows what a new run is to be, and not the one at hand. */
  planning: boolean;
}

export interface Training {
  datasets: Datasets;
  outlines: Outlines;
  runs: Runs;
  strips: Strips;
  view: StoreApi<TrainView>;
}

export function createTraining({ connection, notices, hear }: DatasetsDeps): Training {
  const strips = createStrips(connection.api, hear);
  return {
    datasets: createDatasets({ connection, notices, hear }),
    outlines: createOutlines({
      hear: ({ dataset, item }) => connection.api.datasets.hear({ id: dataset, item, fixed: false }),
      outline: (samples) => thumbnailOf(samples, THUMBNAIL_COLUMNS),
    }),
    runs: createRuns({ connection, fail: notices.fail, listen: (run) => { strips.look(run); } }),
    strips,
    view: createStore<TrainView>(() => ({ step: 'sounds', planning: false })),
  };
}
