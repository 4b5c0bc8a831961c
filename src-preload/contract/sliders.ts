/**
 * The four sound controls, named once for every door and process. What each one means is
 * measured in `src-main/audio/descriptors.ts`; how it moves a latent is in `src-main/latent`.
 */

export const SLIDERS = ['decay', 'brightness', 'subby', 'click'] as const;
export type SliderName = (typeof SLIDERS)[number];

/** 0..1; a slider that is absent keeps the kick's own value. */
export type SliderValues = Partial<Record<SliderName, number>>;
