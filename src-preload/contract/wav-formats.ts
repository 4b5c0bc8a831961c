/** What WAV files are written as, named once for every door; apart from the schemas, which the page does without. */

export const WAV_FORMATS = ['wav16', 'wav24', 'wav32f'] as const;
export type WavFormat = (typeof WAV_FORMATS)[number];

/** Hz. */
export const WAV_RATES = [44_100, 48_000, 88_200, 96_000] as const;
export type WavRate = (typeof WAV_RATES)[number];
