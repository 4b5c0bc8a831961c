/**
 * Sounds of points, heard as the pointer passes: asked for once it rests a moment, the latest wins, and those that
 * were heard lately are kept. A point that is only heard leaves no trace in the program's memory.
 */

import type { ErrorBody } from '../../../src-preload/contract/errors.ts';
import type { HeardKick } from '../../../src-preload/contract/kicks.ts';
import type { Result } from '../../../src-preload/contract/result.ts';
import type { Api } from '../../../src-preload/contract/verbs.ts';
import { createLatest } from '../../session/latest.ts';
import type { PointSource } from './cloud.ts';

export interface PointSounds {
  /** Lets a point be heard in a moment, unless another is asked for before. */
  hover(source: PointSource): void;
  /** Lets none be heard that was not heard yet. */
  leave(): void;
  /** The sound itself, made or opened for good; null when that failed, which `fail` was told. */
  take(source: PointSource): Promise<HeardKick | null>;
}

/** ms that the pointer rests on a point before it is asked for. */
const REST = 60;
/** 256 KiB each at most. */
const KEPT = 64;

function keyOf(source: PointSource): string {
  switch (source.kind) {
    case 'model':
      return `${source.seed} ${source.index}`;
    case 'saved':
      return source.kick.id;
    case 'latent':
      return source.latent.join();
  }
}

export function createPointSounds({ api, hear, fail, model }: {
  api: Api;
  hear: (kick: HeardKick) => void;
  fail: (error: ErrorBody | null) => void;
  /** Bundle whose points they are. */
  model: () => string;
}): PointSounds {
  const kept = new Map<string, HeardKick>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  /** Id of the last made one, which nobody asks for again. */
  let last: string | undefined;

  const make = async (source: PointSource, forGood: boolean): Promise<Result<HeardKick>> =>
    source.kind === 'saved'
      ? api.library.open({ id: source.kick.id })
      : api.kicks.audition({ base: source.kind === 'latent' ? { latent: source.latent } : { seed: source.seed, index: source.index }, model: model(), ...(forGood || last === undefined ? {} : { replaces: last }) });

  const latest = createLatest(
    (source: PointSource) => make(source, false),
    (result, source) => {
      fail(result.ok ? null : result.error);
      if (!result.ok) return;
      if (source.kind !== 'saved') last = result.value.id;
      kept.set(keyOf(source), result.value);
      for (const oldest of [...kept.keys()].slice(0, -KEPT)) kept.delete(oldest);
      hear(result.value);
    },
  );

  return {
    hover: (source) => {
      clearTimeout(timer);
      const known = kept.get(keyOf(source));
      timer = setTimeout(() => {
        if (known === undefined) latest.ask(source);
        else {
          latest.forget();
          hear(known);
        }
      }, REST);
    },
    leave: () => {
      clearTimeout(timer);
      latest.forget();
    },
    take: async (source) => {
      clearTimeout(timer);
      latest.forget();
      const result = await make(source, true);
      fail(result.ok ? null : result.error);
      return result.ok ? result.value : null;
    },
  };
}
