/**
 * The contract: every verb by namespace, and the types that derive from the table. A verb added
 * here is a REST route at once and must be implemented before the studio compiles.
 */

import type { z } from 'zod';
import { datasets } from './datasets.ts';
import { explore } from './explore.ts';
import { files } from './files.ts';
import { kicks } from './kicks.ts';
import { library } from './library.ts';
import { models } from './models.ts';
import { morph } from './morph.ts';
import { packs } from './packs.ts';
import type { Result } from './result.ts';
import { settings } from './settings.ts';
import { system } from './system.ts';
import { training } from './training.ts';
import type { Verb } from './verb.ts';

export const contract = { datasets, explore, files, kicks, library, models, morph, packs, settings, training, system };

export type Contract = typeof contract;
export type Namespace = keyof Contract;
export type VerbName<N extends Namespace> = keyof Contract[N];
type SchemasOf<V> = V extends Verb<infer I, infer O> ? { input: I; output: O } : never;

/** What a caller passes: fields with a default may be left out. */
export type Input<N extends Namespace, V extends VerbName<N>> = z.input<SchemasOf<Contract[N][V]>['input']>;
/** What the studio gets: defaults filled in. */
export type Parsed<N extends Namespace, V extends VerbName<N>> = z.output<SchemasOf<Contract[N][V]>['input']>;
export type Output<N extends Namespace, V extends VerbName<N>> = z.output<SchemasOf<Contract[N][V]>['output']>;

export interface CallOptions {
  signal?: AbortSignal;
}

/** What the renderer holds, whichever transport stands behind it. Never rejects. */
export type Api = {
  [N in Namespace]: {
    [V in VerbName<N>]: (input: Input<N, V>, options?: CallOptions) => Promise<Result<Output<N, V>>>;
  };
};

/** Every verb as a flat list, for doors that make a route or a channel of each. */
export function listVerbs(): { namespace: Namespace; name: string; verb: Verb }[] {
  return (Object.keys(contract) as Namespace[]).flatMap((namespace) =>
    Object.entries<Verb>(contract[namespace]).map(([name, verb]) => ({ namespace, name, verb })),
  );
}
