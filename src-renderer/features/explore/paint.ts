/** Paints the points of the map, what is marked among them, and the walk's trail. */

import { colourOf } from '../../styles/theme.ts';
import { pixelOf } from './colours.ts';
import type { Projected } from './projection.ts';
import { lay, SHAPES, stampOf, type Pixels, type Shape, type Stamp } from './stamps.ts';

export interface Scene {
  points: Projected;
  /** A pixel for every point. */
  colours: Uint32Array;
  /** Shape of every point, as its place in SHAPES. */
  shapes: Uint8Array;
  /** Points from here on are saved kicks, which are drawn larger. */
  savedFrom: number;
  /** Points from here on are recordings of the training set, which are drawn hollow. */
  trainingFrom: number;
  /** Those outside a selection fade; null where nothing is selected. */
  selected: ReadonlySet<number> | null;
  at: number | null;
  /** The kick at hand. */
  here: Projected | null;
  trail: Projected | null;
  /** Of a map in space: the low corner of its box and the far ends of three edges, with their names. */
  edges: { points: Projected; names: readonly string[] } | null;
  lasso: readonly (readonly [number, number])[];
}

/** CSS pixels. */
const RADIUS = { model: 1.9, saved: 4.6, training: 3.9 };
const STRENGTH = { model: 0.8, known: 1, faded: 0.16 };
/** Of a hollow mark's radius. */
const HOLLOW = 0.52;
/** Depths told apart when points are put in order. */
const BUCKETS = 512;

export interface Painter {
  paint(scene: Scene): void;
  /** Takes the colours of the theme that is shown now. */
  restyle(): void;
  /** CSS pixels. */
  resize(width: number, height: number): void;
}

export function createPainter(canvas: HTMLCanvasElement): Painter {
  const context = canvas.getContext('2d');
  if (context === null) throw new Error('the canvas draws nothing');
  let inks = inksOf(canvas);
  const stamps = new Map<string, Stamp>();
  let ratio = 1;
  let image = new ImageData(1, 1);
  let pixels: Pixels = { data: new Uint32Array(image.data.buffer), width: 1, height: 1 };

  const stamp = (shape: Shape, radius: number): Stamp => {
    // Sizes by quarters of a pixel: some thirty stamps in all.
    const size = Math.round(radius * ratio * 4) / 4;
    const key = `${shape} ${size}`;
    const made = stamps.get(key) ?? stampOf(shape, size);
    stamps.set(key, made);
    return made;
  };

  const drawPoint = ({ points: { x, y, depth }, colours, shapes, savedFrom, trainingFrom, selected }: Scene, i: number, near: number): void => {
    const training = i >= trainingFrom;
    const saved = i >= savedFrom && !training;
    const faded = selected !== null && !selected.has(i);
    const scale = near / depth[i];
    const size = Math.min(2.2, Math.max(0.6, scale));
    const radius = RADIUS[saved ? 'saved' : training ? 'training' : 'model'] * size;
    const shape = SHAPES[shapes[i]];
    const strength = faded ? STRENGTH.faded : (saved || training ? STRENGTH.known : STRENGTH.model) * Math.min(1, 0.35 + 0.65 * scale);
    // An edge of ink sets a saved kick off from the crowd behind it.
    if (saved && !faded) lay(pixels, stamp(shape, radius + 1.3), x[i] * ratio, y[i] * ratio, inks.pixel, 1);
    lay(pixels, stamp(shape, radius), x[i] * ratio, y[i] * ratio, colours[i], strength);
    if (training && !faded) lay(pixels, stamp(shape, radius * HOLLOW), x[i] * ratio, y[i] * ratio, inks.ground, 1);
  };

  const ring = (x: number, y: number, radius: number, style: string): void => {
    context.beginPath();
    context.arc(x, y, radius, 0, 2 * Math.PI);
    context.strokeStyle = style;
    context.lineWidth = 2;
    context.stroke();
  };

  return {
    resize: (width, height) => {
      // Twice is as fine as eyes see in dots, and four times the work.
      ratio = Math.min(2, devicePixelRatio);
      canvas.width = Math.max(1, Math.round(width * ratio));
      canvas.height = Math.max(1, Math.round(height * ratio));
      image = new ImageData(canvas.width, canvas.height);
      pixels = { data: new Uint32Array(image.data.buffer), width: canvas.width, height: canvas.height };
      stamps.clear();
    },
    restyle: () => {
      inks = inksOf(canvas);
    },
    paint: (scene) => {
      const { accent, ink } = inks;
      const { points, savedFrom, at, here, trail, lasso, edges } = scene;
      pixels.data.fill(inks.ground);
      const { order, middle } = backToFront(points.depth);
      for (const i of order) drawPoint(scene, i, middle);
      context.setTransform(1, 0, 0, 1, 0, 0);
      context.putImageData(image, 0, 0);
      context.setTransform(ratio, 0, 0, ratio, 0, 0);
      if (edges !== null) drawEdges(context, edges, inks);
      if (trail !== null) drawTrail(context, trail, accent);
      if (here !== null && here.depth[0] > 0) {
        ring(here.x[0], here.y[0], 8, accent);
        ring(here.x[0], here.y[0], 2, accent);
      }
      if (at !== null && points.depth[at] > 0) ring(points.x[at], points.y[at], at >= savedFrom ? 9 : 7, ink);
      if (lasso.length > 1) {
        context.beginPath();
        lasso.forEach(([x, y]) => { context.lineTo(x, y); });
        context.closePath();
        context.fillStyle = accent;
        context.globalAlpha = 0.1;
        context.fill();
        context.globalAlpha = 1;
        context.strokeStyle = accent;
        context.lineWidth = 1.5;
        context.stroke();
      }
    },
  };
}

