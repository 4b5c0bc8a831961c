/** Figures of a kick in words, with their units. */

import type { Descriptors } from '../../src-preload/contract/fields.ts';

/** `412 ms  1.9 kHz  63 %  -9.0 dB  F1 +12 ct` */
export function describeKick(d: Descriptors): string {
  const note = d.note === null || d.noteCents === null ? '-' : `${d.note} ${signed(d.noteCents)} ct`;
  return [`${d.decayMs.toFixed(0)} ms`, hertz(d.centroidHz), `${(100 * d.subShare).toFixed(0)} %`, `${d.clickDb.toFixed(1)} dB`, note].join('  ');
}

/** `1 h 05 min`, `3 min 20 s`, `45 s` */
export function duration(seconds: number): string {
  const s = Math.round(seconds);
  if (s >= 3600) return `${String(Math.floor(s / 3600))} h ${String(Math.floor((s % 3600) / 60)).padStart(2, '0')} min`;
  return s >= 60 ? `${String(Math.floor(s / 60))} min ${String(s % 60).padStart(2, '0')} s` : `${String(s)} s`;
}

function hertz(hz: number): string {
  return hz >= 1000 ? `${(hz / 1000).toFixed(1)} kHz` : `${hz.toFixed(0)} Hz`;
}

function signed(cents: number): string {
  return `${cents < 0 ? '-' : '+'}${Math.abs(cents).toFixed(0)}`;
}
