/** Which point is meant: under the pointer, within a lasso, next in a direction. Points that are not to be seen never are. Pure. */

import type { Projected } from './projection.ts';

/** The point nearest to a place on the screen within `reach` CSS pixels; of two as near, the one in front. -1 where there is none. */
export function pointAt({ x, y, depth }: Projected, px: number, py: number, reach: number): number {
  let best = -1;
  let least = reach * reach;
  for (let i = 0; i < x.length; i++) {
    if (depth[i] <= 0) continue;
    const square = (x[i] - px) ** 2 + (y[i] - py) ** 2;
    if (square < least || (square === least && best >= 0 && depth[i] < depth[best])) {
      best = i;
      least = square;
    }
  }
  return best;
}

/** Points inside a polygon of screen places, by the even-odd rule. */
export function pointsInside({ x, y, depth }: Projected, polygon: readonly (readonly [number, number])[]): number[] {
  const inside: number[] = [];
  for (let i = 0; i < x.length; i++) {
    if (depth[i] <= 0) continue;
    let odd = false;
    for (let a = 0, b = polygon.length - 1; a < polygon.length; b = a, a++) {
      const [ax, ay] = polygon[a];
      const [bx, by] = polygon[b];
      if (ay > y[i] !== by > y[i] && x[i] < ax + ((bx - ax) * (y[i] - ay)) / (by - ay)) odd = !odd;
    }
    if (odd) inside.push(i);
  }
  return inside;
}

export type Direction = 'left' | 'right' | 'up' | 'down';

/** Sideways way counts this many times as much as way ahead. */
const SIDEWAYS = 2;

/** The next point in a direction from one, as an arrow key means it; the same one where there is none. */
export function nextPoint({ x, y, depth }: Projected, from: number, direction: Direction): number {
  const [dx, dy] = { left: [-1, 0], right: [1, 0], up: [0, -1], down: [0, 1] }[direction];
  let best = from;
  let least = Infinity;
  for (let i = 0; i < x.length; i++) {
    if (i === from || depth[i] <= 0) continue;
    const ahead = (x[i] - x[from]) * dx + (y[i] - y[from]) * dy;
    const aside = Math.abs((x[i] - x[from]) * dy) + Math.abs((y[i] - y[from]) * dx);
    if (ahead <= 0.5 || aside > 2 * ahead) continue;
    const cost = ahead + SIDEWAYS * aside;
    if (cost < least) {
      best = i;
      least = cost;
    }
  }
  return best;
}
