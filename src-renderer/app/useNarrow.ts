/** Whether the window is too narrow for the saved kicks to stand beside the screen. */

import { useSyncExternalStore } from 'react';

const query = window.matchMedia('(max-width: 1239px)');

function subscribe(listener: () => void): () => void {
  query.addEventListener('change', listener);
  return () => {
    query.removeEventListener('change', listener);
  };
}

export function useNarrow(): boolean {
  return useSyncExternalStore(subscribe, () => query.matches);
}
