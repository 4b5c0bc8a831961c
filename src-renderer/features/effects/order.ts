/** Where a thing that is dragged along a row would land. Pure. */

/**
 * @param centres Of every thing in the row, px, as they lie before the drag.
 * @param x Where the pointer is, px.
 * @returns The index it would have once it is dropped.
 */
export function landing(centres: readonly number[], from: number, x: number): number {
  return centres.filter((centre, i) => i !== from && centre < x).length;
}
