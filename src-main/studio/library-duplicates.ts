/** The use-case of finding duplicates: kicks of the same file, and of the same sound as it is heard. */

import type { DuplicateGroup } from '../../src-preload/contract/library-files.ts';
import { COPY_LIKENESS } from '../audio/copies.ts';
import type { Library } from '../library/library.ts';
import { runBatch } from './batch.ts';
import { callOptions, type Context, type StudioDeps } from './ports.ts';
import { createWorkers } from './workers.ts';

/**
 * Groups of kicks that are copies of each other, largest first. What measures alike is listened to;
 * a file that cannot be read is a copy of none.
 * @throws CANCELLED
 */
export async function findDuplicates(
  library: Library,
  { startWorker, tell }: { startWorker: StudioDeps['startEngine']; tell: (done: number, total: number) => void },
  context: Context,
): Promise<DuplicateGroup[]> {
  const { kicks, pairs } = library.comparable();
  const groups = createGroups(kicks.length);
  const firstOf = new Map<string, number>();
  kicks.forEach(({ sha256 }, i) => {
    const first = firstOf.get(sha256);
    if (first === undefined) firstOf.set(sha256, i);
    else groups.join(first, i);
  });
  const workers = createWorkers(startWorker);
  try {
    await runBatch(pairs, ([i]) => kicks[i].file, async ([i, j]) => {
      const [a, b] = [kicks[i].file, kicks[j].file];
      if (!groups.areOne(i, j) && (await workers.use((engine) => engine.call('likeness', { a, b }, callOptions(context)))) >= COPY_LIKENESS) groups.join(i, j);
      return { file: a };
    }, { ...context, onItem: (_, done, total) => { tell(done, total); } });
  } finally {
    await workers.close();
  }
  return groups.all().map((members) => ({
    kind: new Set(members.map((i) => kicks[i].sha256)).size === 1 ? 'file' : 'sound',
    kicks: members.map((i) => library.get(kicks[i].id).saved),
  }));
}

/** Disjoint sets of the first `count` numbers. */
function createGroups(count: number) {
  const parent = Array.from({ length: count }, (_, i) => i);
  const rootOf = (i: number): number => {
    let root = i;
    while (parent[root] !== root) root = parent[root];
    parent[i] = root;
    return root;
  };
  return {
    join: (a: number, b: number) => {
      const [low, high] = [rootOf(a), rootOf(b)].sort((x, y) => x - y);
      parent[high] = low;
    },
    areOne: (a: number, b: number) => rootOf(a) === rootOf(b),
    /** Those of more than one, largest first. */
    all: () => [...Map.groupBy(parent.keys(), rootOf).values()].filter(({ length }) => length > 1).sort((a, b) => b.length - a.length),
  };
}
