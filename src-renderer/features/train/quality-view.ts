/** The figures of a quality card as they are read. Pure. */

import type { QualityFigure } from '../../../src-preload/contract/quality.ts';
import { tidy } from '../../charts/line-chart.ts';
import { DASH } from '../../session/figures.ts';

export const LEVEL_WORDS: Record<NonNullable<QualityFigure['level']>, string> = { good: 'Good', fair: 'Fair', poor: 'Poor' };

/** A figure's value as number and unit; a dash where too little is there to measure it on. */
export function valueOf({ value, unit }: Pick<QualityFigure, 'value' | 'unit'>): { number: string; unit: string } {
  return value === null ? { number: DASH, unit: '' } : { number: tidy(value), unit };
}

/** What it takes for a figure to be good and to be fair, in words; null where nothing is judged. */
export function boundsTold({ bounds, unit }: Pick<QualityFigure, 'bounds' | 'unit'>): string | null {
  if (bounds === null) return null;
  const [good, fair] = [bounds.good, bounds.fair].map((value) => (unit === '' ? tidy(value) : `${tidy(value)} ${unit}`));
  return bounds.better === 'less' ? `good up to ${good}, fair up to ${fair}` : `good from ${good}, fair from ${fair}`;
}
