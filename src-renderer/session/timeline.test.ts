import { expect, test } from 'vitest';
import { createTimeline } from './timeline.ts';

test('zooms about a time, or the left edge, and back to the whole', () => {
  const timeline = createTimeline(() => 1.5);
  timeline.panBy(0.3);
  expect(timeline.getState().zoom).toBeNull();
  timeline.zoomBy(3);
  expect(timeline.getState().zoom).toEqual({ from: 0, seconds: 0.5 });
  timeline.panBy(0.4);
  timeline.zoomBy(2, 0.65);
  expect(timeline.getState().zoom).toEqual({ from: expect.closeTo(0.525, 12) as number, seconds: 0.25 });
  timeline.zoomBy(1 / 100);
  expect(timeline.getState().zoom).toBeNull();
  timeline.zoomBy(4, 0.2);
  timeline.fit();
  expect(timeline.getState().zoom).toBeNull();
});

test('goes by the axis of the sound that is there now', () => {
  let length = 4;
  const timeline = createTimeline(() => length);
  timeline.zoomBy(2, 4);
  expect(timeline.getState().zoom).toEqual({ from: 2, seconds: 2 });
  length = 1.5;
  timeline.zoomBy(3, 1.5);
  expect(timeline.getState().zoom).toEqual({ from: 1, seconds: 0.5 });
});
