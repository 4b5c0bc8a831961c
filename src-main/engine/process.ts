/**
 * Entry of the engine process. Reads its settings from the environment, which the root that
 * spawned it fills: KICKLAB_PROVIDER (a provider's name; unset chooses by time) and
 * KICKLAB_AFTER_CRASH (set when the process before it died).
 */

import { KicklabError } from '../../src-preload/contract/errors.ts';
import { createDispatcher } from './dispatch.ts';
import { createHandlers } from './handlers.ts';
import { createModels } from './models.ts';
import { forkedParentPort } from './parent-port.ts';
import { probeInChild } from './probing.ts';

const forced = process.env.KICKLAB_PROVIDER;
const models = createModels({
  forced: forced === undefined || forced === '' ? null : forced,
  safe: process.env.KICKLAB_AFTER_CRASH !== undefined,
  threads: 1,
  probe: probeInChild,
});
const port = forkedParentPort();
port.serve(
  createDispatcher(
    createHandlers(models, () => Promise.reject(new KicklabError('ENGINE_FAULT', { verb: 'train', reason: 'not part of this build' }))),
    port.post,
  ),
);
