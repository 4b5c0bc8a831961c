/**
 * A square with a kick in each corner; the puck is heard wherever it goes. To a screen reader it is
 * a slider of two directions: its text tells both, and the four arrows move it.
 */

import { useRef, type CSSProperties, type KeyboardEvent, type PointerEvent } from 'react';
import { padWeights } from '../../../src-preload/contract/pad.ts';
import { useApp } from '../../app/context.ts';
import { Thumbnail } from '../../charts/Thumbnail.tsx';
import { newGesture } from '../../session/gesture.ts';
import { shareOf } from '../../session/share.ts';
import { cornersOf, letterOf } from './arrangement.ts';
import { LetterChoice } from './LetterChoice.tsx';
import { arrangementOf } from './morph.ts';
import { useMorph } from './useMorph.ts';

const CORNERS = ['Top left', 'Top right', 'Bottom left', 'Bottom right'] as const;
const STEP = 0.05;
const FINE = 0.01;
/** Key presses closer together than this, ms, are one gesture. */
const KEY_RUN_MS = 700;

const WAYS: Partial<Record<string, readonly [x: number, y: number]>> = {
  ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1],
};

export function Pad() {
  const { morph } = useApp();
  const arrangement = useMorph(arrangementOf);
  const { kicks, x, y } = arrangement;
  const corners = cornersOf(arrangement);
  const weights = padWeights(arrangement.x, arrangement.y);
  const drag = useRef<{ gesture: number; x: number; y: number; left: number; top: number } | null>(null);
  const keys = useRef({ gesture: 0, time: -Infinity });

  const move = (toX: number, toY: number, gesture: number): void => {
    const [nextX, nextY] = [shareOf(toX), shareOf(toY)];
    if (nextX !== x || nextY !== y) morph.edit((of) => ({ ...of, x: nextX, y: nextY }), gesture);
  };
  const onPointerDown = (event: PointerEvent<HTMLDivElement>): void => {
    if (event.button !== 0) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    const { left, top, width, height } = event.currentTarget.getBoundingClientRect();
    const at = event.shiftKey ? { x, y } : { x: shareOf((event.clientX - left) / width), y: shareOf((event.clientY - top) / height) };
    drag.current = { gesture: newGesture(), ...at, left: event.clientX, top: event.clientY };
    move(at.x, at.y, drag.current.gesture);
  };
  const onPointerMove = (event: PointerEvent<HTMLDivElement>): void => {
    const held = drag.current;
    if (held === null) return;
    const { width, height } = event.currentTarget.getBoundingClientRect();
    const scale = event.shiftKey ? 0.1 : 1;
    held.x = shareOf(held.x + (scale * (event.clientX - held.left)) / width);
    held.y = shareOf(held.y + (scale * (event.clientY - held.top)) / height);
    [held.left, held.top] = [event.clientX, event.clientY];
    move(held.x, held.y, held.gesture);
  };
  const onPointerEnd = (): void => {
    drag.current = null;
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const way = WAYS[event.key];
    const middle = event.key === 'Home';
    if (way === undefined && !middle) return;
    event.preventDefault();
    if (event.timeStamp - keys.current.time > KEY_RUN_MS) keys.current.gesture = newGesture();
    keys.current.time = event.timeStamp;
    const size = event.shiftKey ? FINE : STEP;
    if (way === undefined) move(0.5, 0.5, keys.current.gesture);
    else move(x + size * way[0], y + size * way[1], keys.current.gesture);
  };

  return (
    <section className="morph-pad" aria-label="Pad">
      <div className="pad-frame">
        <div
          className="pad-square"
          role="slider"
          tabIndex={0}
          aria-label="Pad"
          aria-roledescription="2-D slider"
          aria-valuemin={0}
          aria-valuemax={100}
          aria-valuenow={Math.round(100 * x)}
          aria-valuetext={`${percent(x)} from the left, ${percent(y)} from the top: ${corners.map((source, i) => `${letterOf(arrangement, source.key)} ${percent(weights[i])}`).join(', ')}`}
          title="Drag, or move by the arrow keys; Shift moves finely, Home goes to the middle"
          onPointerDown={onPointerDown}
          onPointerMove={onPointerMove}
          onPointerUp={onPointerEnd}
          onPointerCancel={onPointerEnd}
          onKeyDown={onKeyDown}
        >
          <svg className="pad-lines" viewBox="0 0 100 100" preserveAspectRatio="none" aria-hidden>
            {[[0, 0], [100, 0], [0, 100], [100, 100]].map(([cx, cy], i) => (
              <line key={i} x1={cx} y1={cy} x2={100 * x} y2={100 * y} strokeOpacity={0.1 + 0.9 * weights[i]} vectorEffect="non-scaling-stroke" />
            ))}
          </svg>
          {corners.map((source, i) => (
            <span key={CORNERS[i]} className="pad-corner" data-corner={i} style={{ '--weight': weights[i] } as CSSProperties}>
              <b>{letterOf(arrangement, source.key)}</b>
              <Thumbnail samples={source.kick.samples} />
            </span>
          ))}
          <span className="pad-puck" style={{ left: `${100 * x}%`, top: `${100 * y}%` }} />
        </div>
      </div>
      <div className="pad-corners">
        {CORNERS.map((name, i) => (
          <div key={name}>
            <span className="morph-label">{name}</span>
            <LetterChoice
              name={name}
              kicks={kicks}
              chosen={corners[i].key}
              onChoose={(key) => { morph.edit((of) => ({ ...of, corners: of.corners.map((each, c) => (c === i ? key : each)) })); }}
            />
          </div>
        ))}
      </div>
    </section>
  );
}

const percent = (share: number): string => `${(100 * share).toFixed(0)} %`;
