/** What the kernel offers; ../kernel.ts calls it. */

export { allocate } from './memory';
export { cosine, forward, inverse, layOut, offsets, sine, twiddles } from './fft';
export { layOutWindow, normalise, put, take, window } from './frames';
export { addPower, draw, edges, fall, layOutMel, rise, targets } from './mel';
