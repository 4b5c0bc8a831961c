/**
 * Which of many candidates become the pack: how many of each kind, and within each kind those that
 * lie farthest from all that were taken before. Pure, and the same for the same candidates.
 */

import { distanceOf, type SoundPoint } from '../audio/likeness.ts';

export interface Candidate {
  category: string;
  point: SoundPoint;
}

/**
 * `count` shared out by parts, by the largest remainders (Hamilton); of equal ones the kind that is named first.
 * @param parts None above 0 gives an empty answer.
 */
export function quotas(count: number, parts: Readonly<Partial<Record<string, number>>>): Map<string, number> {
  const kinds = Object.entries(parts).filter((entry): entry is [string, number] => (entry[1] ?? 0) > 0);
  const total = kinds.reduce((sum, [, part]) => sum + part, 0);
  const exact = kinds.map(([kind, part]) => ({ kind, whole: Math.floor((count * part) / total), rest: ((count * part) / total) % 1 }));
  let left = count - exact.reduce((sum, { whole }) => sum + whole, 0);
  for (const entry of [...exact].sort((a, b) => b.rest - a.rest)) {
    if (left <= 0) break;
    entry.whole += 1;
    left -= 1;
  }
  return new Map(exact.map(({ kind, whole }) => [kind, whole]));
}

/**
 * Up to `count` of the points, each next one the farthest from all before it, which is at most
 * twice the best possible covering radius (Gonzalez 1985, "Clustering to minimize the maximum
 * intercluster distance"). It ends where nothing is `least` away from what was taken.
 * @param taken Points that count as taken already.
 * @returns indices in the order they were taken; the first, where nothing is taken yet, is 0
 */
export function farthest(points: readonly SoundPoint[], count: number, { taken = [], least = 0 }: { taken?: readonly SoundPoint[]; least?: number } = {}): number[] {
  const gaps = Float64Array.from(points, (point) => taken.reduce((gap, other) => Math.min(gap, distanceOf(point, other)), Infinity));
  const chosen: number[] = [];
  while (chosen.length < Math.min(count, points.length)) {
    let next = -1;
    for (let i = 0; i < gaps.length; i++) if (gaps[i] >= 0 && (next < 0 || gaps[i] > gaps[next])) next = i;
    if (next < 0 || gaps[next] < least) break;
    chosen.push(next);
    for (let i = 0; i < gaps.length; i++) if (gaps[i] >= 0) gaps[i] = Math.min(gaps[i], distanceOf(points[i], points[next]));
    gaps[next] = -1;
  }
  return chosen;
}

export interface Chosen {
  /** Indices of candidates, ascending. */
  indices: number[];
  /** What is still missing of each kind; of '' where the kinds come as they are. */
  missing: Map<string, number>;
}

/**
 * Fills the quotas, no two of all that is chosen nearer than `least`. Kinds are filled in the order
 * of their scarcity, so that a rare one finds its place before a common one is laid around it.
 * @param wanted Empty: `count` of any kind.
 * @param anyKind Whether what is missing of a kind is made up by others.
 */
export function choose(candidates: readonly Candidate[], count: number, wanted: ReadonlyMap<string, number>, { least, anyKind }: { least: number; anyKind: boolean }): Chosen {
  const all = candidates.map((_, i) => i);
  const kinds = wanted.size === 0 ? [{ kind: '', want: count, members: all }] : [...wanted].map(([kind, want]) => ({ kind, want, members: all.filter((i) => candidates[i].category === kind) }));
  const chosen = new Set<number>();
  const take = (members: readonly number[], want: number): number => {
    const taken = [...chosen].map((i) => candidates[i].point);
    const found = farthest(members.map((i) => candidates[i].point), want, { taken, least });
    for (const i of found) chosen.add(members[i]);
    return want - found.length;
  };
  const missing = new Map<string, number>();
  for (const { kind, want, members } of kinds.sort((a, b) => a.members.length / a.want - b.members.length / b.want)) {
    const left = take(members, want);
    if (left > 0) missing.set(kind, left);
  }
  if (anyKind && chosen.size < count) take(all.filter((i) => !chosen.has(i)), count - chosen.size);
  return { indices: [...chosen].sort((a, b) => a - b), missing };
}
