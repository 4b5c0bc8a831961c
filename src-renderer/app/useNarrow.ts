/** Whether the window is too narrow for the saved kicks to stand beside the screen. */

import { useMedia } from './useMedia.ts';

const query = window.matchMedia('(max-width: 1239px)');

export const useNarrow = (): boolean => useMedia(query);
