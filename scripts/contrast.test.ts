/**
 * Every ink on every surface it may stand on, in both themes, by the contrast ratio of WCAG 2.2
 * (https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio): 4.5 for what is read, 3 for what is only seen.
 * Left out: hairlines, which divide and carry no meaning; what is disabled, but where it is a mark.
 */

import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { cssColour, DARKEST_DB } from '../src-renderer/charts/magma.ts';

const css = readFileSync(resolve(import.meta.dirname, '../src-renderer/styles/tokens.css'), 'utf8');
const PAIR = /^\s*--(?<role>[\w-]+): (?:light-dark\((?<light>#\w+), (?<dark>#\w+)\)|(?<both>#\w+));$/gm;
type Theme = 'light' | 'dark';

const colours = new Map<string, Record<Theme, string>>();
for (const { groups } of css.matchAll(PAIR)) {
  const { role, light, dark, both } = groups as { role: string; light?: string; dark?: string; both?: string };
  colours.set(role, { light: light ?? both ?? '', dark: dark ?? both ?? '' });
}
const channelsOf = (colour: string): number[] =>
  colour.startsWith('#') ? [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16)) : (colour.match(/\d+/g) ?? []).map(Number);

/** Relative luminance, 0 to 1. */
function luminance(colour: string): number {
  const [red, green, blue] = channelsOf(colour).map((channel) => {
    const c = channel / 255;
    return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
const contrast = (a: string, b: string): number => {
  const [low, high] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (high + 0.05) / (low + 0.05);
};

const SURFACES = ['surface-page', 'surface-panel', 'surface-raised', 'surface-pressed'];
const READ = 4.5;
const SEEN = 3;
/** An ink, what it stands on, and how far it must stand out. */
const PAIRS: readonly (readonly [ink: string, surfaces: readonly string[], least: number])[] = [
  ['ink', SURFACES, READ],
  ['ink-secondary', SURFACES, READ],
  ['accent', SURFACES.slice(0, 3), READ],
  // The focus ring, and a mark on what is pressed.
  ['accent', SURFACES, SEEN],
  ['data-pitch', SURFACES.slice(0, 3), READ],
  ['ink-on-accent', ['accent', 'accent-hover'], READ],
  // The fill of a slider that only follows, a letter in a strip.
  ['ink-disabled', SURFACES.slice(0, 2), SEEN],
  ...Array.from({ length: 8 }, (_, i): [string, string[], number] => [`category-${i + 1}`, ['surface-panel'], SEEN]),
];

describe.each(['dark', 'light'] as const)('the %s theme', (theme) => {
  const of = (role: string): string => {
    const colour = colours.get(role);
    if (colour === undefined) throw new Error(`tokens.css has no colour --${role}`);
    return colour[theme];
  };

  test.each(PAIRS)('%s on %j stands out by %d', (ink, surfaces, least) => {
    for (const surface of surfaces) {
      const got = contrast(of(ink), of(surface));
      expect(got, `${of(ink)} on ${of(surface)} (${surface}) is ${got.toFixed(2)}`).toBeGreaterThanOrEqual(least);
    }
  });

  test('the playhead is seen on most of the spectrogram', () => {
    // Magma runs through the accent's own brightness; the line moves, and its neighbours do not.
    const levels = Array.from({ length: 81 }, (_, i) => (i * DARKEST_DB) / 80);
    const seen = levels.filter((db) => contrast(of('accent-on-picture'), cssColour(db)) >= 1.5);
    expect(seen.length / levels.length).toBeGreaterThan(0.6);
  });

  test('a change of surface is seen', () => {
    for (const [one, other] of [['surface-page', 'surface-panel'], ['surface-panel', 'surface-raised'], ['surface-page', 'surface-pressed']]) {
      expect(contrast(of(one), of(other)), `${one} beside ${other}`).toBeGreaterThan(1.04);
    }
  });
});

test('what a canvas reads is said to be a colour, with the dark one to begin with', () => {
  const declared = [...css.matchAll(/^@property --(?<role>[\w-]+) \{ syntax: '<color>'; inherits: true; initial-value: (?<value>#\w+); \}$/gm)];
  expect(declared.length).toBeGreaterThan(10);
  for (const { groups } of declared) expect(groups?.value).toBe(colours.get(groups?.role ?? '')?.dark);
});
