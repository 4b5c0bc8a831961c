/** The size of an element, kept up to date, in CSS pixels and in the device's own. */

import { useLayoutEffect, useState, type RefObject } from 'react';

export interface Size {
  width: number;
  height: number;
  /** Device pixels across and down. */
  columns: number;
  rows: number;
}

/** Null until the element is laid out. */
export function useSize(ref: RefObject<HTMLElement | null>): Size | null {
  const [size, setSize] = useState<Size | null>(null);
  useLayoutEffect(() => {
    const element = ref.current;
    if (element === null) return;
    const observer = new ResizeObserver(([{ contentRect: { width, height }, devicePixelContentBoxSize }]) => {
      // Safari does not give the device's pixels.
      const device = (devicePixelContentBoxSize as typeof devicePixelContentBoxSize | undefined)?.[0];
      setSize({ width, height, columns: snapped(width, device?.inlineSize), rows: snapped(height, device?.blockSize) });
    });
    try {
      // Also tells of a move to a screen of another density.
      observer.observe(element, { box: 'device-pixel-content-box' });
    } catch {
      observer.observe(element);
    }
    return () => { observer.disconnect(); };
  }, [ref]);
  return size;
}

/** Device pixels of a length: those the browser lays it on, unless they are of a screen it only emulates. */
function snapped(length: number, device = -1): number {
  const exact = length * devicePixelRatio;
  return Math.abs(device - exact) < 1 ? device : Math.round(exact);
}
