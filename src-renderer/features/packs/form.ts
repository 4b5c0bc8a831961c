/** What stands in the form of a new pack, as text, and what is asked for with it. Pure. */

import type { Category } from '../../../src-preload/contract/categories.ts';
import { DEFAULT_TEMPLATE, type LicenceName } from '../../../src-preload/contract/pack-names.ts';
import type { ThemeName } from '../../../src-preload/contract/pack-themes.ts';
import type { Key } from '../../../src-preload/contract/shape.ts';
import type { WavFormat, WavRate } from '../../../src-preload/contract/wav-formats.ts';
import type { PackAsked } from './packs.ts';

export interface PackForm {
  theme: ThemeName;
  /** 0 to 1: how far from the selection. */
  vary: number;
  count: string;
  seed: string;
  /** Parts of each kind; empty: those of the theme. */
  mix: Readonly<Partial<Record<Category, string>>>;
  key: Key | null;
  /** LUFS; empty: each its own. */
  loudness: string;
  ceiling: string;
  format: WavFormat;
  rate: WavRate;
  name: string;
  template: string;
  licence: LicenceName;
  holder: string;
  /** Empty: the folder that is offered. */
  out: string;
  zip: boolean;
}

export const FIRST_FORM: PackForm = {
  theme: 'Everything', vary: 0, count: '50', seed: '1', mix: {}, key: null, loudness: '', ceiling: '-1', format: 'wav24', rate: 44_100,
  name: 'Kicklab Sounds', template: DEFAULT_TEMPLATE, licence: 'Royalty-free', holder: '', out: '', zip: false,
};

/** @param folder Where it goes when none is typed. */
export function askedOf(form: PackForm, selection: readonly string[], folder: string): PackAsked {
  const mix = Object.entries(form.mix).filter(([, share]) => share.trim() !== '').map(([kind, share]) => [kind, Number(share)] as const);
  return {
    name: form.name.trim(),
    count: Number(form.count),
    seed: Number(form.seed),
    theme: form.theme,
    ...(selection.length === 0 ? {} : { selection: { ids: [...selection], vary: form.vary } }),
    ...(mix.length === 0 ? {} : { mix: Object.fromEntries(mix) }),
    ...(form.key === null ? {} : { key: form.key }),
    ...(form.loudness.trim() === '' ? {} : { loudness: Number(form.loudness) }),
    ceiling: Number(form.ceiling),
    format: form.format,
    rate: form.rate,
    template: form.template.trim(),
    licence: form.licence,
    ...(form.holder.trim() === '' ? {} : { holder: form.holder.trim() }),
    zip: form.zip,
    out: form.out.trim() === '' ? folder : form.out.trim(),
  };
}

/** How many kicks the pack of a form has: of a selection as it is, those that it holds. */
export function countOf(form: Pick<PackForm, 'count' | 'vary'>, selection: readonly string[]): number {
  return selection.length > 0 && form.vary === 0 ? selection.length : Math.max(1, Math.round(Number(form.count)) || 1);
}
