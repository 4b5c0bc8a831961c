/** The spectrum of a sound over time. A worker computes it; here it is only hung up. */

import { useEffect, useRef } from 'react';
import { axisSeconds, frequencyMarks } from './axes.ts';
import { createPictures, type Pictures } from './pictures.ts';
import { Plot, type PictureProps } from './Plot.tsx';
import { useSize } from './useSize.ts';

export type SpectrogramProps = PictureProps;

export function Spectrogram(picture: SpectrogramProps) {
  const { samples, sampleRate } = picture;
  const canvas = useRef<HTMLCanvasElement>(null);
  const pictures = useRef<Pictures>(null);
  const size = useSize(canvas);

  useEffect(() => {
    const made = createPictures((bitmap) => {
      const element = canvas.current;
      if (element === null) return;
      // Sizing empties the canvas, but no frame is shown before the picture is in it.
      element.width = bitmap.width;
      element.height = bitmap.height;
      element.getContext('bitmaprenderer')?.transferFromImageBitmap(bitmap);
    });
    pictures.current = made;
    return () => { made.close(); };
  }, []);

  useEffect(() => {
    if (samples === null || size === null || size.columns === 0 || size.rows === 0) return;
    const { columns, rows } = size;
    pictures.current?.ask({ samples, sampleRate, columns, rows, seconds: axisSeconds(samples.length / sampleRate) });
  }, [samples, sampleRate, size]);

  return (
    <Plot {...picture} name="Spectrogram" marks={frequencyMarks} times>
      <canvas ref={canvas} className="plot-fill" />
    </Plot>
  );
}
