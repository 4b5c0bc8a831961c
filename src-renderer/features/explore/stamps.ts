/**
 * Thousands of marks a frame without a graphics card: each is a small picture, made once, that is laid into the pixels
 * by hand. Measured in Chromium's software rendering, 10 000 points: plotly's marks as SVG held the page for 60 to 500 ms
 * a frame, its WebGL ones for seconds.
 */

export const SHAPES = ['disc', 'square', 'diamond', 'triangle', 'cross', 'wedge', 'ring', 'bar'] as const;
export type Shape = (typeof SHAPES)[number];

/** Coverage, 0 to 255, of a square of `side` pixels about the mark's middle. */
export interface Stamp {
  side: number;
  cover: Uint8Array;
}

/** Samples along each side of a pixel. */
const FINE = 4;

/** @param radius Pixels; shapes of one radius look equally large. */
export function stampOf(shape: Shape, radius: number): Stamp {
  const reach = Math.ceil(radius * 1.5);
  const side = 2 * reach + 1;
  const cover = new Uint8Array(side * side);
  for (let row = 0; row < side; row++) {
    for (let column = 0; column < side; column++) {
      let hits = 0;
      for (let s = 0; s < FINE * FINE; s++) {
        const x = (column - reach + ((s % FINE) + 0.5) / FINE - 0.5) / radius;
        const y = (row - reach + (Math.floor(s / FINE) + 0.5) / FINE - 0.5) / radius;
        if (within(shape, x, y)) hits++;
      }
      cover[row * side + column] = Math.round((255 * hits) / (FINE * FINE));
    }
  }
  return { side, cover };
}

/** Whether a place, in radii, belongs to the shape. */
function within(shape: Shape, x: number, y: number): boolean {
  switch (shape) {
    case 'disc':
      return Math.hypot(x, y) <= 1;
    case 'square':
      return Math.max(Math.abs(x), Math.abs(y)) <= 0.87;
    case 'diamond':
      return Math.abs(x) + Math.abs(y) <= 1.25;
    case 'triangle':
      return y <= 0.9 && y >= -1.3 + 1.9 * Math.abs(x);
    case 'cross':
      return Math.max(Math.abs(x), Math.abs(y)) <= 1.15 && Math.min(Math.abs(x), Math.abs(y)) <= 0.42;
    case 'wedge':
      return y >= -0.9 && y <= 1.3 - 1.9 * Math.abs(x);
    case 'ring':
      return Math.hypot(x, y) <= 1.15 && Math.hypot(x, y) >= 0.6;
    case 'bar':
      return Math.abs(x) <= 1.3 && Math.abs(y) <= 0.55;
  }
}

/** Pixels as a canvas holds them: red in the lowest byte. */
export interface Pixels {
  data: Uint32Array;
  width: number;
  height: number;
}

/** Lays a mark over what is there, its middle at (x, y), pixels; `colour` as a pixel, `strength` 0 to 1. What lies beside the picture is left out. */
export function lay({ data, width, height }: Pixels, { side, cover }: Stamp, x: number, y: number, colour: number, strength: number): void {
  const reach = side >> 1;
  const left = Math.round(x) - reach;
  const top = Math.round(y) - reach;
  const red = colour & 0xff;
  const green = (colour >> 8) & 0xff;
  const blue = (colour >> 16) & 0xff;
  for (let row = Math.max(0, -top); row < side && top + row < height; row++) {
    const line = (top + row) * width + left;
    for (let column = Math.max(0, -left); column < side && left + column < width; column++) {
      const share = cover[row * side + column] * strength;
      if (share === 0) continue;
      const under = data[line + column];
      const keep = 255 - share;
      data[line + column] =
        0xff000000 |
        (((((under >> 16) & 0xff) * keep + blue * share) / 255) << 16) |
        (((((under >> 8) & 0xff) * keep + green * share) / 255) << 8) |
        (((under & 0xff) * keep + red * share) / 255);
    }
  }
}
