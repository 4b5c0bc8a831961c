/** exp(-d^2 / 2) by table: windows in the pitch tracker are evaluated a million times a kick. */

const STEPS = 128;
const REACH = 4;
const table = Float64Array.from({ length: STEPS * REACH }, (_, i) => Math.exp(-0.5 * ((i + 0.5) / STEPS) ** 2));

/** The window at `d` >= 0 standard deviations from its centre; 0 from four on. Error < 0.003. */
export function gaussian(d: number): number {
  const i = (d * STEPS) | 0;
  return i < table.length ? table[i] : 0;
}
