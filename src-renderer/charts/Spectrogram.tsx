/** The spectrum of a sound over time. A worker computes it; here it is only hung up. */

import { useEffect, useRef, useState, type ReactNode } from 'react';
import { frequencyMarks } from './axes.ts';
import { ColourScale } from './ColourScale.tsx';
import { createPictures, type Picture, type Pictures } from './pictures.ts';
import { Plot, viewOf, type PictureProps } from './Plot.tsx';
import { useSize } from './useSize.ts';
import type { View } from './view.ts';

export interface SpectrogramProps extends PictureProps {
  /** What stands under the colour scale. */
  corner: ReactNode;
}

export function Spectrogram({ corner, ...picture }: SpectrogramProps) {
  const { samples, sampleRate } = picture;
  const frame = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const pictures = useRef<Pictures>(null);
  const size = useSize(frame);
  const { from, seconds } = viewOf(picture);
  /** What of the sound the canvas holds. */
  const [drawn, setDrawn] = useState<View>({ from, seconds });

  useEffect(() => {
    const made = createPictures(({ bitmap, from, seconds }: Picture) => {
      const element = canvas.current;
      if (element === null) return;
      // Sizing empties the canvas, but no frame is shown before the picture is in it.
      element.width = bitmap.width;
      element.height = bitmap.height;
      element.getContext('bitmaprenderer')?.transferFromImageBitmap(bitmap);
      setDrawn({ from, seconds });
    });
    pictures.current = made;
    return () => { made.close(); };
  }, []);

  useEffect(() => {
    if (samples === null || size === null || size.columns === 0 || size.rows === 0) return;
    const { columns, rows } = size;
    pictures.current?.ask({ samples, sampleRate, columns, rows, from, seconds });
  }, [samples, sampleRate, size, from, seconds]);

  // Until the worker has drawn the new view, the last one is stretched to where it belongs.
  const scale = drawn.seconds / seconds;
  const shift = (drawn.from - from) / seconds;
  return (
    <Plot {...picture} name="Spectrogram" ground="picture" marks={frequencyMarks} scale={<ColourScale />} times corner={corner}>
      <div ref={frame} className="plot-fill">
        <canvas ref={canvas} className="plot-fill plot-stretched" style={{ transform: `translateX(${100 * shift}%) scaleX(${scale})` }} />
      </div>
    </Plot>
  );
}
