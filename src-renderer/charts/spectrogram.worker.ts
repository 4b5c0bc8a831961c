/** A thread that turns sounds into pictures, one at a time. What a picture is stands in spectrogram.ts. */

import { paint } from './magma.ts';
import type { PictureRequest } from './pictures.ts';
import { spectrogram } from './spectrogram.ts';

self.onmessage = ({ data }: MessageEvent<PictureRequest>) => {
  const pixels = paint(spectrogram(data.samples, data.sampleRate, data));
  void createImageBitmap(new ImageData(pixels, data.columns, data.rows)).then((picture) => {
    self.postMessage(picture, { transfer: [picture] });
  });
};
