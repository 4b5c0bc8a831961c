/** Numbers that tell one movement of the hand from another. */

let made = 0;

/** A number that no other gesture of this page has. */
export function newGesture(): number {
  made += 1;
  return made;
}

/** Key presses closer together than this, ms, are one gesture. */
const KEY_RUN_MS = 700;

/** Tells the gesture of a key press by its time, ms: the one before it, where they are one run. */
export function keyRun(): (time: number) => number {
  let gesture = 0;
  let last = -Infinity;
  return (time) => {
    if (time - last > KEY_RUN_MS) gesture = newGesture();
    last = time;
    return gesture;
  };
}
