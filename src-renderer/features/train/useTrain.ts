/** Reads the stores of the Train screen. */

import { useStore } from 'zustand';
import { useApp } from '../../app/context.ts';
import type { DatasetsState } from './datasets.ts';
import type { RunsState } from './runs.ts';
import type { TrainView } from './training.ts';

export const useDatasets = <T>(select: (state: DatasetsState) => T): T => useStore(useApp().training.datasets, select);
export const useRuns = <T>(select: (state: RunsState) => T): T => useStore(useApp().training.runs, select);
export const useTrainView = <T>(select: (state: TrainView) => T): T => useStore(useApp().training.view, select);
