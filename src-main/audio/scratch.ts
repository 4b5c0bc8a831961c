/**
 * Working memory that is kept between calls: a kick needs some megabytes of it for a moment, and
 * fresh ones cost page faults and garbage collection each time.
 */

/**
 * A buffer that grows with what is asked of it: at least `length` values, of which nothing is
 * promised. The next call hands out the same one, so it must not outlive the function that asked.
 */
export function createScratch(): (length: number) => Float64Array {
  let kept = new Float64Array(0);
  return (length) => {
    if (kept.length < length) kept = new Float64Array(length);
    return kept;
  };
}
