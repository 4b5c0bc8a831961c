/** Bounds that the page knows too: apart from the schemas, which it does without. */

/** Largest file of a sound that is opened: 30 s of 7.1 at 192 kHz and 32 bits is 184 MB. */
export const MAX_SOUND_MEGABYTES = 256;

/** Most kicks that are staged at once for a drag; a pack holds more. */
export const MOST_STAGED = 100;
