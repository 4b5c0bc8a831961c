/**
 * Many items, each allowed to fail alone. It knows nothing of what an item is; a failure that
 * would meet every item (disk full, cancelled, misuse) ends the batch instead.
 */

import { KicklabError, type ErrorCode } from '../../src-preload/contract/errors.ts';
import type { FailedItem } from '../../src-preload/contract/fields.ts';
import { errorBodyOf } from '../../src-preload/contract/result.ts';
import type { Context } from './ports.ts';

/** Two, so that this process decodes or writes one item while the engine works on the next. */
const IN_FLIGHT = 2;

const ENDS_THE_BATCH: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'DISK_FULL', 'OUTPUT_UNWRITABLE', 'CANCELLED', 'ENGINE_CLOSED', 'PROVIDER_UNAVAILABLE',
]);

/**
 * Runs `work` on each input, two at a time, and keeps their order.
 * @param nameOf Names an input in a failed item.
 * @returns one item an input: what `work` gave, or the coded failure.
 * @throws the failure that ends the batch; CANCELLED once `context.signal` aborts.
 */
export async function runBatch<I, O extends { file: string }>(
  inputs: readonly I[],
  nameOf: (input: I) => string,
  work: (input: I) => Promise<O>,
  context: Context,
): Promise<(O | FailedItem)[]> {
  const items: (O | FailedItem)[] = new Array<O | FailedItem>(inputs.length);
  let next = 0;
  let done = 0;
  let stopped = false;
  const runner = async (): Promise<void> => {
    while (next < inputs.length && !stopped) {
      const at = next++;
      const input = inputs[at];
      try {
        if (context.signal?.aborted === true) throw new KicklabError('CANCELLED', { what: 'batch' });
        items[at] = await work(input);
      } catch (thrown) {
        if (endsTheBatch(thrown)) {
          stopped = true;
          throw thrown;
        }
        items[at] = { file: nameOf(input), error: errorBodyOf(thrown) };
      }
      done += 1;
      context.onItem?.(items[at], done, inputs.length);
    }
  };
  const outcomes = await Promise.allSettled(Array.from({ length: IN_FLIGHT }, runner));
  const failed = outcomes.find((o) => o.status === 'rejected');
  if (failed !== undefined) throw failed.reason;
  return items;
}

function endsTheBatch(thrown: unknown): boolean {
  return thrown instanceof KicklabError && (thrown.kind === 'misuse' || ENDS_THE_BATCH.has((thrown as KicklabError).code));
}
