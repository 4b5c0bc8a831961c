/** Training runs as the page sees them: which there are, how the one at hand goes, what it left. It outlives the screen. */

import { createStore, type StoreApi } from 'zustand/vanilla';
import type { ErrorBody } from '../../../src-preload/contract/errors.ts';
import type { QualityCard } from '../../../src-preload/contract/quality.ts';
import type { Result } from '../../../src-preload/contract/result.ts';
import type { Input, Output } from '../../../src-preload/contract/verbs.ts';
import { createLatest } from '../../session/latest.ts';
import type { Connection } from '../../transport/connection.ts';

export type Run = Output<'training', 'list'>['runs'][number];
export type RunAsked = Input<'training', 'start'>;
export type EstimateAsked = Input<'training', 'estimate'>;
export type Estimate = Output<'training', 'estimate'>;
export type History = Output<'training', 'history'>;
export type InstalledModel = Output<'models', 'list'>['models'][number];

export interface RunsState {
  /** The newest first; null before the first answer. */
  runs: readonly Run[] | null;
  /** The run at hand, by its id. */
  chosen: string | null;
  /** Figures of its whole epochs. */
  history: History | null;
  models: readonly InstalledModel[];
  /** How far the model of the run at hand may be trusted; null where that was not measured, or not asked yet. */
  quality: QualityCard | null;
  /** For what was asked last: null while it is measured. */
  estimate: { asked: EstimateAsked; answer: Estimate | { error: ErrorBody } | null } | null;
}

export interface Runs extends StoreApi<RunsState> {
  /** Asks which runs and models there are. */
  refresh(): void;
  choose(id: string | null): void;
  /** Begins a run, or has it wait its turn; it is at hand then. @returns whether it was taken */
  start(asked: RunAsked): Promise<boolean>;
  pause(id: string): Promise<void>;
  /** Goes on with a run that is paused, or was interrupted or stopped. */
  resume(id: string): Promise<void>;
  /** Stops a run after the step under way. */
  cancel(id: string): Promise<void>;
  /** Lets a run that waits be the next. */
  hasten(id: string): Promise<void>;
  forget(id: string): Promise<void>;
  /** Asks how long a run would take; the latest asked wins. */
  reckon(asked: EstimateAsked): void;
}

export const isUnderWay = ({ state }: Pick<Run, 'state'>): boolean => state === 'preparing' || state === 'training';

export interface RunsDeps {
  connection: Pick<Connection, 'api' | 'on'>;
  fail: (error: ErrorBody | null) => void;
  /** Looks for what can be heard of a run. */
  listen: (run: string | null) => void;
}

export function createRuns({ connection: { api, on }, fail, listen }: RunsDeps): Runs {
  const store = createStore<RunsState>(() => ({ runs: null, chosen: null, history: null, models: [], quality: null, estimate: null }));
  const { getState, setState } = store;

  const histories = createLatest(
    (id: string) => api.training.history({ id }),
    (result, id) => {
      if (getState().chosen !== id) return;
      // Before its first epoch there is nothing to be told.
      setState({ history: result.ok ? result.value : null });
    },
  );
  const qualities = createLatest(
    ({ out }: Run) => api.models.quality({ model: out }),
    (result, { id }) => {
      if (getState().chosen === id) setState({ quality: result.ok ? result.value.quality : null });
    },
  );
  const recount = (): void => {
    const { chosen } = getState();
    const run = runOf(getState());
    if (run?.state === 'done') qualities.ask(run);
    listen(chosen);
    if (chosen !== null) histories.ask(chosen);
  };
  const listing = createLatest(
    async () => ({ list: await api.training.list({}), models: await api.models.list({}) }),
    ({ list, models }) => {
      if (models.ok) setState({ models: models.value.models });
      if (!list.ok) {
        fail(list.error);
        return;
      }
      const { runs } = list.value;
      const { chosen } = getState();
      setState({ runs, chosen: runs.some(({ id }) => id === chosen) ? chosen : (runs.at(0)?.id ?? null) });
      recount();
    },
  );
  const estimates = createLatest(
    (asked: EstimateAsked) => api.training.estimate(asked),
    (result, asked) => {
      if (getState().estimate?.asked === asked) setState({ estimate: { asked, answer: result.ok ? result.value : { error: result.error } } });
    },
  );
  /** Does something to a run, and looks what became of the list. */
  const acted = async (result: Promise<Result<unknown>>): Promise<void> => {
    const done = await result;
    fail(done.ok ? null : done.error);
    listing.ask(undefined);
  };

  on('trainingRunsChanged', () => {
    // Before the screen was ever opened nobody looks.
    if (getState().runs !== null) listing.ask(undefined);
  });
  on('trainingChanged', ({ id, progress }) => {
    const { runs, chosen } = getState();
    const before = runs?.find((run) => run.id === id);
    if (runs === null || before === undefined || progress === null) return;
    setState({ runs: runs.map((run) => (run.id === id ? { ...run, progress } : run)) });
    if (id === chosen && before.progress?.epoch !== progress.epoch) recount();
  });

  const choose = (chosen: string | null): void => {
    if (chosen === getState().chosen) return;
    setState({ chosen, history: null, quality: null });
    recount();
  };
  return {
    ...store,
    refresh: () => { listing.ask(undefined); },
    choose,
    start: async (asked) => {
      const started = await api.training.start(asked);
      fail(started.ok ? null : started.error);
      if (started.ok) {
        setState({ chosen: started.value.id, history: null, quality: null });
        listing.ask(undefined);
      }
      return started.ok;
    },
    pause: (id) => acted(api.training.pause({ id })),
    resume: async (id) => {
      choose(id);
      await acted(api.training.resume({ id }));
    },
    cancel: (id) => acted(api.training.cancel({ id })),
    hasten: (id) => acted(api.training.move({ id, position: 1 })),
    forget: (id) => acted(api.training.forget({ id })),
    reckon: (asked) => {
      setState({ estimate: { asked, answer: null } });
      estimates.ask(asked);
    },
  };
}

/** The run at hand, where it is known. */
export const runOf = ({ runs, chosen }: Pick<RunsState, 'runs' | 'chosen'>): Run | null => runs?.find(({ id }) => id === chosen) ?? null;
