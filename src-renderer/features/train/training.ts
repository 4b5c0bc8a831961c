/** The training run as the page sees it: how it stands, the course of its loss, and the models that are there. It outlives the screen. */

import { createStore, type StoreApi } from 'zustand/vanilla';
import type { ErrorBody } from '../../../src-preload/contract/errors.ts';
import type { Input, Output } from '../../../src-preload/contract/verbs.ts';
import type { Connection } from '../../transport/connection.ts';
import { follow, type Course } from './course.ts';

export type TrainStatus = Output<'training', 'status'>;
export type InstalledModel = Output<'models', 'list'>['models'][number];

export interface TrainingState {
  /** null until the first answer. */
  status: TrainStatus | null;
  course: Course | null;
  models: readonly InstalledModel[];
}

export interface Training extends StoreApi<TrainingState> {
  /** Asks how the run stands and which models there are. */
  refresh(): Promise<void>;
  start(input: Input<'training', 'start'>): Promise<void>;
  /** Stops the run after the step under way. */
  cancel(): Promise<void>;
}

export function createTraining({ api, on }: Connection, fail: (error: ErrorBody | null) => void): Training {
  const store = createStore<TrainingState>(() => ({ status: null, course: null, models: [] }));
  const { getState, setState } = store;

  const become = (status: TrainStatus): void => {
    const { course, status: before } = getState();
    setState({ status, course: status.progress === null ? (before?.out === status.out ? course : null) : follow(course, status.progress) });
  };
  const listModels = async (): Promise<void> => {
    const list = await api.models.list({});
    if (list.ok) setState({ models: list.value.models });
  };
  on('trainingChanged', (status) => {
    become(status);
    if (status.state === 'done') void listModels();
  });

  return {
    ...store,
    refresh: async () => {
      const status = await api.training.status({});
      if (status.ok) become(status.value);
      else fail(status.error);
      await listModels();
    },
    start: async (input) => {
      setState({ course: null });
      const started = await api.training.start(input);
      fail(started.ok ? null : started.error);
    },
    cancel: async () => {
      const cancelled = await api.training.cancel({});
      fail(cancelled.ok ? null : cancelled.error);
    },
  };
}
