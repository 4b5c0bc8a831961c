/** Whether two sounds are the same, and how far apart they are where they are not. */

/** Power of `a - b` over that of `b`, dB; -Infinity where they are equal. The shorter one goes on in silence. */
export function residualDb(a: Float32Array, b: Float32Array): number {
  let difference = 0;
  let power = 0;
  for (let n = 0; n < Math.max(a.length, b.length); n++) {
    const of = n < b.length ? b[n] : 0;
    difference += ((n < a.length ? a[n] : 0) - of) ** 2;
    power += of ** 2;
  }
  return difference === 0 ? -Infinity : 10 * Math.log10(difference / power);
}

/** Sample for sample; a zero is a zero, whatever its sign. */
export function sameSamples(a: Float32Array, b: Float32Array): boolean {
  return a.length === b.length && a.every((x, n) => x === b[n]);
}
