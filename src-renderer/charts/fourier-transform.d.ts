/** Types of the part of the package that is used; it ships none. */

declare module 'fourier-transform' {
  /** Real and imaginary parts of bins 0 .. n/2. */
  type Bins = [re: Float64Array, im: Float64Array];
  /**
   * The transform of `input`, whose length is a power of two, unnormalised:
   * X[k] = sum of x[n] exp(-2 pi i k n / size). Without `output` what comes back is overwritten by the
   * next transform of that length.
   */
  export function fft(input: ArrayLike<number>, output?: Bins): Bins;
}
