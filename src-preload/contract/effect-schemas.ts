/** The schemas of effects, made from their table; what an effect does to a sound is told elsewhere. */

import { z } from 'zod';
import { EFFECT_TYPES, EFFECTS, MOST_EFFECTS, type Effect, type EffectInput, type EffectParameter, type EffectType } from './effects.ts';

function valueOf(parameter: EffectParameter): z.ZodType {
  if (parameter.kind === 'choice') {
    return z.enum(parameter.choices.map(({ value }) => value)).default(parameter.default).describe(parameter.doc);
  }
  const { min, max, unit, doc } = parameter;
  return z.number().min(min).max(max).default(parameter.default).describe(`${doc} In ${unit}.`);
}

function settingsOf(type: EffectType) {
  const { summary, parameters } = EFFECTS[type];
  const values = Object.entries<EffectParameter>(parameters).map(([name, parameter]) => [name, valueOf(parameter)] as const);
  return z
    .strictObject({ type: z.literal(type), bypass: z.boolean().default(false).describe('Left out of the sound.'), ...Object.fromEntries(values) })
    .describe(summary);
}

const [first, ...others] = EFFECT_TYPES.map(settingsOf);

const effect = z.discriminatedUnion('type', [first, ...others], {
  error: `an effect has the type ${EFFECT_TYPES.slice(0, -1).join(', ')} or ${EFFECT_TYPES.at(-1) ?? ''}`,
}) as unknown as z.ZodType<Effect, EffectInput>;

/** A chain of effects; what is left out of one has its default. */
export const effectChain = z
  .array(effect)
  .max(MOST_EFFECTS)
  .describe('Effects in the order in which the sound passes them; without any the sound is as the model makes it.');

/** What came of a chain that set a level. */
export const effectLevel = z
  .strictObject({
    truePeakDb: z.number().nullable().describe('True peak (BS.1770-4) of the sound, dBTP; null for silence.'),
    trimDb: z.number().describe('Gain at the end of the chain, 0 or less: what the effects raised above -1 dBFS or the ceiling is brought down, never cut.'),
    loudness: z
      .strictObject({
        targetLufs: z.number(),
        reachedLufs: z.number().nullable().describe('Where that effect stands; null for silence.'),
        limited: z.boolean().describe('Whether the ceiling kept it below the target.'),
      })
      .nullable()
      .describe('Of the last loudness effect that is not bypassed.'),
  })
  .describe('Level behind the effects.');
export type EffectLevel = z.infer<typeof effectLevel>;
