/** Which part of the time axis the pictures show, and how it is moved. Pure arithmetic, in seconds. */

export interface View {
  /** Time at the left edge. */
  from: number;
  /** From the left edge to the right one. */
  seconds: number;
}

/** The shortest view, 1.5 ms: 66 samples of 44.1 kHz, each of which can be seen. */
export const SHORTEST_VIEW = 0.0015;

/** `view` as it can be shown on an axis of `length`, or the whole axis where there is none. */
export function shownOf(view: View | null, length: number): View {
  if (view === null || view.seconds >= length) return { from: 0, seconds: length };
  return { from: Math.min(length - view.seconds, Math.max(0, view.from)), seconds: view.seconds };
}

/**
 * The view with `factor` times the magnification, in which `at` stays where it is; null once it is
 * the whole axis of `length`.
 */
export function zoomed({ from, seconds }: View, factor: number, at: number, length: number): View | null {
  const next = Math.max(Math.min(SHORTEST_VIEW, length), seconds / factor);
  if (next >= length) return null;
  return shownOf({ from: at - ((at - from) * next) / seconds, seconds: next }, length);
}

/** The view moved by `by` seconds, as far as the axis goes. */
export function panned({ from, seconds }: View, by: number, length: number): View {
  return shownOf({ from: from + by, seconds }, length);
}

/** Where a time lies in the view: 0 its left edge, 1 its right one. */
export function placeOfTime({ from, seconds }: View, at: number): number {
  return (at - from) / seconds;
}
