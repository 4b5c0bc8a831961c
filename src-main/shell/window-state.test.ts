/** Where a window is opened, whatever was kept and whichever displays are there. */

import { describe, expect, it } from 'vitest';
import { MINIMUM, placeWindow, type WindowState } from './window-state.ts';

const PRIMARY = { x: 0, y: 25, width: 1920, height: 1055 };
/** To the left of the primary one, so at negative x. */
const LEFT = { x: -2560, y: 0, width: 2560, height: 1440 };

const kept = (bounds: Partial<WindowState['bounds']>, maximized = false): WindowState => ({
  bounds: { x: 100, y: 100, width: 1200, height: 800, ...bounds },
  maximized,
});

describe('placeWindow', () => {
  it('opens where it stood', () => {
    expect(placeWindow(kept({}), [PRIMARY])).toEqual({ x: 100, y: 100, width: 1200, height: 800, maximized: false });
    expect(placeWindow(kept({}, true), [PRIMARY]).maximized).toBe(true);
  });

  it('opens on another display while that is there, else on the primary one', () => {
    const there = kept({ x: -2000, y: 200 });
    expect(placeWindow(there, [PRIMARY, LEFT])).toMatchObject({ x: -2000, y: 200 });
    expect(placeWindow(there, [PRIMARY])).toEqual({ width: 1200, height: 800, maximized: false });
  });

  it.each([
    ['to the right of everything', { x: 1900 }],
    ['below the screen', { y: 1060 }],
    ['with its top edge above the screen', { y: -10 }],
    ['under the bar at the top', { y: 10 }],
  ])('is centred when it could not be taken hold of: %s', (_name, bounds) => {
    expect(placeWindow(kept(bounds), [PRIMARY])).not.toHaveProperty('x');
  });

  it('may hang over an edge by which it can still be moved', () => {
    expect(placeWindow(kept({ x: -1000 }), [PRIMARY])).toMatchObject({ x: -1000 });
  });

  it('is no larger than the display and no smaller than what the page needs', () => {
    expect(placeWindow(kept({ width: 5000, height: 4000 }), [PRIMARY])).toMatchObject({ width: 1920, height: 1055 });
    expect(placeWindow(kept({ width: 10, height: 10 }), [PRIMARY])).toMatchObject(MINIMUM);
    expect(placeWindow(undefined, [{ ...PRIMARY, width: 800, height: 600 }])).toMatchObject(MINIMUM);
  });

  it.each([
    ['nothing', undefined],
    ['null', null],
    ['a text', 'x'],
    ['no bounds', { maximized: false }],
    ['bounds that are no numbers', { bounds: { x: '1', y: 1, width: 1, height: 1 } }],
    ['numbers that are none', { bounds: { x: NaN, y: 0, width: Infinity, height: 900 } }],
    ['fractions', { bounds: { x: 0.5, y: 30, width: 1200, height: 800 } }],
  ])('opens in its first size, centred, after %s was kept', (_name, saved) => {
    expect(placeWindow(saved, [PRIMARY])).toEqual({ width: 1440, height: 900, maximized: false });
  });

  it('opens without any display to be seen', () => {
    expect(placeWindow(undefined, [])).toEqual({ width: 1440, height: 900, maximized: false });
  });
});
