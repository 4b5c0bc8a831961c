/** The share of a whole that is nearest to a number: 0 to 1. */
export const shareOf = (x: number): number => Math.min(1, Math.max(0, x));

/**
 * Shares of a whole once one of them is moved: the others take what it leaves in the proportions they
 * had, or evenly where they had nothing.
 */
export function withShare(shares: Readonly<Record<string, number>>, name: string, share: number): Record<string, number> {
  const moved = shareOf(share);
  const others = Object.entries(shares).filter(([other]) => other !== name);
  const sum = others.reduce((total, [, each]) => total + each, 0);
  return Object.fromEntries(Object.entries(shares).map(([each, before]) =>
    [each, each === name ? moved : (1 - moved) * (sum > 0 ? before / sum : 1 / others.length)]));
}
