/**
 * What the pointer does on a picture of a sound. On the whole sound a drag scrubs; on a part of it a
 * drag moves the part, and a press without a drag plays from there. The wheel zooms about the pointer
 * (a pinch on a touch pad is a wheel too), sideways it pans; two fingers pinch.
 */

import { useEffect, useEffectEvent, useRef, type PointerEvent, type RefObject } from 'react';
import { shareOf } from '../session/share.ts';
import type { View } from './view.ts';

export interface PointerTargets {
  view: View;
  /** Whether the view is a part of the axis. */
  zoomed: boolean;
  onSeek: (seconds: number) => void;
  onZoom: (factor: number, at: number) => void;
  onPan: (seconds: number) => void;
}

/** A press that goes no further than this, px, is no drag. */
const STILL_PX = 4;
/** Wheel travel that doubles the magnification, px; a pinch sends a tenth of a wheel's. */
const WHEEL_PX = 400;
const PINCH_PX = 60;

export function usePointer(area: RefObject<HTMLElement | null>, { view, zoomed, onSeek, onZoom, onPan }: PointerTargets) {
  /** Pointers that are down, by where they are. */
  const down = useRef(new Map<number, number>());
  const press = useRef<{ x: number; scrubs: boolean; moved: boolean } | null>(null);

  const timeAt = (clientX: number): number => {
    const { left, width } = boxOf(area);
    return view.from + view.seconds * shareOf((clientX - left) / width);
  };

  const onWheel = useEffectEvent((event: WheelEvent) => {
    // Else the browser would zoom the page, or go back a page.
    event.preventDefault();
    const { width } = boxOf(area);
    const sideways = event.shiftKey ? event.deltaX || event.deltaY : event.deltaX;
    if (!event.ctrlKey && Math.abs(sideways) > Math.abs(event.shiftKey ? 0 : event.deltaY)) onPan((sideways / width) * view.seconds);
    else onZoom(2 ** (-event.deltaY / (event.ctrlKey ? PINCH_PX : WHEEL_PX)), timeAt(event.clientX));
  });
  useEffect(() => {
    const element = area.current;
    // By hand, for React's own wheel listeners cannot prevent anything.
    element?.addEventListener('wheel', onWheel, { passive: false });
    return () => { element?.removeEventListener('wheel', onWheel); };
  }, [area]);

  return {
    onPointerDown: (event: PointerEvent<HTMLElement>) => {
      if (event.button !== 0) return;
      event.currentTarget.setPointerCapture(event.pointerId);
      down.current.set(event.pointerId, event.clientX);
      press.current = { x: event.clientX, scrubs: !zoomed, moved: down.current.size > 1 };
      if (!zoomed && down.current.size === 1) onSeek(timeAt(event.clientX));
    },
    onPointerMove: (event: PointerEvent<HTMLElement>) => {
      const before = down.current.get(event.pointerId);
      if (before === undefined || press.current === null) return;
      const { width } = boxOf(area);
      const other = [...down.current].find(([id]) => id !== event.pointerId)?.[1];
      if (other !== undefined) {
        const apart = Math.abs(before - other);
        if (apart > STILL_PX) onZoom(Math.abs(event.clientX - other) / apart, timeAt(other));
      } else if (press.current.scrubs) onSeek(timeAt(event.clientX));
      else if (press.current.moved || Math.abs(event.clientX - press.current.x) > STILL_PX) {
        press.current.moved = true;
        onPan(((before - event.clientX) / width) * view.seconds);
      } else return;
      down.current.set(event.pointerId, event.clientX);
    },
    onPointerUp: (event: PointerEvent<HTMLElement>) => {
      down.current.delete(event.pointerId);
      if (press.current?.scrubs === false && !press.current.moved) onSeek(timeAt(event.clientX));
      press.current = null;
    },
    onPointerCancel: (event: PointerEvent<HTMLElement>) => {
      down.current.delete(event.pointerId);
      press.current = null;
    },
  };
}

function boxOf(area: RefObject<HTMLElement | null>): { left: number; width: number } {
  const { left, width } = area.current?.getBoundingClientRect() ?? { left: 0, width: 1 };
  return { left, width: Math.max(1, width) };
}
