/**
 * The samples of a sound over time. wavesurfer.js lays out and keeps the canvas; what is drawn is ours:
 * its own drawing mirrors the larger of both half-waves, where a kick's differ.
 */

import { useEffect, useRef } from 'react';
import WaveSurfer from 'wavesurfer.js';
import { axisSeconds, levelMarks, placeOfLevel } from './axes.ts';
import { columnExtremes } from './columns.ts';
import { Plot, type PictureProps } from './Plot.tsx';

export interface WaveformProps extends PictureProps {
  /** Admits wavesurfer's style element under the page's policy. */
  styleNonce: string;
}

export function Waveform({ styleNonce, ...picture }: WaveformProps) {
  const { samples, sampleRate } = picture;
  const host = useRef<HTMLDivElement>(null);
  const surfer = useRef<WaveSurfer>(null);
  const shown = useRef<{ samples: Float32Array; span: number }>(null);

  useEffect(() => {
    const container = host.current;
    if (container === null) return;
    const made = WaveSurfer.create({
      container,
      cspNonce: styleNonce,
      height: 'auto',
      hideScrollbar: true,
      // The playhead and the pointer are those of every picture.
      interact: false,
      dragToSeek: false,
      cursorWidth: 0,
      renderFunction: (_, context) => {
        if (shown.current !== null) draw(context, shown.current.samples, shown.current.span, getComputedStyle(container));
      },
    });
    surfer.current = made;
    // At once: by itself it waits a tenth of a second.
    const resized = new ResizeObserver(() => { made.setOptions({}); });
    resized.observe(container);
    return () => {
      resized.disconnect();
      made.destroy();
    };
  }, [styleNonce]);

  useEffect(() => {
    const made = surfer.current;
    if (made === null) return;
    if (samples === null) {
      shown.current = null;
      made.empty();
      return;
    }
    const seconds = axisSeconds(samples.length / sampleRate);
    shown.current = { samples, span: seconds * sampleRate };
    void made.load('', [samples], seconds);
  }, [samples, sampleRate, styleNonce]);

  return (
    <Plot {...picture} name="Waveform" marks={levelMarks} unit="dB">
      <div ref={host} className="waveform-host" inert />
    </Plot>
  );
}

/** Thinnest line, in CSS pixels. */
const THINNEST = 1.25;

/** A band from the lowest to the highest sample of each column, over a faint fill to the zero line. */
function draw(context: CanvasRenderingContext2D, samples: Float32Array, span: number, style: CSSStyleDeclaration): void {
  const { width, height } = context.canvas;
  const { low, high } = columnExtremes(samples, width, span);
  const half = (THINNEST * devicePixelRatio) / 2;
  const zero = height * placeOfLevel(0);
  const fill = new Path2D();
  const band = new Path2D();
  const count = low.length;
  fill.moveTo(0, zero);
  for (let x = 0; x < count; x++) {
    const top = height * placeOfLevel(high[x]);
    fill.lineTo(x + 0.5, Math.min(zero, top));
    band.lineTo(x + 0.5, top - half);
  }
  fill.lineTo(count, zero);
  for (let x = count - 1; x >= 0; x--) {
    const bottom = height * placeOfLevel(low[x]);
    fill.lineTo(x + 0.5, Math.max(zero, bottom));
    band.lineTo(x + 0.5, bottom + half);
  }
  context.fillStyle = style.getPropertyValue('--ink');
  context.globalAlpha = 0.14;
  context.fill(fill);
  context.globalAlpha = 1;
  context.fill(band);
}
