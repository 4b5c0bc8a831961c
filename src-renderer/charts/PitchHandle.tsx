/**
 * A point by which a pitch is pulled up and down: by the pointer, or by keys while it has the focus.
 * Shift makes either a tenth as coarse; a double click or Delete lets go of it.
 */

import { useRef, type KeyboardEvent, type PointerEvent } from 'react';
import { keyRun, newGesture } from '../session/gesture.ts';
import { PITCH_OCTAVES } from './axes.ts';

export interface PitchHandleProps {
  /** When it lies, ms after the onset, as it is called. */
  ms: number;
  /** Place across and down the picture, 0 to 1. */
  x: number;
  y: number;
  /** Where the pitch is, with the cents that it was pulled by. */
  hz: number;
  cents: number;
  most: number;
  disabled: boolean;
  onFocus: (has: boolean) => void;
  /** `gesture` is the same through one drag or one run of key presses. */
  onPull: (cents: number, gesture: number) => void;
  onReset: () => void;
}

/** Cents of an arrow key, and of a page key. */
const STEP = 10;
const PAGE = 100;
const FINE = 0.1;

export function PitchHandle({ ms, x, y, hz, cents, most, disabled, onFocus, onPull, onReset }: PitchHandleProps) {
  const drag = useRef<{ gesture: number; y: number; cents: number } | null>(null);
  const keys = useRef(keyRun());

  const pull = (to: number, gesture: number): void => {
    const held = Math.min(most, Math.max(-most, to));
    if (held !== cents) onPull(held, gesture);
  };
  const onPointerDown = (event: PointerEvent<HTMLDivElement>): void => {
    if (event.button !== 0 || disabled) return;
    // The picture under it would scrub.
    event.stopPropagation();
    event.preventDefault();
    event.currentTarget.focus({ preventScroll: true });
    event.currentTarget.setPointerCapture(event.pointerId);
    drag.current = { gesture: newGesture(), y: event.clientY, cents };
  };
  const onPointerMove = (event: PointerEvent<HTMLDivElement>): void => {
    const state = drag.current;
    if (state === null) return;
    const height = Math.max(1, event.currentTarget.parentElement?.clientHeight ?? 1);
    const perPixel = (1200 * PITCH_OCTAVES) / height;
    state.cents -= (event.clientY - state.y) * perPixel * (event.shiftKey ? FINE : 1);
    state.y = event.clientY;
    pull(Math.round(state.cents), state.gesture);
  };
  const onPointerEnd = (): void => {
    drag.current = null;
  };
  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>): void => {
    if (disabled || event.ctrlKey || event.metaKey || event.altKey) return;
    const step = STEPS[event.key];
    if (step === undefined && event.key !== 'Delete' && event.key !== 'Backspace') return;
    event.preventDefault();
    event.stopPropagation();
    if (step === undefined) onReset();
    else pull(cents + step * (event.shiftKey ? FINE : 1), keys.current(event.timeStamp));
  };

  return (
    <div
      className="pitch-handle"
      role="slider"
      tabIndex={0}
      aria-label={`Pitch at ${ms} ms`}
      aria-orientation="vertical"
      aria-valuemin={-most}
      aria-valuemax={most}
      aria-valuenow={cents}
      aria-valuetext={`${signedCents(cents)}, ${hz.toFixed(0)} Hz`}
      aria-disabled={disabled}
      title={`${ms} ms: ${signedCents(cents)}, ${hz.toFixed(1)} Hz`}
      data-pulled={cents !== 0}
      style={{ left: `${100 * x}%`, top: `${100 * y}%` }}
      onFocus={() => { onFocus(true); }}
      onBlur={() => { onFocus(false); }}
      onPointerDown={onPointerDown}
      onPointerMove={onPointerMove}
      onPointerUp={onPointerEnd}
      onPointerCancel={onPointerEnd}
      onKeyDown={onKeyDown}
      onDoubleClick={(event) => {
        event.stopPropagation();
        onReset();
      }}
    />
  );
}

const STEPS: Partial<Record<string, number>> = {
  ArrowUp: STEP, ArrowRight: STEP, PageUp: PAGE, ArrowDown: -STEP, ArrowLeft: -STEP, PageDown: -PAGE,
};

const signedCents = (cents: number): string => `${cents < 0 ? '\u2212' : '+'}${Math.abs(cents).toFixed(0)} cents`;
