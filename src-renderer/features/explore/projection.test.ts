import { describe, expect, test } from 'vitest';

import { nextPoint, pointAt, pointsInside } from './pick.ts';
import { edgesOf, FIRST_CAMERA, moved, projectFlat, projectionFor, projectSpace, type Camera } from './projection.ts';

const FRAME = { left: 10, top: 20, width: 400, height: 200 };
const UNIT = { low: -1, high: 1 };
const SPANS = [UNIT, UNIT, UNIT] as const;
/** [3 x points], one axis after the other. */
const coordinates = (...points: [number, number, number][]): Float32Array =>
  Float32Array.from([0, 1, 2].flatMap((axis) => points.map((point) => point[axis])));
const seen = (camera: Camera, ...points: [number, number, number][]) => {
  const out = projectionFor(points.length);
  projectSpace(coordinates(...points), SPANS, camera, FRAME, out);
  return out;
};

describe('a flat map', () => {
  test('puts its spans into the frame, upwards, and hides what lies beside it', () => {
    const out = projectionFor(4);
    projectFlat(coordinates([-1, -1, 0], [1, 1, 0], [0, 0.5, 0], [1.2, 0, 0]), [UNIT, UNIT], FRAME, out);
    expect([...out.x.subarray(0, 3)]).toEqual([10, 410, 210]);
    expect([...out.y.subarray(0, 3)]).toEqual([220, 20, 70]);
    expect([...out.depth]).toEqual([1, 1, 1, 0]);
  });
});

describe('a camera', () => {
  test('has the middle in the middle, what is nearer larger, and turns rigidly', () => {
    const { x, y, depth } = seen({ turn: 0, tilt: 0, distance: 4 }, [0, 0, 0], [0, 0.5, 0], [1, 0.5, 0], [0, 0, 0.5]);
    expect([x[0], y[0], depth[0]]).toEqual([210, 120, 4]);
    // From the first axis: the second runs to the right, the third up, and 1 along the first is nearer.
    expect(x[1]).toBeGreaterThan(210);
    expect(x[2] - 210).toBeGreaterThan(x[1] - 210);
    expect(depth[2]).toBe(3);
    expect(y[3]).toBeLessThan(120);
    const corners: [number, number, number][] = [[0.3, -0.2, 0.6], [-0.5, 0.4, 0.1]];
    for (const camera of [FIRST_CAMERA, moved(FIRST_CAMERA, { turn: 2, tilt: 0.4 })]) {
      // The distance between two points, put together again from what the camera saw, is what it was.
      const out = seen(camera, ...corners);
      const focal = FRAME.height / (2 * Math.tan(Math.PI / 8));
      const back = [0, 1].map((i) => [((out.x[i] - 210) * out.depth[i]) / focal, ((120 - out.y[i]) * out.depth[i]) / focal, out.depth[i]]);
      expect(Math.hypot(...back[0].map((value, d) => value - back[1][d]))).toBeCloseTo(Math.hypot(0.8, -0.6, 0.5), 4);
    }
  });

  test('never shows, picks or steps to a point behind it', () => {
    const close = { turn: 0, tilt: 0, distance: 0.5 };
    // The camera stands at 0.5 on the first axis: [1, 0, 0] lies behind it, and would be in the middle of the screen.
    const out = seen(close, [1, 0, 0], [-1, 0, 0], [0.45, 0, 0]);
    expect([...out.depth]).toEqual([0, 1.5, 0]);
    expect(pointAt(out, 210, 120, 30)).toBe(1);
    expect(pointsInside(out, [[200, 110], [220, 110], [220, 130], [200, 130]])).toEqual([1]);
    expect(pointAt(seen(close, [1, 0, 0]), 210, 120, 1000)).toBe(-1);
    for (const turn of [0, 1, 2, 3, 4, 5, 6]) {
      const cloud = Array.from({ length: 200 }, (_, i): [number, number, number] => [Math.sin(i), Math.sin(2.3 * i), Math.sin(3.7 * i)]);
      const camera = { turn, tilt: 0.3, distance: 0.4 };
      const all = seen(camera, ...cloud);
      const before = (i: number): boolean => {
        const level = Math.cos(turn) * cloud[i][0] + Math.sin(turn) * cloud[i][1];
        return Math.cos(0.3) * level + Math.sin(0.3) * cloud[i][2] < 0.4;
      };
      expect(all.depth.filter((d) => d > 0).length).toBeGreaterThan(20);
      for (let px = 10; px <= 410; px += 25) {
        const found = pointAt(all, px, 120, 60);
        if (found >= 0) expect(before(found)).toBe(true);
      }
    }
  });

  test('sees three edges of the box from one corner', () => {
    const out = projectionFor(4);
    projectFlat(edgesOf([{ low: -1, high: 1 }, { low: -0.5, high: 0.5 }, { low: 0, high: 3 }]), [UNIT, UNIT], FRAME, out);
    expect([...out.x]).toEqual([10, 410, 10, 10]);
    expect([...out.y]).toEqual([170, 170, 70, 170]);
  });

  test('keeps its tilt and distance within bounds', () => {
    expect(moved(FIRST_CAMERA, { tilt: 9 }).tilt).toBeLessThan(Math.PI / 2);
    expect(moved(FIRST_CAMERA, { tilt: -9 }).tilt).toBeGreaterThan(-Math.PI / 2);
    expect(moved(FIRST_CAMERA, { factor: 100 }).distance).toBe(12);
    expect(moved(FIRST_CAMERA, { factor: 0.001 }).distance).toBe(0.3);
  });
});

describe('picking', () => {
  const flat = projectionFor(5);
  flat.x.set([0, 10, 20, 10, 11]);
  flat.y.set([0, 0, 0, 10, 0]);
  flat.depth.fill(1);

  test('takes the nearest within reach, the front one of two in one place', () => {
    expect(pointAt(flat, 9, 1, 5)).toBe(1);
    expect(pointAt(flat, 50, 50, 5)).toBe(-1);
    const pair = projectionFor(2);
    pair.depth.set([3, 2]);
    expect(pointAt(pair, 0, 0, 5)).toBe(1);
  });

  test('lassoes by the even-odd rule, a dent left out', () => {
    expect(pointsInside(flat, [[-5, -5], [25, -5], [25, 5], [15, 5], [15, -2], [5, -2], [5, 5], [-5, 5]])).toEqual([0, 2]);
  });

  test('steps to the next point in a direction, and stays where there is none', () => {
    expect(nextPoint(flat, 0, 'right')).toBe(1);
    expect(nextPoint(flat, 1, 'down')).toBe(3);
    expect(nextPoint(flat, 3, 'up')).toBe(1);
    expect(nextPoint(flat, 2, 'left')).toBe(4);
    expect(nextPoint(flat, 0, 'left')).toBe(0);
  });
});
