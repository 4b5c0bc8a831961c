/** The kick's samples as a picture: lowest and highest sample of every pixel column, none left out. */

import { useEffect, useRef } from 'react';
import './Waveform.css';

export interface WaveformProps {
  samples: Float32Array | null;
  sampleRate: number;
}

export function Waveform({ samples, sampleRate }: WaveformProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const element = canvas.current;
    if (element === null) return;
    const observer = new ResizeObserver(() => { draw(element, samples); });
    observer.observe(element);
    return () => { observer.disconnect(); };
  }, [samples]);
  const length = samples === null ? '' : `, ${((1000 * samples.length) / sampleRate).toFixed(0)} ms`;
  return <canvas ref={canvas} className="waveform" role="img" aria-label="Waveform" aria-description={`of the kick${length}`} />;
}

function draw(canvas: HTMLCanvasElement, samples: Float32Array | null): void {
  const context = canvas.getContext('2d');
  if (context === null) return;
  const scale = window.devicePixelRatio;
  const width = Math.max(1, Math.round(canvas.clientWidth * scale));
  const height = Math.max(1, Math.round(canvas.clientHeight * scale));
  canvas.width = width;
  canvas.height = height;
  const style = getComputedStyle(canvas);
  const middle = height / 2;
  context.fillStyle = style.getPropertyValue('--hairline');
  context.fillRect(0, Math.floor(middle), width, 1);
  if (samples === null) return;
  context.fillStyle = style.getPropertyValue('--ink');
  for (let x = 0; x < width; x++) {
    const from = Math.floor((x * samples.length) / width);
    // One sample into the next column, so that steep edges stay joined.
    const to = Math.min(samples.length, Math.max(from + 1, Math.floor(((x + 1) * samples.length) / width) + 1));
    let low = samples[from];
    let high = low;
    for (let i = from; i < to; i++) {
      if (samples[i] < low) low = samples[i];
      if (samples[i] > high) high = samples[i];
    }
    const top = middle * (1 - 0.92 * high);
    context.fillRect(x, top, 1, Math.max(scale, middle * (1 - 0.92 * low) - top));
  }
}
