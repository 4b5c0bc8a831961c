import { expect, test } from 'vitest';
import { panned, placeOfTime, SHORTEST_VIEW, shownOf, zoomed } from './view.ts';

test('without a zoom the whole axis is shown, and a view never leaves it', () => {
  expect(shownOf(null, 1.5)).toEqual({ from: 0, seconds: 1.5 });
  expect(shownOf({ from: 0.2, seconds: 3 }, 1.5)).toEqual({ from: 0, seconds: 1.5 });
  expect(shownOf({ from: 1.4, seconds: 0.5 }, 1.5)).toEqual({ from: 1, seconds: 0.5 });
  expect(shownOf({ from: -1, seconds: 0.5 }, 1.5)).toEqual({ from: 0, seconds: 0.5 });
});

test.each([0.1, 0.33, 0.7])('what lies under the pointer stays there while it is zoomed: %d', (at) => {
  const view = { from: 0.05, seconds: 0.8 };
  const near = zoomed(view, 2, at, 1.5);
  expect(near?.seconds).toBeCloseTo(0.4, 12);
  expect(placeOfTime(near ?? view, at)).toBeCloseTo(placeOfTime(view, at), 12);
});

test('zooming ends at the shortest view and at the whole axis', () => {
  expect(zoomed({ from: 0.1, seconds: 0.01 }, 1e6, 0.1, 1.5)).toEqual({ from: 0.1, seconds: SHORTEST_VIEW });
  expect(zoomed({ from: 0.1, seconds: 1 }, 0.5, 0.3, 1.5)).toBeNull();
});

test('a view is moved as far as the axis goes', () => {
  expect(panned({ from: 0.2, seconds: 0.5 }, 0.3, 1.5)).toEqual({ from: 0.5, seconds: 0.5 });
  expect(panned({ from: 0.2, seconds: 0.5 }, 9, 1.5)).toEqual({ from: 1, seconds: 0.5 });
});
