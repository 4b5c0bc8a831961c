/**
 * What is told of a training run while it runs and afterwards: figures of a step, of an epoch.
 * Beta is told on the KL's sum over the latent and on its mean: it says nothing without which.
 */

import { z } from 'zod';

const activeDimensions = z
  .number()
  .describe('Latent dimensions that say something of a sound: those with a KL above 0.01 nats, mean of the held-back sounds.');
const samplesPerSecond = z.number().describe('Sounds a second in the steps of an epoch, without what stands between epochs.');

/** Beside the losses of a step. The vocoder's steps have neither beta nor active dimensions. */
export const stepFigures = z.strictObject({
  learningRate: z.number(),
  samplesPerSecond,
  beta: z.exactOptional(z.number()),
  betaOnMean: z.exactOptional(z.number()),
  activeDimensions: z.exactOptional(activeDimensions).describe('After the last whole epoch; not there before the first.'),
});
export type StepFigures = z.infer<typeof stepFigures>;

const bothParts = z.strictObject({
  train: z.number().describe('Mean over the steps of the epoch, as they were taken.'),
  validation: z.number().describe('Of the held-back sounds, after the epoch, at the full beta.'),
});

export const trainedEpoch = z.strictObject({
  epoch: z.number(),
  step: z.number(),
  loss: bothParts,
  reconstruction: bothParts.describe('The loss without its KL term.'),
  kl: bothParts.describe('In nats, summed over the latent, not weighted by beta.'),
  beta: z.number().describe('Weight of the KL summed over the latent, at the end of the epoch.'),
  betaOnMean: z.number().describe('The same weight on its mean over the latent.'),
  learningRate: z.number(),
  activeDimensions,
  samplesPerSecond: samplesPerSecond.nullable(),
});
export type TrainedEpoch = z.infer<typeof trainedEpoch>;
