import { expect, test } from 'vitest';
import { fitAxes, transformDescriptors, untransform } from '../../latent/axes.ts';
import { SLIDERS, type SliderName, type SliderValues } from '../../../src-preload/contract/sliders.ts';
import { POSITIONS, SWEPT } from '../../../src-preload/contract/training-presets.ts';
import type { Kick } from '../protocol.ts';
import { sweepSliders } from './slider-sweeps.ts';

const OWN = { decayMs: 300, centroidHz: 150, subShare: 0.5, clickDb: -20 };
const { descriptors: statistics } = fitAxes(
  Array.from({ length: 20 }, (_, i) => [i, i % 3]),
  Array.from({ length: 20 }, (_, i) => transformDescriptors(OWN).map((value) => value + (i % 2 === 0 ? 1 : -1))),
);

/** A kick of a model that promises 1 sd to either side, and keeps to `kept` of where a slider stands. */
function madeWith(sliders: SliderValues, kept: (slider: SliderName, position: number) => number): Pick<Kick, 'descriptors' | 'reach'> {
  const own = transformDescriptors(OWN);
  const value = (name: SliderName, position: number): number => untransform(statistics[name].transform, own[SLIDERS.indexOf(name)] + statistics[name].sd * (2 * position - 1));
  const at = (name: SliderName): number => value(name, sliders[name] === undefined ? 0.5 : kept(name, sliders[name]));
  const reach = (name: SliderName): { low: number; high: number } => ({ low: value(name, 0), high: value(name, 1) });
  return {
    descriptors: { decayMs: at('decay'), centroidHz: at('brightness'), subShare: at('subby'), clickDb: at('click') } as Kick['descriptors'],
    reach: { decay: reach('decay'), brightness: reach('brightness'), subby: reach('subby'), click: reach('click') },
  };
}

test('a slider that keeps its word is told from one that undershoots, one that runs backwards and one that does nothing', async () => {
  const kept: Record<SliderName, (position: number) => number> = {
    decay: (position) => position, brightness: (position) => position / 2, subby: (position) => 1 - position, click: () => 0.5,
  };
  const asked: number[] = [];
  const found = await sweepSliders(statistics, (index, sliders) => {
    asked.push(index);
    return Promise.resolve(madeWith(sliders, (name, position) => kept[name](position)));
  });
  expect(SLIDERS.map((name) => found[name].monotone)).toEqual([1, 1, -1, 0].map((value) => expect.closeTo(value, 9) as number));
  expect(found.decay.exact).toBeCloseTo(0, 9);
  // From 0 at the low end to half the 2 sd of the way at the high one.
  expect(found.brightness.exact).toBeCloseTo(0.5, 9);
  expect(asked).toHaveLength(SLIDERS.length * SWEPT * POSITIONS);
  expect(new Set(asked)).toEqual(new Set(Array.from({ length: SWEPT }, (_, i) => i + 1)));
});

test('where the sounds do not differ there is no unit to miss by', async () => {
  const flat = { ...statistics, click: { ...statistics.click, sd: 0 } };
  const found = await sweepSliders(flat, (_, sliders) => Promise.resolve(madeWith(sliders, (__, position) => position)));
  expect(found.click.exact).toBeNull();
  expect(found.decay.exact).toBeCloseTo(0, 9);
});
