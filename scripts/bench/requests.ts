/**
 * Are descriptors reached that are asked for in their own units, and kept that are to be kept?
 * What is asked for is what another random kick measures: the model can make it, whatever the
 * descriptor surface believes.
 */

import type { Model } from '../../src-main/engine/models.ts';
import type { Reached, Targets } from '../../src-main/engine/protocol.ts';
import { generate } from '../../src-main/engine/synthesis.ts';
import { SLIDERS, type SliderName } from '../../src-preload/contract/sliders.ts';
import { atLeast, figure, type Row, type Section } from './rows.ts';
import { mean } from '../../src-main/base/statistics.ts';

const SEED = 77;
/** Locks that are tried in turn, as a producer would set them. */
const LOCKS: readonly (readonly SliderName[])[] = [['subby'], ['decay'], ['click'], ['subby', 'decay'], ['brightness'], ['decay', 'subby', 'brightness']];

type Values = Record<SliderName, number>;

async function measured(model: Model, index: number): Promise<{ values: Values; latent: number[] }> {
  const { signal } = new AbortController();
  const { descriptors: d, latent } = await generate(model, { base: { seed: SEED, index }, sliders: {}, forFile: true }, signal);
  return { values: { decay: d.decayMs, brightness: d.centroidHz, subby: d.subShare, click: d.clickDb }, latent };
}

const targetsOf = (values: Values, names: readonly SliderName[]): Targets => ({
  ...(names.includes('decay') ? { decayMs: values.decay } : {}),
  ...(names.includes('brightness') ? { centroidHz: values.brightness } : {}),
  ...(names.includes('subby') ? { subShare: values.subby } : {}),
  ...(names.includes('click') ? { clickDb: values.click } : {}),
});

const met = (reached: Reached): number => (Object.values(reached).every(({ within }) => within) ? 1 : 0);

/** Requests and locks on `bases` seeded kicks as rows. */
export async function measureRequests(model: Model, bases: number): Promise<Section> {
  const { signal } = new AbortController();
  const kicks: Awaited<ReturnType<typeof measured>>[] = [];
  for (let index = 1; index <= bases; index++) kicks.push(await measured(model, index));
  const other = (i: number, k: number): Values => kicks[(i + 1 + k) % bases].values;

  const share = async (names: readonly SliderName[], k: number): Promise<number> => {
    const found: number[] = [];
    for (const [i, { latent }] of kicks.entries()) {
      const targets = targetsOf(other(i, k), names);
      const { reached } = await generate(model, { base: { latent }, sliders: {}, targets, forFile: true }, signal);
      found.push(met(reached));
    }
    return mean(found);
  };
  const rows: Row[] = [];
  const single: number[] = [];
  for (const [k, name] of SLIDERS.entries()) {
    single.push(await share([name], k));
    rows.push(figure(`${name} asked for alone: reached`, single[k], ''));
  }
  rows.push(figure('one descriptor asked for: reached', mean(single), '', { target: atLeast(0.9) }));
  rows.push(figure('all four asked for at once: reached', await share(SLIDERS, 4), ''));

  const locked: number[] = [];
  for (const [i, { latent }] of kicks.entries()) {
    const base = { like: latent, keep: LOCKS[i % LOCKS.length], seed: SEED + i, amount: 1 };
    locked.push(met((await generate(model, { base, sliders: {}, forFile: true }, signal)).reached));
  }
  rows.push(figure('new random kicks that keep one to three descriptors: kept', mean(locked), '', { target: atLeast(0.9) }));
  return {
    name: 'requests',
    about: `Shares of ${String(bases)} seeded random kicks. Asked for: what another of them measures. Reached or kept: within 5 % (ms, Hz, share) or 0.5 dB, ` +
      'measured on the finished sound.',
    rows,
  };
}
