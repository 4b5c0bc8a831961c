/** The kinds that kicks are sorted into. What makes a sound one of a kind is measured elsewhere. */

import { z } from 'zod';

export const CATEGORIES = ['808', '909', 'acoustic', 'hard', 'short'] as const;

export const category = z.enum(CATEGORIES).describe('The kind of kick it is.');
export type Category = z.infer<typeof category>;
