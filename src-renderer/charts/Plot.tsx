/**
 * What the pictures of a sound have in common: a frame with named lines, one time axis, the playhead,
 * and scrubbing by pointer. What is drawn in it is given as children.
 */

import { useRef, type PointerEvent, type ReactNode } from 'react';
import type { Player } from '../audio/player.ts';
import { axisSeconds, timeMarks, type Mark } from './axes.ts';
import { Playhead } from './Playhead.tsx';
import { useSize } from './useSize.ts';
import './Plot.css';

/** What every picture of a sound is given. */
export interface PictureProps {
  samples: Float32Array | null;
  sampleRate: number;
  /** Whose position the playhead follows. */
  player: Pick<Player, 'onPosition'>;
  /** The pointer was put to, or moved to, this many seconds into the sound. */
  onSeek?: (seconds: number) => void;
}

export interface PlotProps extends PictureProps {
  /** The accessible name. */
  name: string;
  /** Named levels or frequencies. */
  marks: readonly Mark[];
  /** Whether the times are named below. */
  times?: boolean;
  children: ReactNode;
}

/** From here on the time axis has its unit and no times. */
const UNIT_FROM = 0.95;

export function Plot({ samples, sampleRate, player, onSeek, name, marks, times = false, children }: PlotProps) {
  const area = useRef<HTMLDivElement>(null);
  const size = useSize(area);
  const length = samples === null ? 0 : samples.length / sampleRate;
  const seconds = axisSeconds(length);
  const named = size === null ? [] : timeMarks(seconds, size.width);

  const seek = ({ currentTarget, clientX }: PointerEvent<HTMLElement>): void => {
    const { left, width } = currentTarget.getBoundingClientRect();
    const at = seconds * Math.min(1, Math.max(0, (clientX - left) / width));
    if (at < length) onSeek?.(at);
  };
  const scrubbing = onSeek && {
    onPointerDown: (event: PointerEvent<HTMLElement>) => {
      if (event.button !== 0) return;
      event.currentTarget.setPointerCapture(event.pointerId);
      seek(event);
    },
    onPointerMove: (event: PointerEvent<HTMLElement>) => {
      if (event.currentTarget.hasPointerCapture(event.pointerId)) seek(event);
    },
  };

  return (
    <div className="plot">
      <div className="plot-scale figure" aria-hidden="true">
        {marks.map(({ at, text }) => <span key={at} style={{ top: percent(at) }}>{text}</span>)}
      </div>
      <div
        ref={area}
        className="plot-area"
        role="img"
        aria-label={name}
        aria-description={samples === null ? 'no sound yet' : `of the kick, ${(1000 * length).toFixed(0)} ms`}
        {...scrubbing}
      >
        {children}
        {marks.map(({ at }) => <div key={at} className="plot-line" style={{ top: percent(at) }} />)}
        {named.map(({ at }) => <div key={at} className="plot-time" style={{ left: percent(at) }} />)}
        <Playhead player={player} samples={samples} seconds={seconds} />
      </div>
      {times && (
        <div className="plot-times figure" aria-hidden="true">
          {named.filter(({ at }) => at < UNIT_FROM).map(({ at, text }) => <span key={at} style={{ left: percent(at) }}>{text}</span>)}
          <small>ms</small>
        </div>
      )}
    </div>
  );
}

const percent = (share: number): string => `${100 * share}%`;
