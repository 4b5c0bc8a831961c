/** The parts of a kick that another one can give, named once for every door and process. What each one is, `src-main/audio/exchange.ts` says. */

export const PARTS = ['transient', 'body', 'tail', 'pitch', 'tone'] as const;
export type PartName = (typeof PARTS)[number];

/** The kick that gives a part, and how much of it, 0 to 1. */
export interface PartSource {
  latent: number[];
  amount: number;
}

/** Parts that the latent space is too coarse for: they are put into the features of the kick, whose latent does not know of them. */
export interface Exchanged {
  transient?: PartSource;
  pitch?: PartSource;
}

/** A kick with parts of others; a part that is absent is its own. */
export interface Transfer extends Exchanged {
  kick: number[];
  body?: PartSource;
  tail?: PartSource;
  tone?: PartSource;
}
