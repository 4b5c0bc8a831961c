/**
 * The samples of a sound over time. wavesurfer.js is given the samples themselves and says when to draw;
 * what is drawn is ours, for its own drawing mirrors the larger of both half-waves, where a kick's differ.
 * So is the canvas: wavesurfer makes two new ones for each sound, which at two device pixels a pixel
 * cost the page 25 ms where one that is kept costs 4.
 */

import { useEffect, useRef } from 'react';
import WaveSurfer from 'wavesurfer.js';
import { axisSeconds, levelMarks, placeOfLevel } from './axes.ts';
import { columnExtremes, joined } from './columns.ts';
import { Plot, type PictureProps } from './Plot.tsx';
import { useSize, type Size } from './useSize.ts';

export interface WaveformProps extends PictureProps {
  /** Admits wavesurfer's style element under the page's policy. */
  styleNonce: string;
}

/** What is to be seen: a sound, with the samples that span the picture. */
interface Shown {
  samples: Float32Array;
  span: number;
  size: Size;
}

export function Waveform({ styleNonce, ...picture }: WaveformProps) {
  const { samples, sampleRate } = picture;
  const host = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const surfer = useRef<WaveSurfer>(null);
  const shown = useRef<Shown>(null);
  const size = useSize(canvas);

  useEffect(() => {
    if (host.current === null) return;
    const made = WaveSurfer.create({
      container: host.current,
      cspNonce: styleNonce,
      height: 'auto',
      hideScrollbar: true,
      // The playhead and the pointer are those of every picture.
      interact: false,
      dragToSeek: false,
      cursorWidth: 0,
      renderFunction: (_, { canvas: theirs }) => {
        // Of an empty canvas it makes no copy.
        theirs.height = 0;
        if (canvas.current !== null) draw(canvas.current, shown.current);
      },
    });
    surfer.current = made;
    return () => { made.destroy(); };
  }, [styleNonce]);

  useEffect(() => {
    if (surfer.current === null || size === null) return;
    if (samples === null) {
      shown.current = null;
      surfer.current.empty();
      return;
    }
    const seconds = axisSeconds(samples.length / sampleRate);
    shown.current = { samples, span: seconds * sampleRate, size };
    void surfer.current.load('', [samples], seconds);
  }, [samples, sampleRate, size, styleNonce]);

  return (
    <Plot {...picture} name="Waveform" marks={levelMarks}>
      <div ref={host} className="plot-fill" inert />
      <canvas ref={canvas} className="plot-fill" />
    </Plot>
  );
}

/** Thinnest line, in CSS pixels. */
const THINNEST = 1.25;
/** Ink between the line and zero. */
const SHADE = 0.14;

/** Each column from its lowest to its highest sample, over a faint fill to the zero line. */
function draw(canvas: HTMLCanvasElement, shown: Shown | null): void {
  const context = canvas.getContext('2d');
  if (context === null) return;
  context.clearRect(0, 0, canvas.width, canvas.height);
  if (shown === null) return;
  const { samples, span, size: { columns: width, rows: height } } = shown;
  if (canvas.width !== width) canvas.width = width;
  if (canvas.height !== height) canvas.height = height;
  const { low, high } = joined(columnExtremes(samples, width, span));
  const thinnest = THINNEST * devicePixelRatio;
  // A steep edge is as wide as a flat line is thick.
  const wide = Math.max(1, Math.floor(thinnest));
  const zero = height * placeOfLevel(0);
  const scale = zero - height * placeOfLevel(1);
  context.fillStyle = getComputedStyle(canvas).getPropertyValue('--ink');
  context.globalAlpha = SHADE;
  for (let x = 0; x < low.length; x++) {
    if (low[x] > 0) context.fillRect(x, zero - scale * low[x], 1, scale * low[x]);
    else if (high[x] < 0) context.fillRect(x, zero, 1, -scale * high[x]);
  }
  context.globalAlpha = 1;
  for (let x = 0; x < low.length; x++) {
    const tall = scale * (high[x] - low[x]);
    const spare = Math.max(0, thinnest - tall);
    context.fillRect(x, zero - scale * high[x] - spare / 2, wide, tall + spare);
  }
}
