/** Where the window stood and how large it was: what is kept, and what of it still fits. Pure. */

import type { Rectangle } from 'electron';

export const MINIMUM = { width: 1024, height: 700 };
const DEFAULT = { width: 1440, height: 900 };

/** Side of the smallest piece of the window that can still be taken hold of, px. */
const GRIP = 64;

export interface WindowState {
  /** Where it stands when it is not maximised. */
  bounds: Rectangle;
  maximized: boolean;
}

/** What a new window is opened with; without x and y it is centred. */
export interface Placement {
  width: number;
  height: number;
  x?: number;
  y?: number;
  maximized: boolean;
}

/**
 * The place of a new window.
 * @param saved What was kept, whatever it is: the file is anybody's to change.
 * @param displays Work areas of the displays that are there now, the primary one first.
 */
export function placeWindow(saved: unknown, displays: readonly Rectangle[]): Placement {
  const state = readState(saved);
  const most = (state === null ? undefined : displays.find((display) => shows(display, state.bounds))) ?? displays.at(0) ?? { ...DEFAULT, x: 0, y: 0 };
  const wanted = state?.bounds ?? { ...DEFAULT, x: NaN, y: NaN };
  const size = {
    width: Math.max(MINIMUM.width, Math.min(wanted.width, most.width)),
    height: Math.max(MINIMUM.height, Math.min(wanted.height, most.height)),
  };
  const maximized = state?.maximized ?? false;
  // A display that is gone would leave the window out of reach.
  if (!shows(most, wanted)) return { ...size, maximized };
  return { ...size, x: wanted.x, y: wanted.y, maximized };
}

/** Whether the top edge, by which a window is moved, can be taken hold of on `display`. */
function shows(display: Rectangle, { x, y, width }: Rectangle): boolean {
  const across = Math.min(x + width, display.x + display.width) - Math.max(x, display.x);
  return across >= GRIP && y >= display.y && y + GRIP <= display.y + display.height;
}

function readState(saved: unknown): WindowState | null {
  if (!isObject(saved) || !isObject(saved['bounds'])) return null;
  const { x, y, width, height } = saved['bounds'];
  if (!isWhole(x) || !isWhole(y) || !isWhole(width) || !isWhole(height)) return null;
  return { bounds: { x, y, width, height }, maximized: saved['maximized'] === true };
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

function isWhole(value: unknown): value is number {
  return Number.isSafeInteger(value);
}
