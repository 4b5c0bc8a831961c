/** Spectrograms made elsewhere: asks the worker, and only for the newest sound. */

import { createLatest } from '../session/latest.ts';
import type { Grid } from './spectrogram.ts';

export interface PictureRequest extends Grid {
  samples: Float32Array;
  sampleRate: number;
}

/** A picture that was made, with what of the sound it shows. */
export interface Picture extends Pick<Grid, 'from' | 'seconds'> {
  bitmap: ImageBitmap;
}

export interface Pictures {
  /** Asks for a picture; while one is being made only the newest further one waits. */
  ask(request: PictureRequest): void;
  /** Ends the worker. */
  close(): void;
}

/** @param show Gets each picture that was made, in the order asked; it closes or passes on the bitmap. */
export function createPictures(show: (picture: Picture) => void): Pictures {
  const worker = new Worker(new URL('./spectrogram.worker.ts', import.meta.url), { type: 'module', name: 'spectrogram' });
  const make = (request: PictureRequest): Promise<ImageBitmap | null> =>
    new Promise((done) => {
      worker.onmessage = ({ data }: MessageEvent<ImageBitmap>) => { done(data); };
      // What went wrong stands in the console; the picture before stays, and the next is asked for.
      worker.onerror = () => { done(null); };
      worker.postMessage(request);
    });
  const latest = createLatest(make, (bitmap, { from, seconds }) => {
    if (bitmap !== null) show({ bitmap, from, seconds });
  });
  return {
    ask: (request) => { latest.ask(request); },
    close: () => {
      latest.forget();
      worker.terminate();
    },
  };
}
