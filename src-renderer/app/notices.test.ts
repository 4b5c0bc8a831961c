import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createNotices, type Notices } from './notices.ts';

let notices: Notices;
beforeEach(() => {
  vi.useFakeTimers();
  notices = createNotices();
});
afterEach(() => {
  vi.useRealTimers();
});
const FAILURE = { code: 'KICK_GONE' as const, message: 'm', hint: 'h' };

test('what was done goes by itself, each after its own time', () => {
  notices.tell({ text: 'Saved' });
  vi.advanceTimersByTime(6000);
  notices.tell({ text: 'Saved again' });
  vi.advanceTimersByTime(6000);
  expect(notices.getState().notice?.text).toBe('Saved again');
  vi.advanceTimersByTime(3000);
  expect(notices.getState().notice).toBeNull();
});

test('what something can be done about stays, over successes too', () => {
  notices.tell({ text: 'Saved' });
  notices.tell({ text: 'Deleted', action: { label: 'Bring it back', run: () => undefined } });
  vi.advanceTimersByTime(60_000);
  notices.fail(null);
  expect(notices.getState().notice?.text).toBe('Deleted');
});

test('a failure takes the place of all, and stays until things work again', () => {
  notices.tell({ text: 'Saved' });
  notices.fail(FAILURE);
  vi.advanceTimersByTime(60_000);
  expect(notices.getState()).toEqual({ error: FAILURE, notice: null });
  notices.fail(null);
  expect(notices.getState().error).toBeNull();
});
