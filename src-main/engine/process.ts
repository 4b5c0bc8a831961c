/**
 * Entry of the engine process. Reads its settings from the environment, which the root that
 * spawned it fills: KICKLAB_PROVIDER (a provider that must be used), KICKLAB_PROVIDER_PREFERRED (one
 * that is used where it answers; with neither the fastest is) and KICKLAB_AFTER_CRASH (set when the
 * process before it died).
 */

import { availableParallelism } from 'node:os';
import { providerName } from '../../src-preload/contract/models.ts';
import { createDispatcher } from './dispatch.ts';
import { createHandlers } from './handlers.ts';
import { createModels } from './models.ts';
import { openParentPort } from './parent-port.ts';
import { probeInChild } from './probing.ts';
import { stepBack } from './step-back.ts';

// Ctrl-C reaches every process of the terminal; what it ends is the parent's to decide.
process.on('SIGINT', () => undefined);

/**
 * Of one inference. Beside a page that draws, two are an eighth faster than one (median of a kick
 * 20.5 against 22.9 ms on two cores), and the samples are the same bit for bit.
 */
const THREADS = 2;

const forced = process.env.KICKLAB_PROVIDER;
const preferred = providerName.safeParse(process.env.KICKLAB_PROVIDER_PREFERRED);
const models = createModels({
  forced: forced === undefined || forced === '' ? null : forced,
  preferred: preferred.success ? preferred.data : null,
  safe: process.env.KICKLAB_AFTER_CRASH !== undefined,
  threads: Math.min(THREADS, availableParallelism()),
  probe: probeInChild,
});
const port = openParentPort();
// Loaded when asked for: an engine that only auditions starts without them.
const handlers = createHandlers(models, {
  pace: async (request) => (await import('./train/pace.ts')).measurePace(request),
  train: async (request, { onProgress, signal }) => {
    stepBack();
    return (await import('./train/train.ts')).train(request, onProgress, signal);
  },
});
port.serve(createDispatcher(handlers, port.post));
