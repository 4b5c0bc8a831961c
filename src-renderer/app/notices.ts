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

export function createNotices(): Notices {
  const store = createStore<NoticesState>(() => ({ error: null, notice: null }));
  return {
    ...store,
    fail: (error) => {
      // A failure takes the place of what was said; a success only of what there is nothing to do about.
      store.setState(({ notice }) => ({ error, notice: error === null && notice?.action !== undefined ? notice : null }));
    },
    tell: (notice) => {
      store.setState({ error: null, notice });
    },
    dismiss: () => {
      store.setState({ error: null, notice: null });
    },
  };
}
