/** The theme outside the page: title bar, menus and boxes, and what shows where the page is not drawn yet. */

import { nativeTheme, type BrowserWindow } from 'electron';
import type { Theme } from '../../src-preload/contract/settings.ts';
import type { Studio } from '../studio/studio.ts';

/** As surface-page in the page's tokens. */
const GROUNDS = { dark: '#0d0e10', light: '#eeece8' };

/** What a window is to show before its page does. */
export const groundNow = (): string => GROUNDS[nativeTheme.shouldUseDarkColors ? 'dark' : 'light'];

/** Has the system's own parts look so. */
export function takeTheme(theme: Theme): void {
  nativeTheme.themeSource = theme;
}

/** Keeps them and the window's ground as is settled, until the function it returns is called. */
export function followTheme(studio: Pick<Studio, 'on'>, window: BrowserWindow): () => void {
  const paint = (): void => {
    if (!window.isDestroyed()) window.setBackgroundColor(groundNow());
  };
  nativeTheme.on('updated', paint);
  const stop = studio.on('settingsChanged', ({ settings: { theme } }) => { takeTheme(theme); });
  return () => {
    stop();
    nativeTheme.off('updated', paint);
  };
}
