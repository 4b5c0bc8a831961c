/** How much each encoded kick of a set counts for the prior. */

/** Families of synthetic kicks begin with this; see scripts/factory/data.ts. */
const SYNTHETIC = 'procedural';

/**
 * Share of the prior that synthetic kicks have where there are recordings too. They fill half of
 * the training so that the networks see every kind of kick, but a random kick should stand beside
 * the recordings. Measured on the factory's latents: with the training's own 55 % the made kicks
 * lie twice as far (Frechet) from real ones of the train part as with none; with none, families
 * held back from the fit are missed more often. A fifth loses little of either.
 */
const SYNTHETIC_SHARE = 0.2;

/**
 * Share of the kicks that the model makes from which the training began: they widen what few sounds
 * leave narrow. On 116 recordings a tenth gave random kicks the best coverage of them (.72, each
 * counting once; none .65, a fifth .68) and more than twenty nats to families that were held back.
 */
const START_SHARE = 0.1;

/**
 * @param families of the encoded kicks, one each
 * @param started how many kicks of the model that the training began with stand behind them
 * @returns a weight for each of both; 1 for recordings
 */
export function priorWeights(families: readonly string[], started: number): number[] {
  const synthetic = families.map((name) => name.startsWith(SYNTHETIC));
  const count = synthetic.filter(Boolean).length;
  const mixed = count > 0 && count < families.length;
  const each = mixed ? weightFor(SYNTHETIC_SHARE, families.length - count, count) : 1;
  const weights = synthetic.map((is) => (is ? each : 1));
  const sum = weights.reduce((a, b) => a + b, 0);
  return [...weights, ...new Array<number>(started).fill(weightFor(START_SHARE, sum, started))];
}

/** What each of `count` kicks weighs so that they have a share beside others that weigh `rest`. */
const weightFor = (share: number, rest: number, count: number): number => ((share / (1 - share)) * rest) / count;