function drawEdges(
  context: CanvasRenderingContext2D,
  { points: { x, y, depth }, names }: NonNullable<Scene['edges']>,
  style: Pick<Inks, 'line' | 'text' | 'font'>,
): void {
  context.strokeStyle = style.line;
  context.fillStyle = style.text;
  context.font = style.font;
  context.lineWidth = 1;
  context.textBaseline = 'middle';
  names.forEach((name, k) => {
    const end = k + 1;
    if (depth[0] <= 0 || depth[end] <= 0) return;
    context.beginPath();
    context.moveTo(x[0], y[0]);
    context.lineTo(x[end], y[end]);
    context.stroke();
    context.textAlign = x[end] < x[0] ? 'end' : 'start';
    context.fillText(name, x[end] + (x[end] < x[0] ? -6 : 6), y[end]);
  });
}

/** The line of the walk, its last places strongest, the last of all marked. */
function drawTrail(context: CanvasRenderingContext2D, { x, y, depth }: Projected, style: string): void {
  context.strokeStyle = style;
  context.lineWidth = 1.5;
  for (let i = 1; i < x.length; i++) {
    if (depth[i] <= 0 || depth[i - 1] <= 0) continue;
    context.globalAlpha = Math.max(0.12, 1 - (x.length - 1 - i) / 60);
    context.beginPath();
    context.moveTo(x[i - 1], y[i - 1]);
    context.lineTo(x[i], y[i]);
    context.stroke();
  }
  context.globalAlpha = 1;
  const last = x.length - 1;
  if (last < 0 || depth[last] <= 0) return;
  context.beginPath();
  context.arc(x[last], y[last], 5, 0, 2 * Math.PI);
  context.fillStyle = style;
  context.fill();
}

/** Points that are to be seen, the farthest first; on a flat map in their order, saved kicks last. And the middle depth. */
export function backToFront(depth: Float32Array): { order: Uint32Array; middle: number } {
  let least = Infinity;
  let most = 0;
  let seen = 0;
  for (const d of depth) {
    if (d <= 0) continue;
    seen++;
    if (d < least) least = d;
    if (d > most) most = d;
  }
  const order = new Uint32Array(seen);
  const middle = (least + most) / 2;
  if (most === least || seen === 0) {
    let next = 0;
    for (let i = 0; i < depth.length; i++) if (depth[i] > 0) order[next++] = i;
    return { order, middle: seen === 0 ? 1 : middle };
  }
  // A counting sort: ten thousand points in a fraction of a millisecond.
  const scale = (BUCKETS - 1) / (most - least);
  const starts = new Uint32Array(BUCKETS + 1);
  const bucketOf = (d: number): number => BUCKETS - 1 - Math.floor((d - least) * scale);
  for (const d of depth) if (d > 0) starts[bucketOf(d) + 1]++;
  for (let b = 1; b <= BUCKETS; b++) starts[b] += starts[b - 1];
  for (let i = 0; i < depth.length; i++) if (depth[i] > 0) order[starts[bucketOf(depth[i])]++] = i;
  return { order, middle };
}

interface Inks {
  /**
   * What marks are laid on: the colour of the panel, itself not there, so that the axes' lines show
   * through where no mark lies.
   */
  ground: number;
  ink: string;
  pixel: number;
  accent: string;
  line: string;
  text: string;
  font: string;
}

function inksOf(canvas: HTMLCanvasElement): Inks {
  const ink = colourOf(canvas, 'ink');
  return {
    ground: pixelOf(colourOf(canvas, 'surface-panel')) & 0xffffff,
    ink,
    pixel: pixelOf(ink),
    accent: colourOf(canvas, 'accent'),
    line: colourOf(canvas, 'hairline-strong'),
    text: colourOf(canvas, 'ink-secondary'),
    font: `12px ${getComputedStyle(canvas).getPropertyValue('--words')}`,
  };
}
