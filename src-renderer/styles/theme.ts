/**
 * The theme that the page shows. Style sheets follow it by themselves; what is drawn by hand asks here
 * for its colours, and is told when they have become others.
 */

import { useSyncExternalStore } from 'react';
import type { Theme } from '../../src-preload/contract/settings.ts';

export type Shown = Exclude<Theme, 'system'>;

const prefersLight = window.matchMedia('(prefers-color-scheme: light)');

/** Has the page show a theme from now on. */
export function showTheme(theme: Theme): void {
  const { dataset } = document.documentElement;
  if (theme === 'system') delete dataset.theme;
  else dataset.theme = theme;
}

export function themeShown(): Shown {
  const { theme } = document.documentElement.dataset;
  if (theme === 'light' || theme === 'dark') return theme;
  return prefersLight.matches ? 'light' : 'dark';
}

/** Calls `listener` when another theme is chosen, or the machine's has changed; until the function it returns is called. */
export function onThemeShown(listener: () => void): () => void {
  const watched = new MutationObserver(listener);
  watched.observe(document.documentElement, { attributeFilter: ['data-theme'] });
  prefersLight.addEventListener('change', listener);
  return () => {
    watched.disconnect();
    prefersLight.removeEventListener('change', listener);
  };
}

export const useThemeShown = (): Shown => useSyncExternalStore(onThemeShown, themeShown);

/** A colour by its role, as CSS, where an element has it. Only the roles that tokens.css says to be colours. */
export const colourOf = (element: Element, role: string): string => getComputedStyle(element).getPropertyValue(`--${role}`);
