/**
 * What the pictures of a sound have in common: a frame with named lines, one time axis of which a part
 * can be looked at, the playhead, and what the pointer does. What is drawn in it is given as children;
 * what can be taken hold of, as handles: they lie over the picture, which is an image to a screen reader.
 */

import { useRef, type ReactNode } from 'react';
import type { Player } from '../audio/player.ts';
import { axisSeconds, timeMarks, type Mark } from './axes.ts';
import { Playhead } from './Playhead.tsx';
import { Scale } from './Scale.tsx';
import { usePointer } from './usePointer.ts';
import { useSize } from './useSize.ts';
import { shownOf, type View } from './view.ts';
import './Plot.css';

/** What every picture of a sound is given. */
export interface PictureProps {
  samples: Float32Array | null;
  sampleRate: number;
  /** Whose position the playhead follows. */
  player: Pick<Player, 'onPosition'>;
  /** The part that is looked at; null is the whole sound. */
  zoom: View | null;
  /** The pointer was put to, or moved to, this many seconds into the sound. */
  onSeek: (seconds: number) => void;
  /** Asked to magnify by a factor, `at` seconds staying in place. */
  onZoom: (factor: number, at: number) => void;
  onPan: (seconds: number) => void;
  onFit: () => void;
}

export interface PlotProps extends PictureProps {
  /** The accessible name. */
  name: string;
  /** What lies under marks and playhead: the panel, or a picture that fills the frame. */
  ground?: 'panel' | 'picture';
  /** Named levels or frequencies, left. */
  marks: readonly Mark[];
  /** What stands right of the picture: another scale, or what its colours mean. */
  scale?: ReactNode;
  /** Whether the times are named below, and what stands right of them. */
  times?: boolean;
  corner?: ReactNode;
  handles?: ReactNode;
  children: ReactNode;
}

/** From here on the time axis has its unit and no times. */
const UNIT_FROM = 0.95;

/** What of a sound is shown. */
export function viewOf({ samples, sampleRate, zoom }: Pick<PictureProps, 'samples' | 'sampleRate' | 'zoom'>): View {
  return shownOf(zoom, axisSeconds(samples === null ? 0 : samples.length / sampleRate));
}

export function Plot({ name, ground = 'panel', marks, scale, times = false, corner, handles, children, ...picture }: PlotProps) {
  const { samples, sampleRate, player, zoom, onSeek, onZoom, onPan, onFit } = picture;
  const area = useRef<HTMLDivElement>(null);
  const size = useSize(area);
  const length = samples === null ? 0 : samples.length / sampleRate;
  const view = viewOf(picture);
  const named = size === null ? [] : timeMarks(view, size.width);
  const seek = (seconds: number): void => {
    if (seconds < length) onSeek(seconds);
  };
  const pointer = usePointer(area, { view, zoomed: zoom !== null, onSeek: seek, onZoom, onPan });
  const ruler = useRef<HTMLDivElement>(null);
  const scrubbing = usePointer(ruler, { view, zoomed: false, onSeek: seek, onZoom, onPan });

  return (
    <div className="plot" data-ground={ground}>
      <Scale marks={marks} kind="levels" />
      <div ref={area} className="plot-area" data-zoomed={zoom !== null} onDoubleClick={onFit} {...pointer}>
        <div
          className="plot-fill"
          role="img"
          aria-label={name}
          aria-description={samples === null ? 'no sound yet' : `of the sound, ${(1000 * length).toFixed(0)} ms`}
        >
          {children}
          {marks.map(({ at }) => <div key={at} className="plot-line" style={{ top: percent(at) }} />)}
          {named.map(({ at }) => <div key={at} className="plot-time" style={{ left: percent(at) }} />)}
          <Playhead player={player} samples={samples} view={view} />
        </div>
        {handles}
      </div>
      <div className="plot-side">{scale}</div>
      {times && (
        <>
          <div ref={ruler} className="plot-times figure" aria-hidden="true" {...scrubbing}>
            {named.filter(({ at }) => at < UNIT_FROM).map(({ at, text }) => (
              <span key={text} data-first={at < 0.01} style={{ left: percent(at) }}>{text}</span>
            ))}
            <small>ms</small>
          </div>
          <div className="plot-corner">{corner}</div>
        </>
      )}
    </div>
  );
}

const percent = (share: number): string => `${100 * share}%`;
