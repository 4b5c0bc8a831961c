/** The square of a morph with a kick in each corner: page and studio share how its corners mix. */

/** Shares of the corners at a place (bilinear): top left, top right, bottom left, bottom right. `x` from the left, `y` from the top, 0 to 1. */
export function padWeights(x: number, y: number): number[] {
  return [(1 - x) * (1 - y), x * (1 - y), (1 - x) * y, x * y];
}
