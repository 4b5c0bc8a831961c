/**
 * The samples of a sound over time. wavesurfer.js is given the samples themselves and says when to draw;
 * what is drawn is ours, for its own drawing mirrors the larger of both half-waves, where a kick's differ.
 * So is the canvas: wavesurfer makes two new ones for each sound, which at two device pixels a pixel
 * cost the page 25 ms where one that is kept costs 4.
 */

import { useEffect, useMemo, useRef, type ReactNode } from 'react';
import WaveSurfer from 'wavesurfer.js';
import { onThemeShown } from '../styles/theme.ts';
import { levelMarks } from './axes.ts';
import { drawWaveform, type Shown } from './drawWaveform.ts';
import { envelope } from './envelope.ts';
import { Plot, viewOf, type PictureProps } from './Plot.tsx';
import { useSize } from './useSize.ts';

export interface WaveformProps extends PictureProps {
  /** Admits wavesurfer's style element under the page's policy. */
  styleNonce: string;
  /** Drawn over the wave, with a scale of its own on the right and what can be taken hold of. */
  overlay?: ReactNode;
  scale?: ReactNode;
  handles?: ReactNode;
}

export function Waveform({ styleNonce, overlay, scale, handles, ...picture }: WaveformProps) {
  const { samples, sampleRate } = picture;
  const host = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const surfer = useRef<WaveSurfer>(null);
  const shown = useRef<Shown>(null);
  const size = useSize(canvas);
  const { from, seconds } = viewOf(picture);
  const loud = useMemo(() => (samples === null ? null : envelope(samples, sampleRate)), [samples, sampleRate]);

  useEffect(() => {
    if (host.current === null) return;
    const made = WaveSurfer.create({
      container: host.current,
      cspNonce: styleNonce,
      height: 'auto',
      hideScrollbar: true,
      // The playhead, the zoom and the pointer are those of every picture.
      interact: false,
      dragToSeek: false,
      cursorWidth: 0,
      renderFunction: (_, { canvas: theirs }) => {
        // Of an empty canvas it makes no copy.
        theirs.height = 0;
        if (canvas.current !== null) drawWaveform(canvas.current, shown.current);
      },
    });
    surfer.current = made;
    return () => { made.destroy(); };
  }, [styleNonce]);

  useEffect(() => {
    if (surfer.current === null || canvas.current === null || size === null) return;
    if (samples === null || loud === null) {
      shown.current = null;
      surfer.current.empty();
      return;
    }
    const isNew = shown.current?.samples !== samples;
    shown.current = { samples, envelope: loud, first: from * sampleRate, span: seconds * sampleRate, sampleRate, size };
    // Another part of the same sound is nothing to wavesurfer, which knows it whole.
    if (isNew) void surfer.current.load('', [samples], seconds);
    else drawWaveform(canvas.current, shown.current);
  }, [samples, sampleRate, loud, size, from, seconds, styleNonce]);

  useEffect(() => onThemeShown(() => {
    if (canvas.current !== null) drawWaveform(canvas.current, shown.current);
  }), []);

  return (
    <Plot {...picture} name="Waveform" marks={levelMarks} scale={scale} handles={handles}>
      <div ref={host} className="plot-fill" inert />
      <canvas ref={canvas} className="plot-fill" />
      {overlay}
    </Plot>
  );
}
