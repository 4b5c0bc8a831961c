/** How far a pack is, and how long it will take: told as it changes, a few times a second. */

import type { PackProgress } from '../../src-preload/contract/packs.ts';

export interface Pace {
  /** So many more kicks are to be made. */
  plan(open: number): void;
  made(): void;
  written(): void;
  /** Only sheet, mapping and archive are left. */
  finish(): void;
}

const TELL_MS = 200;
/** Until it is measured, writing a kick takes this share of making one. */
const WRITING_SHARE = 0.5;
/** Before so many were made their pace says little. */
const FIRST = 8;

/** @param count Kicks that are to be written. */
export function createPace(count: number, tell: (progress: PackProgress) => void, now: () => number = () => performance.now()): Pace {
  const making = { done: 0, total: 0, since: now() };
  const writing = { done: 0, since: 0 };
  let told = -Infinity;
  const eta = (): number | null => {
    const msMade = making.done < FIRST ? null : ((writing.since || now()) - making.since) / making.done;
    const msWritten = writing.done < FIRST ? (msMade === null ? null : WRITING_SHARE * msMade) : (now() - writing.since) / writing.done;
    if (msWritten === null) return null;
    const left = (writing.since > 0 ? 0 : (making.total - making.done) * (msMade ?? 0)) + (count - writing.done) * msWritten;
    return Math.max(0, Math.round(left / 1000));
  };
  const say = (phase: PackProgress['phase'], done: number, total: number, always: boolean): void => {
    if (!always && now() - told < TELL_MS) return;
    told = now();
    tell({ phase, done, total, etaSeconds: phase === 'finish' ? null : eta() });
  };
  return {
    plan: (open) => {
      making.total += open;
      say('make', making.done, making.total, true);
    },
    made: () => {
      making.done += 1;
      say('make', making.done, making.total, making.done === making.total);
    },
    written: () => {
      if (writing.since === 0) writing.since = now();
      writing.done += 1;
      say('write', writing.done, count, writing.done === count);
    },
    finish: () => { say('finish', 0, 1, true); },
  };
}
