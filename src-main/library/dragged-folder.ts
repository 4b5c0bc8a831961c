/**
 * The folder within the library's in which other programs use files (studio/dragged.ts). They know
 * them by their paths, so it stays where it is, whatever becomes of the library around it.
 */
export const DRAGGED_FOLDER = 'dragged';
