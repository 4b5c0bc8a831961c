/** How much the sounds that a model learns from are varied. What each variation does is told in audio/augment. */

import { z } from 'zod';

const amount = (what: string) => z.number().min(0).max(2).default(1).describe(`${what} 0 is none, 1 as usual, 2 twice as far.`);

export const augmentation = z
  .strictObject({
    pitch: amount('Played faster or slower, by up to 3 semitones.'),
    stretch: amount('Made shorter or longer, to between 0.75 and 1.35 of its length.'),
    eq: amount('One to three filters of up to 6 dB, and at times light saturation.'),
    gain: amount('Made quieter, by up to 3 dB.'),
    tail: amount('A tail that falls more steeply or less.'),
  })
  .describe('How far the variations of a sound lie from it.');
export type Augmentation = z.infer<typeof augmentation>;

/** All of them by the same amount. */
export function evenly(amount: number): Augmentation {
  return { pitch: amount, stretch: amount, eq: amount, gain: amount, tail: amount };
}
