/** The one line in which the page says what happened: what failed and the way out, or what was done. */

import { createStore, type StoreApi } from 'zustand/vanilla';
import type { ErrorBody } from '../../src-preload/contract/errors.ts';

export interface Notice {
  text: string;
  /** What can be done about it. */
  action?: { label: string; run: () => void };
}

export interface NoticesState {
  error: ErrorBody | null;
  notice: Notice | null;
}

export interface Notices extends StoreApi<NoticesState> {
  /** Says that something failed, or with null that things work again. */
  fail: (error: ErrorBody | null) => void;
  tell: (notice: Notice) => void;
  dismiss: () => void;
}

/** How long what was done stands there, ms; what can be done about something stands until it is dismissed. */
const READ_MS = 8000;

export function createNotices(): Notices {
  const store = createStore<NoticesState>(() => ({ error: null, notice: null }));
  let timer: ReturnType<typeof setTimeout> | undefined;
  return {
    ...store,
    fail: (error) => {
      // A failure takes the place of what was said; a success only of what there is nothing to do about.
      store.setState(({ notice }) => ({ error, notice: error === null && notice?.action !== undefined ? notice : null }));
    },
    tell: (notice) => {
      clearTimeout(timer);
      store.setState({ error: null, notice });
      if (notice.action === undefined) {
        timer = setTimeout(() => { store.setState((state) => (state.notice === notice ? { notice: null } : {})); }, READ_MS);
      }
    },
    dismiss: () => {
      store.setState({ error: null, notice: null });
    },
  };
}
