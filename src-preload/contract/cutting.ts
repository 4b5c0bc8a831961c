/** Cutting a recording into its hits: what can be settled, and what comes of it. */

import { z } from 'zod';

export const cutSettings = z.strictObject({
  sensitivity: z.number().min(0).max(1).default(0.5).describe('How soft a hit may be beside the strongest: 0 takes the strong ones alone, 1 almost anything.'),
  minGapMs: z.number().min(20).max(5000).default(120).describe('Two hits lie at least so far apart.'),
  decayDb: z.number().min(20).max(80).default(60).describe('A hit ends where it has fallen so far below its peak, or into the noise, or where the next begins.'),
  maxMs: z.number().min(50).max(10_000).default(2000).describe('The longest a hit may be.'),
});
export type CutSettings = z.infer<typeof cutSettings>;

export const cutHit = z.strictObject({
  from: z.int().min(0).describe('Its first sample, at the rate of the file.'),
  to: z.int().min(1).describe('The sample behind its last.'),
  levelDb: z.number().describe('How loud it is beside the loudest hit, dB (0 or less).'),
});
export type CutHit = z.infer<typeof cutHit>;
