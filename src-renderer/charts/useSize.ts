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
    const observer = new ResizeObserver(([{ contentRect, devicePixelContentBoxSize }]) => {
      const { width, height } = contentRect;
      // Safari does not give device pixels.
      const device = (devicePixelContentBoxSize as typeof devicePixelContentBoxSize | undefined)?.[0];
      setSize({
        width,
        height,
        columns: device?.inlineSize ?? Math.round(width * devicePixelRatio),
        rows: device?.blockSize ?? Math.round(height * devicePixelRatio),
      });
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
