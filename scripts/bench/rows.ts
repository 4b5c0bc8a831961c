/**
 * What the bench prints: rows of figures, each beside its baselines and, where one is set, its
 * target. Sections make rows; `report.ts` prints and writes them.
 */

/** `of: 'ratio'` judges value / first baseline, else the value itself. */
export interface Target {
  bound: 'most' | 'least';
  value: number;
  of: 'value' | 'ratio';
}

export interface Row {
  name: string;
  /** null: not measured, and `note` says why. */
  value: number | null;
  unit: string;
  /** By name, measured in the same run; the ratio is to the first. */
  baselines: Record<string, number>;
  ratio: number | null;
  target: Target | null;
  /** null where there is no target or no figure. */
  met: boolean | null;
  note: string;
}

export interface Section {
  name: string;
  /** What was measured on what: sounds, matching, windows, floors. */
  about: string;
  rows: Row[];
}

interface Options {
  baselines?: Record<string, number>;
  target?: Target;
  note?: string;
}

export const atMost = (value: number, of: Target['of'] = 'value'): Target => ({ bound: 'most', value, of });
export const atLeast = (value: number, of: Target['of'] = 'value'): Target => ({ bound: 'least', value, of });

/** A measured row. Figures are kept to five digits, as the file keeps them. A figure that is not finite is not measured. */
export function figure(name: string, measured: number, unit: string, { baselines = {}, target, note = '' }: Options = {}): Row {
  if (!Number.isFinite(measured)) return notMeasured(name, note === '' ? 'no figure came out' : note, target);
  const value = rounded(measured);
  const first = Object.values(baselines).at(0);
  const ratio = first === undefined ? null : rounded(measured / first);
  const judged = target?.of === 'ratio' ? ratio : value;
  return {
    name, value, unit,
    baselines: Object.fromEntries(Object.entries(baselines).map(([key, x]) => [key, rounded(x)])),
    ratio, target: target ?? null, note,
    met: target === undefined || judged === null ? null : target.bound === 'most' ? judged <= target.value : judged >= target.value,
  };
}

/** A row whose oracle is missing. */
export function notMeasured(name: string, why: string, target?: Target): Row {
  return { name, value: null, unit: '', baselines: {}, ratio: null, target: target ?? null, met: null, note: why };
}

function rounded(value: number): number {
  return Number(value.toPrecision(5));
}
