/** Figures of a kick in words, with their units. */

import type { EffectLevel } from '../../src-preload/contract/effect-schemas.ts';
import type { Descriptors, Reached } from '../../src-preload/contract/fields.ts';
import { SLIDERS, type SliderName } from '../../src-preload/contract/sliders.ts';

/** `412 ms  1.9 kHz  63 %  -9.0 dB  F1 +12 ct` */
export function describeKick(d: Descriptors): string {
  const note = d.note === null || d.noteCents === null ? '-' : `${d.note} ${signed(d.noteCents)} ct`;
  return [`${d.decayMs.toFixed(0)} ms`, hertz(d.centroidHz), `${(100 * d.subShare).toFixed(0)} %`, `${d.clickDb.toFixed(1)} dB`, note].join('  ');
}

/** What was asked for and not reached, ` (decay: 300 ms asked, 412 ms made; this kick reaches 350 ms to 1100 ms)`; empty where nothing was missed. */
export function describeMissed(reached: Reached): string {
  return SLIDERS.map((name) => {
    const outcome = reached[name];
    if (outcome === undefined || outcome.within) return '';
    const { asked, got, reachable: [low, high] } = outcome;
    const show = SHOWN[name];
    return ` (${name}: ${show(asked)} asked, ${show(got)} made; this sound reaches ${show(low)} to ${show(high)})`;
  }).join('');
}

/** What the effects did to the level where somebody may wonder, ` (-8.7 LUFS of -8 asked: the ceiling holds it)`; else empty. */
export function describeLevel(level: EffectLevel | undefined): string {
  const loudness = level?.loudness ?? null;
  if (loudness?.limited !== true || loudness.reachedLufs === null) return '';
  return ` (${loudness.reachedLufs.toFixed(1)} LUFS of ${String(loudness.targetLufs)} asked: the ceiling holds it; more drive into a clipper ahead of it makes room)`;
}

/** Beta says nothing without its normalisation, so both are told. */
export function describeBeta(beta: number, latentSize: number): string {
  const onMean = Number((beta * latentSize).toPrecision(3));
  return `beta ${String(beta)} on the sum over ${String(latentSize)} dimensions (${String(onMean)} on their mean)`;
}

/** `1 h 05 min`, `3 min 20 s`, `45 s` */
export function duration(seconds: number): string {
  const s = Math.round(seconds);
  if (s >= 3600) return `${String(Math.floor(s / 3600))} h ${String(Math.floor((s % 3600) / 60)).padStart(2, '0')} min`;
  return s >= 60 ? `${String(Math.floor(s / 60))} min ${String(s % 60).padStart(2, '0')} s` : `${String(s)} s`;
}

/** As much of an id as tells it from others in a list; commands take it for the whole. */
export const shortId = (id: string): string => id.slice(0, 8);

/** A bundle's words come from whoever made it, and the names of files too: nothing in them may speak to the terminal. */
export function printable(words: string): string {
  return words.replaceAll(/[^\P{Cc}\n\t]/gu, '');
}

const SHOWN: Record<SliderName, (value: number) => string> = {
  decay: (ms) => `${ms.toFixed(0)} ms`,
  brightness: hertz,
  subby: (share) => `${(100 * share).toFixed(1)} %`,
  click: (db) => `${db.toFixed(1)} dB`,
};

function hertz(hz: number): string {
  return hz >= 1000 ? `${(hz / 1000).toFixed(1)} kHz` : `${hz.toFixed(0)} Hz`;
}

function signed(cents: number): string {
  return `${cents < 0 ? '-' : '+'}${Math.abs(cents).toFixed(0)}`;
}
