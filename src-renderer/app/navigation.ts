/** Where the page's address points, and whether someone has moved on since it was opened. */

import { useSyncExternalStore } from 'react';

let moved = false;
window.addEventListener('hashchange', () => { moved = true; });

/** Whether a screen that is drawn now was gone to, and is not the one the page opened with. */
export const hasMoved = (): boolean => moved;

function subscribe(listener: () => void): () => void {
  window.addEventListener('hashchange', listener);
  return () => {
    window.removeEventListener('hashchange', listener);
  };
}

/** The part of the address behind `#`, with it; '' where there is none. */
export function useHash(): string {
  return useSyncExternalStore(subscribe, () => location.hash);
}
