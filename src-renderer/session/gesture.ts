/** Numbers that tell one movement of the hand from another. */

let last = 0;

/** A number that no other gesture of this page has. */
export function newGesture(): number {
  last += 1;
  return last;
}
