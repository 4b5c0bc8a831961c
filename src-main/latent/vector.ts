/** Arithmetic on plain arrays of numbers. Pure. */

/** Sum of the products, in the order of the elements. The lengths agree. */
export function dot(a: readonly number[], b: readonly number[]): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i] * b[i];
  return sum;
}
