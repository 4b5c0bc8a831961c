/** Words and limits of packs that the page shows too: tokens of names, licences. It holds no schemas. */

export const MOST_PACK_KICKS = 10_000;

/** What each token stands for. */
export const NAME_TOKENS = {
  pack: 'the name of the pack',
  nn: 'the number of the sound',
  category: 'its kind, such as 808',
  note: 'its note, such as F1',
  descriptor: 'what stands out of it, such as deep or tight',
} as const;
export type NameToken = keyof typeof NAME_TOKENS;

export const DEFAULT_TEMPLATE = '{pack}_{nn}_{category}_{note}_{descriptor}';

/** Under what a pack may be given away; the text stands where LICENSE.txt is written. */
export const LICENCE_NAMES = ['Royalty-free', 'CC0-1.0', 'CC-BY-4.0', 'All rights reserved'] as const;
export type LicenceName = (typeof LICENCE_NAMES)[number];
