/** One run from where it stands to its end, by an engine process of its own; how it came out is told by its record. */

import { KicklabError } from '../../../src-preload/contract/errors.ts';
import { errorBodyOf } from '../../../src-preload/contract/result.ts';
import { copiesOf, measuredOf, planOf, type Pace } from '../../../src-preload/contract/training-presets.ts';
import type { Engine } from '../../engine/client.ts';
import type { TrainProgress, TrainResult } from '../../engine/protocol.ts';
import type { Stop } from './held.ts';
import type { RunRecord } from './run-file.ts';

type PaceAsked = Pick<RunRecord['request'], 'from' | 'vocoderFrom' | 'latentSize' | 'batch' | 'threads'>;

export interface WorkDeps {
  trainer: Engine;
  /** Aborted when it is to stop. */
  signal: AbortSignal;
  /** What it was stopped for, once it is. */
  stopped: () => Stop;
  /** Changes the record, and tells it. */
  become: (part: Partial<RunRecord>) => Promise<void>;
  onProgress: (progress: TrainProgress) => void;
}

/** What a run like this one needs here. Takes some seconds. */
export function measurePace(trainer: Engine, { from, vocoderFrom, latentSize, batch, threads }: PaceAsked, signal?: AbortSignal): Promise<Pace> {
  return trainer.call('pace', { from, vocoderFrom, latentSize, batch, threads }, signal === undefined ? {} : { signal });
}

/** @throws what the engine throws; the record then tells it too */
export async function work(run: RunRecord, { trainer, signal, stopped, become, onProgress }: WorkDeps): Promise<TrainResult> {
  const { request, preset, kicks, begun } = run;
  try {
    let { epochs } = run;
    if (epochs === null) {
      const measured = await measurePace(trainer, request, signal);
      const plan = planOf(preset, { kicks, batch: request.batch, tuned: request.from !== null, epochs }, measured);
      ({ epochs } = plan);
      await become({ plan, epochs });
    }
    await become({ begun: true });
    const result = await trainer.call(
      'train',
      { ...request, epochs, copies: copiesOf(preset, kicks), measured: measuredOf(preset, kicks), resume: begun },
      { signal, onProgress },
    );
    await become(result.stopped === 'done' ? { state: 'done', result } : { state: stopped(), result });
    return result;
  } catch (thrown) {
    if (signal.aborted) await become({ state: stopped() });
    // A trainer that was killed left its checkpoints: the run can go on.
    else await become({ state: thrown instanceof KicklabError && thrown.code === 'ENGINE_CRASHED' ? 'interrupted' : 'failed', error: errorBodyOf(thrown) });
    throw thrown;
  }
}
