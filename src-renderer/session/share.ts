/** The share of a whole that is nearest to a number: 0 to 1. */
export const shareOf = (x: number): number => Math.min(1, Math.max(0, x));
