/** From coordinates to the screen, flat or through a camera that flies about the cloud. Pure. */

import type { Span } from './arrange.ts';

export interface Projected {
  /** CSS pixels. */
  x: Float32Array;
  y: Float32Array;
  /** Distance before the camera, in spans of the cloud; 0 where the point is not to be seen. 1 throughout on a flat map. */
  depth: Float32Array;
}

/** Where on the screen the cloud is drawn, CSS pixels. */
export interface Frame {
  left: number;
  top: number;
  width: number;
  height: number;
}

export function projectionFor(count: number): Projected {
  return { x: new Float32Array(count), y: new Float32Array(count), depth: new Float32Array(count) };
}

/** A flat map: the spans fill the frame, the second axis upwards. Points beside the frame are not to be seen. */
export function projectFlat(coordinates: Float32Array, [across, up]: readonly [Span, Span], { left, top, width, height }: Frame, out: Projected): void {
  const count = out.x.length;
  const scaleX = width / (across.high - across.low);
  const scaleY = height / (up.high - up.low);
  for (let i = 0; i < count; i++) {
    const x = left + (coordinates[i] - across.low) * scaleX;
    const y = top + (up.high - coordinates[count + i]) * scaleY;
    out.x[i] = x;
    out.y[i] = y;
    out.depth[i] = x >= left && x <= left + width && y >= top && y <= top + height ? 1 : 0;
  }
}

/** A camera that looks at the middle of the cloud. */
export interface Camera {
  /** Radians about the third axis, and up from the plane of the first two. */
  turn: number;
  tilt: number;
  /** From the middle, in half spans. */
  distance: number;
}

export const FIRST_CAMERA: Camera = { turn: 0.7, tilt: 0.45, distance: 3.4 };
/** Nothing nearer than this is drawn, half spans: it would fill the screen. */
const NEAR = 0.1;
/** Height of the view at distance 1: an angle of 45 degrees. */
const VIEW = 2 * Math.tan(Math.PI / 8);
/** Share of a map's width that counts as its height. */
const NARROW = 0.72;
const MOST_TILT = Math.PI / 2 - 0.01;

/** The camera turned by a drag (radians) and moved by a factor. */
export function moved({ turn, tilt, distance }: Camera, by: { turn?: number; tilt?: number; factor?: number }): Camera {
  return {
    turn: turn + (by.turn ?? 0),
    tilt: Math.min(MOST_TILT, Math.max(-MOST_TILT, tilt + (by.tilt ?? 0))),
    distance: Math.min(12, Math.max(0.3, distance * (by.factor ?? 1))),
  };
}

/** The three edges of the cloud's box that meet at its low corner, as coordinates of that corner and their far ends. */
export function edgesOf([x, y, z]: readonly [Span, Span, Span]): Float32Array {
  return Float32Array.of(x.low, x.high, x.low, x.low, y.low, y.low, y.high, y.low, z.low, z.low, z.low, z.high);
}

/** Through the camera: points behind it, or too near, have depth 0. */
export function projectSpace(coordinates: Float32Array, spans: readonly [Span, Span, Span], camera: Camera, frame: Frame, out: Projected): void {
  const count = out.x.length;
  const [cosTurn, sinTurn, cosTilt, sinTilt] = [Math.cos(camera.turn), Math.sin(camera.turn), Math.cos(camera.tilt), Math.sin(camera.tilt)];
  const mid = spans.map(({ low, high }) => (low + high) / 2);
  const half = spans.map(({ low, high }) => (high - low) / 2);
  // A narrow map shows the cloud smaller, so that its sides stay on it.
  const focal = Math.min(frame.height, NARROW * frame.width) / VIEW;
  const [centreX, centreY] = [frame.left + frame.width / 2, frame.top + frame.height / 2];
  for (let i = 0; i < count; i++) {
    const x = (coordinates[i] - mid[0]) / half[0];
    const y = (coordinates[count + i] - mid[1]) / half[1];
    const z = (coordinates[2 * count + i] - mid[2]) / half[2];
    // The camera stands at turn and tilt from the middle: right, up and towards it are an orthonormal basis.
    const right = -sinTurn * x + cosTurn * y;
    const level = cosTurn * x + sinTurn * y;
    const up = -sinTilt * level + cosTilt * z;
    const depth = camera.distance - (cosTilt * level + sinTilt * z);
    if (depth < NEAR) {
      out.depth[i] = 0;
      continue;
    }
    out.x[i] = centreX + (focal * right) / depth;
    out.y[i] = centreY - (focal * up) / depth;
    out.depth[i] = depth;
  }
}
