/** The training facts of a model as they are read: pure, from what its manifest says. */

import type { Output } from '../../../src-preload/contract/verbs.ts';
import { grouped } from '../../session/figures.ts';

export type ModelCard = Output<'models', 'card'>;

/** A figure, and the words that say what it is. */
export interface Fact {
  figure: string;
  words: string;
}

/** What training calls its counts, in words; one that is not known keeps its own name. */
const COUNTED: Partial<Record<string, string>> = {
  procedural: 'procedural kicks',
  real: 'real kicks',
  used: 'sounds',
  items: 'in all, with their variations',
  rejected: 'files left out',
  validation: 'held back to choose the best epoch',
};

/** What went in, how often. */
export function countsOf({ counts }: ModelCard['training']): Fact[] {
  return Object.entries(counts).map(([what, count]) => ({ figure: grouped(count), words: COUNTED[what] ?? what }));
}

/** In the order of the manifest. Beta says nothing without its normalisation, so both are told. */
export function settingsOf({ settings }: ModelCard['training'], latentSize: number): Fact[] {
  return Object.entries(settings).flatMap(([name, value]) =>
    name === 'beta' && typeof value === 'number'
      ? [
          { figure: settingText(value), words: 'beta, on the sum over the latent' },
          { figure: settingText(value * latentSize), words: 'beta, on its mean' },
        ]
      : [{ figure: settingText(value), words: name }],
  );
}

/** The beginning of a digest, long enough to tell it from any other. */
export function shortDigest(digest: string): string {
  return digest.length <= 12 ? digest : `${digest.slice(0, 12)}\u2026`;
}

function settingText(value: string | number | boolean | null): string {
  if (typeof value === 'number') return String(Number.isInteger(value) ? value : Number(value.toPrecision(3)));
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  return value ?? 'none';
}
