/** Places in a row of which one thing moves: where it would land, and where the others then stand. Pure. */

/**
 * @param centres Of every thing in the row, px, as they lie before the drag.
 * @param x Where the pointer is, px.
 * @returns The index it would have once it is dropped.
 */
export function landing(centres: readonly number[], from: number, x: number): number {
  return centres.filter((centre, i) => i !== from && centre < x).length;
}

/** Where the thing at `index` stands once that at `from` has moved to `to`. */
export function follow(index: number, from: number, to: number): number {
  if (index === from) return to;
  const without = index > from ? index - 1 : index;
  return without >= to ? without + 1 : without;
}
