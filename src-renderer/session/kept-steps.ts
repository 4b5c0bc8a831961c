/**
 * The history over restarts: the steps around the one at hand are kept a moment after they change,
 * and read back at the next start with the very samples that were heard.
 */

import type { Session, Step } from './session.ts';
import type { StepStore } from './step-store.ts';
import { newGesture } from './gesture.ts';
import type { Steps } from './steps.ts';

/** Steps that are kept: 7.5 MiB with their samples. */
export const KEPT_OVER_RESTARTS = 30;
/** A gesture passes through many sounds, of which the last counts. */
const SETTLED_MS = 400;

/** How long the studio waits for its history, ms; it opens without one then. */
const PATIENCE_MS = 3000;

/** The steps of the last time, or null. Each is a gesture of its own. */
export async function readSteps(store: StepStore): Promise<Steps<Step> | null> {
  const late = new Promise<null>((resolve) => setTimeout(() => { resolve(null); }, PATIENCE_MS));
  const kept = await Promise.race([store.read(), late]);
  return kept === null ? null : { items: kept.steps.map(({ step }) => ({ ...step, gesture: newGesture() })), at: kept.at };
}

/** Keeps the history of `session` from now on. */
export function keepSteps(session: Pick<Session, 'subscribe' | 'getState'>, store: StepStore): void {
  const keys = new WeakMap<Step, string>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const keep = (): void => {
    const { items, at } = keptOf(session.getState().steps);
    const fresh = new Map(items.filter((step) => !keys.has(step)).map((step) => [crypto.randomUUID(), step]));
    for (const [key, step] of fresh) keys.set(step, key);
    void store.write({ keys: items.map((step) => keys.get(step) ?? ''), at }, fresh);
  };
  session.subscribe((state, before) => {
    if (state.steps === before.steps) return;
    clearTimeout(timer);
    timer = setTimeout(keep, SETTLED_MS);
  });
}

/** The newest steps, or those up to some after the one at hand where that one is older. */
export function keptOf<S>({ items, at }: { items: readonly S[]; at: number }): { items: readonly S[]; at: number } {
  const first = Math.max(0, Math.min(at, items.length - KEPT_OVER_RESTARTS));
  return { items: items.slice(first, first + KEPT_OVER_RESTARTS), at: at - first };
}
