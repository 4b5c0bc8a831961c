/** What a point is called, and how it is opened: said once for pointer, keys and lists. */

import type { App } from '../../app/context.ts';
import { figureOf, percent, type Figure } from '../../session/figures.ts';
import type { HeardKick } from '../../../src-preload/contract/kicks.ts';
import { SLIDERS, type SliderName } from '../../../src-preload/contract/sliders.ts';
import type { PlaceField } from '../../../src-preload/contract/places.ts';
import { isMeasured, sourceOf, valueOf, type Cloud, type PointSource } from './cloud.ts';

/** The number of a place that a slider moves. */
export const FIELD_OF = { decay: 'decayMs', brightness: 'centroidHz', subby: 'subShare', click: 'clickDb' } as const satisfies Record<SliderName, PlaceField>;

export function nameOf(cloud: Cloud, point: number): string {
  const source = sourceOf(cloud, point);
  switch (source.kind) {
    case 'model':
      return `Random ${source.index}`;
    case 'saved':
      return source.kick.name;
    case 'latent':
      return source.name;
  }
}

/** The figures of a point, in the order of the sliders. */
export const figuresOf = (cloud: Cloud, point: number): Figure[] => SLIDERS.map((slider) => figureOf(slider, valueOf(cloud.places, point, FIELD_OF[slider])));

/** A point as it is read out. */
export function describePoint(cloud: Cloud, point: number): string {
  const [decay, brightness, sub, click] = figuresOf(cloud, point).map(({ number, unit }) => `${number} ${unit}`);
  const typical = percent(valueOf(cloud.places, point, 'typicality'));
  const kind = cloud.categories.at(valueOf(cloud.places, point, 'category')) ?? '';
  const how = isMeasured(cloud, point) ? 'measured' : 'predicted';
  return `${nameOf(cloud, point)}: decay ${decay}, brightness ${brightness}, sub ${sub}, click ${click}, ${how}; cluster ${valueOf(cloud.places, point, 'cluster') + 1}, ${kind === '' ? '' : `${kind}, `}typical ${typical.number} ${typical.unit}`;
}

/** Lets a point be heard in a moment. */
export function hearPoint({ explore: { map, sounds } }: App, point: number): void {
  const { cloud } = map.getState();
  if (cloud !== null) sounds.hover(sourceOf(cloud, point));
}

/** Puts a point's kick in hand, as in Design. */
export async function openPoint(app: App, point: number): Promise<void> {
  const { cloud } = app.explore.map.getState();
  if (cloud !== null) await openSource(app, sourceOf(cloud, point), nameOf(cloud, point));
}

/** Puts what stands behind a point in hand, under a label. */
export async function openSource({ explore: { sounds }, session }: App, source: PointSource, label: string): Promise<void> {
  sounds.leave();
  if (source.kind === 'saved') {
    await session.openSaved(source.kick);
    return;
  }
  const kick = await sounds.take(source);
  if (kick !== null) session.bring({ label, kick, shapeable: true });
}

/** Puts a kick in hand that was come across, and goes to it. */
export function openInDesign({ session }: App, kick: HeardKick, label: string): void {
  session.bring({ label, kick, shapeable: true });
  location.hash = '#design';
}
