/** Copies among sounds that were examined: which are one, which of them is the one to keep, and which are turned over against their like. */

import { stat } from 'node:fs/promises';
import { basename, extname } from 'node:path';
import type { Finding } from '../../src-preload/contract/faults.ts';
import type { Place } from '../audio/doctor/examine.ts';
import { areNear } from '../audio/doctor/print.ts';
import { isCopy, isSibling, type Resemblance } from '../audio/doctor/resemblance.ts';
import { runBatch } from './batch.ts';
import type { Context } from './ports.ts';

export interface Comparable {
  place: Place;
  /** Of its samples. */
  digest: string;
  /** null where it is not to be compared by ear. */
  print: Float32Array | null;
  /** How many faults it has by itself. */
  faults: number;
}

/** How one sound resembles each of `others`. */
export type Listen = (one: Place, others: readonly Place[]) => Promise<Resemblance[]>;

/**
 * Of each sound the findings that others are needed for: `duplicate`, `near_copy`, `inverted`.
 * Of sounds that are one the best is not a copy: what has fewest faults and is no lossy format, and
 * of such the oldest file, then the first.
 * @throws CANCELLED, and what `listen` rejects with
 */
export async function findCopies(sounds: readonly Comparable[], listen: Listen, context: Context): Promise<Map<Place, Finding[]>> {
  const ranked = await byMerit(sounds);
  const findings = new Map<Place, Finding[]>();
  const firstOf = new Map<string, Comparable>();
  const add = ({ place }: Comparable, finding: Finding): void => { findings.set(place, [...(findings.get(place) ?? []), finding]); };
  for (const sound of ranked) {
    const first = firstOf.get(sound.digest);
    if (first === undefined) firstOf.set(sound.digest, sound);
    else add(sound, { code: 'duplicate', detail: `the same samples as ${basename(first.place.file)}`, at: null, like: first.place.file, fix: 'leave_out' });
  }
  const unique = [...firstOf.values()].filter(({ print }) => print !== null);
  const sides = new Map(unique.map((sound) => [sound, { with: 0, against: 0 }]));
  const relate = (one: Comparable, other: Comparable, { inverted }: Resemblance): void => {
    for (const sound of [one, other]) {
      const side = sides.get(sound);
      if (side !== undefined) side[inverted ? 'against' : 'with'] += 1;
    }
  };
  const copied = new Set<Comparable>();
  for (const { one, other, resemblance } of await compareAll(unique, listen, context)) {
    if (isSibling(resemblance)) relate(one, other, resemblance);
    if (!isCopy(resemblance) || copied.has(one) || copied.has(other)) continue;
    copied.add(other);
    const like = one.place.file;
    add(other, { code: 'near_copy', detail: `the sound of ${basename(like)}${resemblance.inverted ? ', turned over' : ''} (${(100 * resemblance.alike).toFixed(1)} % alike)`, at: null, like, fix: 'leave_out' });
    if (resemblance.inverted) add(other, inverted(`turned over against ${basename(like)}`));
  }
  for (const [sound, side] of sides) {
    if (side.against >= 2 && side.against > side.with) add(sound, inverted(`turned over against ${String(side.against)} sounds like it`));
  }
  return findings;
}

function inverted(detail: string): Finding {
  return { code: 'inverted', detail, at: null, like: null, fix: 'invert' };
}

interface Pair {
  one: Comparable;
  other: Comparable;
  resemblance: Resemblance;
}

/** Every pair that may be alike, the better sound first, in the order of merit. */
async function compareAll(sounds: readonly Comparable[], listen: Listen, context: Context): Promise<Pair[]> {
  const jobs = sounds.map((one, i) => ({ one, others: sounds.slice(i + 1).filter((other) => near(one, other)) })).filter(({ others }) => others.length > 0);
  const pairs = new Map<Comparable, Pair[]>();
  const { signal } = context;
  await runBatch(jobs, ({ one }) => one.place.file, async ({ one, others }) => {
    const found = await listen(one.place, others.map(({ place }) => place));
    pairs.set(one, found.map((resemblance, i) => ({ one, other: others[i], resemblance })));
    return { file: one.place.file };
  }, signal === undefined ? {} : { signal });
  return jobs.flatMap(({ one }) => pairs.get(one) ?? []);
}

function near(one: Comparable, other: Comparable): boolean {
  return one.print !== null && other.print !== null && areNear(one.print, other.print);
}

const LOSSY: ReadonlySet<string> = new Set(['.mp3', '.ogg', '.m4a', '.opus', '.wma']);

async function byMerit(sounds: readonly Comparable[]): Promise<Comparable[]> {
  const known = await Promise.all(sounds.map(async (sound) => {
    const { mtimeMs, birthtimeMs } = await stat(sound.place.file).catch(() => ({ mtimeMs: Infinity, birthtimeMs: Infinity }));
    return { sound, merits: [sound.faults, Number(LOSSY.has(extname(sound.place.file).toLowerCase())), mtimeMs, birthtimeMs] };
  }));
  return known.sort((a, b) => a.merits.reduce((order, merit, i) => (order === 0 && merit !== b.merits[i] ? Math.sign(merit - b.merits[i]) : order), 0)).map(({ sound }) => sound);
}
