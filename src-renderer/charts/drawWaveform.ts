/**
 * Draws a sound on a canvas: each pixel column from its lowest to its highest sample; where samples lie
 * further apart than pixels, straight lines from one to the next, and the samples themselves as dots once
 * there is room. Over it the line of its loudness.
 */

import { colourOf } from '../styles/theme.ts';
import { placeOfLevel } from './axes.ts';
import { columnExtremes, joined } from './columns.ts';
import type { Envelope } from './envelope.ts';
import type { Size } from './useSize.ts';

/** What is to be seen: a sound, from which sample on, and how many samples span the picture. */
export interface Shown {
  samples: Float32Array;
  envelope: Envelope;
  /** Not negative; need not be whole. */
  first: number;
  span: number;
  sampleRate: number;
  size: Size;
}

/** Thinnest line, in CSS pixels. */
const THINNEST = 1.25;
/** Ink between the line and zero. */
const SHADE = 0.14;
const ENVELOPE_INK = 0.4;
/** Samples at least so far apart, in CSS pixels, are drawn as dots too. */
const DOTS_APART = 7;
const DOT_RADIUS = 2;

export function drawWaveform(canvas: HTMLCanvasElement, shown: Shown | null): void {
  const context = canvas.getContext('2d');
  if (context === null) return;
  context.clearRect(0, 0, canvas.width, canvas.height);
  if (shown === null) return;
  const { size: { columns, rows } } = shown;
  if (canvas.width !== columns) canvas.width = columns;
  if (canvas.height !== rows) canvas.height = rows;
  const ink = colourOf(canvas, 'ink');
  context.fillStyle = ink;
  context.strokeStyle = ink;
  context.lineJoin = 'round';
  if (columns > shown.span) drawSamples(context, shown);
  else drawColumns(context, shown);
  drawEnvelope(context, shown);
}

/** Each column from its lowest to its highest sample, over a faint fill to the zero line. */
function drawColumns(context: CanvasRenderingContext2D, { samples, first, span, size: { columns, rows } }: Shown): void {
  const { low, high } = joined(columnExtremes(samples, columns, span, first));
  const thinnest = THINNEST * devicePixelRatio;
  // A steep edge is as wide as a flat line is thick.
  const wide = Math.max(1, Math.floor(thinnest));
  const zero = rows * placeOfLevel(0);
  const scale = zero - rows * placeOfLevel(1);
  context.globalAlpha = SHADE;
  for (let x = 0; x < low.length; x++) {
    if (low[x] > 0) context.fillRect(x, zero - scale * low[x], 1, scale * low[x]);
    else if (high[x] < 0) context.fillRect(x, zero, 1, -scale * high[x]);
  }
  context.globalAlpha = 1;
  for (let x = 0; x < low.length; x++) {
    const tall = scale * (high[x] - low[x]);
    const spare = Math.max(0, thinnest - tall);
    context.fillRect(x, zero - scale * high[x] - spare / 2, wide, tall + spare);
  }
}

/** Every sample where it lies, joined by straight lines. */
function drawSamples(context: CanvasRenderingContext2D, { samples, first, span, size: { columns, rows } }: Shown): void {
  const apart = columns / span;
  const begin = Math.max(0, Math.floor(first));
  const end = Math.min(samples.length, Math.ceil(first + span) + 1);
  const x = (n: number): number => (n - first) * apart;
  const y = (n: number): number => rows * placeOfLevel(samples[n]);
  context.beginPath();
  for (let n = begin; n < end; n++) context.lineTo(x(n), y(n));
  context.lineWidth = THINNEST * devicePixelRatio;
  context.stroke();
  context.lineTo(x(end - 1), rows * placeOfLevel(0));
  context.lineTo(x(begin), rows * placeOfLevel(0));
  context.globalAlpha = SHADE;
  context.fill();
  context.globalAlpha = 1;
  if (apart < DOTS_APART * devicePixelRatio) return;
  context.beginPath();
  for (let n = begin; n < end; n++) {
    context.moveTo(x(n), y(n));
    context.arc(x(n), y(n), DOT_RADIUS * devicePixelRatio, 0, 2 * Math.PI);
  }
  context.fill();
}

function drawEnvelope(context: CanvasRenderingContext2D, { envelope: { levels, step }, first, span, sampleRate, size: { columns, rows } }: Shown): void {
  const apart = (step * sampleRate * columns) / span;
  const begin = Math.max(0, Math.floor(first / (step * sampleRate)));
  context.beginPath();
  // A level stands for the middle of its step.
  for (let i = begin; i < levels.length; i++) {
    const x = (i + 0.5) * apart - (first * columns) / span;
    context.lineTo(x, rows * placeOfLevel(levels[i]));
    if (x > columns) break;
  }
  context.globalAlpha = ENVELOPE_INK;
  context.lineWidth = devicePixelRatio;
  context.stroke();
  context.globalAlpha = 1;
}
