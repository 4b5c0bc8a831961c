/** What a sound is struck on. A model and a data set are of one of them. */

import { z } from 'zod';

export const INSTRUMENTS = ['kick', 'snare', 'hat', 'tom', 'clap', 'percussion'] as const;

export const instrument = z.enum(INSTRUMENTS).describe('What the sounds are.');
export type Instrument = z.infer<typeof instrument>;
