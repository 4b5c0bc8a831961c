import { expect, test } from 'vitest';
import { hzAtPlace, placeOfHz } from './axes.ts';
import { spectrogram, windowSeconds } from './spectrogram.ts';

const RATE = 44_100;
const GRID = { columns: 700, rows: 250, from: 0, seconds: 1.5 };
const LENGTH = 65_536;

const sine = (hz: number, amplitude: number, length = LENGTH): Float32Array =>
  Float32Array.from({ length }, (_, i) => amplitude * Math.sin((2 * Math.PI * hz * i) / RATE));

const columnAt = (seconds: number): number => Math.floor((seconds / GRID.seconds) * GRID.columns);
const rowOf = (hz: number): number => Math.floor(placeOfHz(hz) * GRID.rows);
const levelAt = (levels: Float32Array, row: number, column: number): number => levels[row * GRID.columns + column];
const inColumn = (levels: Float32Array, column: number): number[] =>
  Array.from({ length: GRID.rows }, (_, row) => levelAt(levels, row, column));
const loudest = (values: number[]): number => values.indexOf(Math.max(...values));

test.each([60, 117, 1000, 7300])('a sine of %d Hz lights its row at its level, all along', (hz) => {
  const levels = spectrogram(sine(hz, 0.5), RATE, GRID);
  const edge = windowSeconds(hz) / 2;
  for (const seconds of [edge + 0.01, 0.4, 1, LENGTH / RATE - edge - 0.01]) {
    const column = inColumn(levels, columnAt(seconds));
    expect(Math.abs(loudest(column) - rowOf(hz))).toBeLessThanOrEqual(1);
    expect(Math.abs(Math.max(...column) - 20 * Math.log10(0.5))).toBeLessThan(0.5);
    // A window's first zero is two of its bins away; beyond its side lobes nothing is left.
    for (const far of [hz - 20 / windowSeconds(hz), hz + 20 / windowSeconds(hz)]) {
      if (far > 20 && far < 20_000) expect(column[rowOf(far)]).toBeLessThan(-66);
    }
  }
});

test('two lines of a sub that one long window parts are parted', () => {
  const mix = sine(50, 0.4).map((v, i) => v + 0.4 * Math.sin((2 * Math.PI * 100 * i) / RATE));
  const column = inColumn(spectrogram(mix, RATE, GRID), columnAt(0.7));
  const between = Math.min(...column.slice(rowOf(100), rowOf(50)));
  expect(between).toBeLessThan(column[rowOf(50)] - 30);
  expect(between).toBeLessThan(column[rowOf(100)] - 30);
});

test.each([0.0203, 0.5, 1.1111])('an impulse %d s in lights its column, in high rows for milliseconds only', (seconds) => {
  const samples = new Float32Array(LENGTH);
  const at = Math.round(seconds * RATE);
  samples[at] = 1;
  const levels = spectrogram(samples, RATE, GRID);
  for (const hz of [100, 1000, 5000, 15_000]) {
    const row = [...levels.subarray(rowOf(hz) * GRID.columns, (rowOf(hz) + 1) * GRID.columns)];
    const top = Math.max(...row);
    // An impulse is as strong at all frequencies: two over the window's sum, which is half its length.
    expect(Math.abs(top - 20 * Math.log10(4 / (windowSeconds(hzAtPlace((rowOf(hz) + 0.5) / GRID.rows)) * RATE)))).toBeLessThan(0.7);
    expect(row[columnAt(at / RATE)]).toBeGreaterThan(top - 0.7);
    const away = Math.ceil((windowSeconds(hz) / GRID.seconds) * GRID.columns * 0.75);
    for (const far of [columnAt(seconds) - away, columnAt(seconds) + away]) {
      if (far >= 0 && far < GRID.columns) expect(row[far]).toBeLessThan(top - 50);
    }
  }
});

