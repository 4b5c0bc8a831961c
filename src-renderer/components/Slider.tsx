/**
 * A horizontal slider from 0 to 1. A native range input gives it its role, its keys and its value;
 * the pointer is ours, because a native one knows no fine movement: with Shift the thumb goes a
 * tenth as far. It draws a track, a thumb and two ticks, and knows no units.
 */

import { useRef, type CSSProperties, type KeyboardEvent, type PointerEvent } from 'react';
import { keyRun, newGesture } from '../session/gesture.ts';
import { shareOf } from '../session/share.ts';
import './Slider.css';

export interface SliderProps {
  /** Its accessible name. */
  name: string;
  /** 0 to 1. */
  position: number;
  /** The value in words and units, as it is read out. */
  valueText: string;
  /** Whether the user has set it; a thumb that only follows is drawn hollow. */
  set?: boolean;
  /** Where the last sound was measured to be. */
  reached?: number | null;
  /** Where the middle of the training set lies. */
  middle?: number | null;
  disabled?: boolean;
  /** `gesture` is the same through one drag or one run of key presses. */
  onMove: (position: number, gesture: number) => void;
  /** A double click. */
  onReset?: () => void;
}

const STEP = 0.01;
const FINE = 0.1;
const PAGE = 0.1;

export function Slider({ name, position, valueText, set = true, reached = null, middle = null, disabled = false, onMove, onReset }: SliderProps) {
  const drag = useRef<{ gesture: number; x: number; at: number } | null>(null);
  const keyGesture = useRef(keyRun());
  const held = shareOf(position);

  const move = (to: number, gesture: number): void => {
    const next = shareOf(to);
    if (next !== held) onMove(next, gesture);
  };
  const onPointerDown = (event: PointerEvent<HTMLInputElement>): void => {
    if (event.button !== 0 || disabled) return;
    // Without this the browser would drag the thumb its own way besides.
    event.preventDefault();
    const input = event.currentTarget;
    input.focus({ preventScroll: true });
    input.setPointerCapture(event.pointerId);
    const { left, width } = trackOf(input);
    const at = event.shiftKey ? held : shareOf((event.clientX - left) / width);
    drag.current = { gesture: newGesture(), x: event.clientX, at };
    move(at, drag.current.gesture);
  };
  const onPointerMove = (event: PointerEvent<HTMLInputElement>): void => {
    const state = drag.current;
    if (state === null) return;
    const { width } = trackOf(event.currentTarget);
    state.at = shareOf(state.at + ((event.clientX - state.x) / width) * (event.shiftKey ? FINE : 1));
    state.x = event.clientX;
    move(state.at, state.gesture);
  };
  const onPointerEnd = (): void => {
    drag.current = null;
  };
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>): void => {
    const direction = DIRECTIONS[event.key];
    if (direction === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    const size = event.key.startsWith('Page') ? PAGE : event.shiftKey ? STEP * FINE : STEP;
    move(held + direction * size, keyGesture.current(event.timeStamp));
  };

  return (
    <div className="slider" data-set={set} data-disabled={disabled}>
      {middle !== null && <span className="slider-middle" style={at(middle)} />}
      <span className="slider-fill" style={at(held)} />
      {reached !== null && <span className="slider-reached" style={at(reached)} />}
      <span className="slider-thumb" style={at(held)} />
      <input
        className="slider-input"
        type="range"
        aria-label={name}
        aria-valuetext={valueText}
        min={0}
        max={1}
        step={0.001}
        value={held}
        disabled={disabled}
        onChange={(event) => move(event.currentTarget.valueAsNumber, keyGesture.current(event.timeStamp))}
        onPointerDown={onPointerDown}
        onPointerMove={onPointerMove}
        onPointerUp={onPointerEnd}
        onPointerCancel={onPointerEnd}
        onKeyDown={onKeyDown}
        {...(onReset === undefined ? {} : { onDoubleClick: onReset })}
      />
    </div>
  );
}

const DIRECTIONS: Partial<Record<string, 1 | -1>> = {
  ArrowRight: 1, ArrowUp: 1, PageUp: 1, ArrowLeft: -1, ArrowDown: -1, PageDown: -1,
};

/** Half the thumb's width, px: its centre stays this far from either end (Slider.css says so too). */
const INSET = 8;

function trackOf(input: HTMLInputElement): { left: number; width: number } {
  const { left, width } = input.getBoundingClientRect();
  return { left: left + INSET, width: Math.max(1, width - 2 * INSET) };
}

const at = (position: number): CSSProperties => ({ '--at': shareOf(position) }) as CSSProperties;
