/** Bounds that the page knows too: apart from the schemas, which it does without. */

/** Largest file of a sound that is opened: 30 s of 7.1 at 192 kHz and 32 bits is 184 MB. */
export const MAX_SOUND_MEGABYTES = 256;

/** Largest zip archive that a page sends: a bank of ten thousand sounds; a larger one is brought by its path. */
export const MAX_SENT_ARCHIVE_MEGABYTES = 4096;
/** Bytes of a file that go in one request: each takes a moment, so that what is told of it moves. */
export const SENT_PART_BYTES = 4 << 20;

/** Most kicks that are staged at once for a drag; a pack holds more. */
export const MOST_STAGED = 100;