test('equals the short-time transform that it stands for', () => {
  const samples = Float32Array.from({ length: 40_000 }, (_, i) => {
    const t = i / RATE;
    return 0.8 * Math.exp(-4 * t) * Math.sin(2 * Math.PI * (50 * t - 6 * Math.exp(-40 * t))) + 0.1 * Math.exp(-60 * t) * Math.sin(9999 * i * i);
  });
  const levels = spectrogram(samples, RATE, GRID);
  const errors: number[] = [];
  for (let i = 0; i < 2000; i++) {
    const row = (i * 7919) % GRID.rows;
    const column = (i * 104_729) % GRID.columns;
    const hz = hzAtPlace((row + 0.5) / GRID.rows);
    const exact = directly(samples, hz, ((column + 0.5) * GRID.seconds) / GRID.columns);
    // What is loud enough to be seen clearly; between two lines it may be a zero, which has no level.
    if (hz < 1000 && exact > -50) errors.push(Math.abs(exact - levelAt(levels, row, column)));
  }
  errors.sort((a, b) => a - b);
  expect(errors.length).toBeGreaterThan(100);
  expect(errors[Math.floor(errors.length / 2)]).toBeLessThan(0.3);
  expect(errors[Math.floor(0.9 * errors.length)]).toBeLessThan(1.5);
});

/** Level at one time and frequency by the definition, in dB. */
function directly(samples: Float32Array, hz: number, seconds: number): number {
  const length = windowSeconds(hz) * RATE;
  const centre = seconds * RATE;
  let re = 0;
  let im = 0;
  let sum = 0;
  for (let i = Math.ceil(centre - length / 2); i <= centre + length / 2; i++) {
    const weight = 0.5 + 0.5 * Math.cos((2 * Math.PI * (i - centre)) / length);
    sum += weight;
    if (i < 0 || i >= samples.length) continue;
    re += weight * samples[i] * Math.cos((2 * Math.PI * hz * i) / RATE);
    im -= weight * samples[i] * Math.sin((2 * Math.PI * hz * i) / RATE);
  }
  return 10 * Math.log10((4 * (re * re + im * im)) / (sum * sum) + 1e-12);
}

test('after the sound it is dark, and its end does not show at the beginning', () => {
  const samples = new Float32Array(LENGTH);
  samples.set(sine(60, 1, 8000), LENGTH - 8000);
  const levels = spectrogram(samples, RATE, GRID);
  // Less than is shown, and what the response that is left out amounts to.
  expect(Math.max(...inColumn(levels, 0))).toBeLessThan(-75);
  const short = spectrogram(sine(60, 1, 4000), RATE, GRID);
  expect(Math.max(...inColumn(short, columnAt(0.6)))).toBeLessThan(-110);
});

test('a part of the time axis shows what the whole shows there, and more of it', () => {
  const samples = sine(400, 0.5).map((v, i) => v * Math.exp(-i / 9000));
  const whole = spectrogram(samples, RATE, GRID);
  // 70 columns of the whole, ten times as wide.
  const part = spectrogram(samples, RATE, { ...GRID, from: 0.3, seconds: 0.15 });
  const row = rowOf(400);
  for (let x = 5; x < 700; x += 10) {
    expect(Math.abs(levelAt(part, row, x) - levelAt(whole, row, 140 + (x - 5) / 10))).toBeLessThan(0.3);
  }
  expect(spectrogram(sine(400, 1, 4000), RATE, { ...GRID, from: 1, seconds: 0.1 }).every((db) => db < -110)).toBe(true);
});

test('silence, and a single sample, are pictures too', () => {
  expect(Math.max(...spectrogram(new Float32Array(1000), RATE, { columns: 5, rows: 3, from: 0, seconds: 0.1 }))).toBeLessThan(-119);
  const click = spectrogram(Float32Array.of(1), RATE, { columns: 1, rows: 1, from: 0, seconds: 0.001 });
  expect(click).toHaveLength(1);
  expect(click[0]).toBeGreaterThan(-60);
});

test('a lower rate has nothing above half of it', () => {
  const low = Float32Array.from({ length: 8000 }, (_, i) => Math.sin((2 * Math.PI * 1000 * i) / 8000));
  const levels = spectrogram(low, 8000, { columns: 10, rows: 250, from: 0, seconds: 1 });
  const column = Array.from({ length: 250 }, (_, row) => levels[row * 10 + 5]);
  expect(Math.abs(loudest(column) - rowOf(1000))).toBeLessThanOrEqual(1);
  expect(Math.max(...column.slice(0, rowOf(4000)))).toBeLessThan(-110);
});
