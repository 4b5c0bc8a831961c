/**
 * Sliders as arithmetic on latents: where a kick stands on each slider, and where it must go for
 * a slider to stand elsewhere. Works on what the bundle's map predicts; what the sound then
 * measures is the descriptors' business.
 */

import { SLIDERS, type SliderName, type SliderValues } from '../../src-preload/contract/sliders.ts';
import { dot, type Axes } from './axes.ts';

/** Predicted descriptors of a latent, transformed, in SLIDERS order. */
export function predictDescriptors(axes: Axes, latent: readonly number[]): number[] {
  return axes.map.weights.map((row, k) => dot(row, latent) + axes.map.bias[k]);
}

/** Position of every slider for a latent, held to [0, 1]. */
export function sliderPositions(axes: Axes, latent: readonly number[]): Record<SliderName, number> {
  const predicted = predictDescriptors(axes, latent);
  const position = (name: SliderName, k: number): number => {
    const { low, high } = axes.descriptors[name];
    if (high <= low) return 0.5;
    return Math.min(1, Math.max(0, (predicted[k] - low) / (high - low)));
  };
  return {
    decay: position('decay', 0),
    brightness: position('brightness', 1),
    subby: position('subby', 2),
    click: position('click', 3),
  };
}

/**
 * The latent with the set sliders at their values (0 = the data's 2nd percentile, 1 = its 98th).
 * All set sliders move at once; the predicted descriptors of the others stay. With none set the
 * base comes back unchanged.
 */
export function applySliders(axes: Axes, base: readonly number[], values: SliderValues): number[] {
  const predicted = predictDescriptors(axes, base);
  const latent = [...base];
  SLIDERS.forEach((name, k) => {
    const value = values[name];
    if (value === undefined) return;
    const { low, high } = axes.descriptors[name];
    const distance = low + value * (high - low) - predicted[k];
    const direction = axes.directions[k];
    for (let i = 0; i < latent.length; i++) latent[i] += distance * direction[i];
  });
  return latent;
}
