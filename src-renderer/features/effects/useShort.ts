/** Whether the window is too low for the open effect to have a place of its own; it then lies over the sliders. */

import { useMedia } from '../../app/useMedia.ts';

const query = window.matchMedia('(max-height: 839px)');

export const useShort = (): boolean => useMedia(query);
