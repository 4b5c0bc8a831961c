/**
 * The time axis that all pictures of the kick at hand share, and which part of it is looked at. It
 * outlives screens and sounds: the next kick is seen where the last one was.
 */

import { createStore, type StoreApi } from 'zustand/vanilla';
import { panned, shownOf, zoomed, type View } from '../charts/view.ts';

/** What a key or a button magnifies by. */
export const ZOOM_STEP = 2;

export interface TimelineState {
  /** What is looked at; null is the whole axis. */
  zoom: View | null;
}

export interface Timeline extends StoreApi<TimelineState> {
  /** Magnifies by `factor`; the time `at` (seconds) stays where it is, the left edge where none is given. */
  zoomBy: (factor: number, at?: number) => void;
  /** Moves the view by seconds. */
  panBy: (seconds: number) => void;
  /** Shows the whole axis. */
  fit: () => void;
}

/** @param length Seconds of the whole axis, as it is now. */
export function createTimeline(length: () => number): Timeline {
  const store = createStore<TimelineState>(() => ({ zoom: null }));
  const { getState, setState } = store;
  const shown = (): View => shownOf(getState().zoom, length());
  return {
    ...store,
    zoomBy: (factor, at = shown().from) => {
      setState({ zoom: zoomed(shown(), factor, at, length()) });
    },
    panBy: (seconds) => {
      if (getState().zoom !== null) setState({ zoom: panned(shown(), seconds, length()) });
    },
    fit: () => {
      setState({ zoom: null });
    },
  };
}
