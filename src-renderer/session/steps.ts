/**
 * The session's history as plain data: every sound that was stopped at, and which one is at hand.
 * A gesture (one drag of a slider) is one step however many sounds it passed through. Pure.
 */

export interface Stepped {
  /** Steps of one gesture replace each other. */
  gesture: number;
}

export interface Steps<S extends Stepped> {
  readonly items: readonly S[];
  /** Index of the step at hand; -1 while there is none. */
  readonly at: number;
}

/** Each step holds its samples (256 KiB at most), so that coming back to it is instant. */
export const KEPT_STEPS = 100;

export const noSteps: Steps<never> = { items: [], at: -1 };

/** The step at hand. */
export function current<S extends Stepped>({ items, at }: Steps<S>): S | null {
  return at < 0 ? null : items[at];
}

/** Goes on to `step`: steps that were undone are gone, the oldest are forgotten beyond KEPT_STEPS. */
export function advance<S extends Stepped>({ items, at }: Steps<S>, step: S): Steps<S> {
  const sameGesture = at >= 0 && items[at].gesture === step.gesture;
  const kept = [...items.slice(0, sameGesture ? at : at + 1), step].slice(-KEPT_STEPS);
  return { items: kept, at: kept.length - 1 };
}

/** Puts another step in hand; what lies outside changes nothing. */
export function jump<S extends Stepped>(steps: Steps<S>, to: number): Steps<S> {
  return to < 0 || to >= steps.items.length ? steps : { ...steps, at: to };
}

export const canUndo = ({ at }: Steps<Stepped>): boolean => at > 0;
export const canRedo = ({ items, at }: Steps<Stepped>): boolean => at + 1 < items.length;
