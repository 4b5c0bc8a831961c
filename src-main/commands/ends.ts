/** Kicks as the command line names them: a file, the numbers of a latent, a seed, or the id of a saved one. */

import { KicklabError } from '../../src-preload/contract/errors.ts';
import type { MorphKick } from '../../src-preload/contract/morph.ts';
import { contract, type Input } from '../../src-preload/contract/verbs.ts';
import { checked, type Cli } from './command.ts';
import { readNumbers } from './options.ts';

export const KICK_HELP = 'an audio file, a latent (v1,..,vn), the first sound of a seed (seed:41), or the id of a saved sound';

const SAVED = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const SEED = /^seed:(\d+)$/;

/** Numbers with commas between them are a latent; anything else is a file. */
export async function latentOf(end: string, cli: Cli, model: { model?: string }): Promise<number[]> {
  const parts = end.replace(/^\[|\]$/g, '').split(',');
  const isLatent = parts.length > 1 && parts.every((part) => /^([-+\d.e]*|[-+]?(nan|inf|infinity))$/i.test(part.trim()));
  if (isLatent) return readNumbers(end);
  const { items } = await cli.studio.kicks.encode({ files: [end], ...model }, { signal: cli.signal });
  const [item] = items;
  if ('error' in item) throw KicklabError.revive({ ...item.error, kind: 'input' });
  return item.latent;
}

/** A kick with all that it was made with; of a file or a latent that is the latent alone. */
export async function kickOf(end: string, cli: Cli, model: { model?: string }, command: string): Promise<Pick<MorphKick, 'latent'> & Partial<MorphKick>> {
  if (SAVED.test(end)) {
    const { latent, exchanged, note, pitchCurve, effects } = await cli.studio.library.open({ id: end }, { signal: cli.signal });
    return { latent, exchanged, note, pitchCurve, effects };
  }
  const seed = SEED.exec(end)?.[1];
  if (seed === undefined) return { latent: await latentOf(end, cli, model) };
  const base: Input<'kicks', 'audition'>['base'] = { seed: Number(seed), index: 1 };
  const { latent } = await cli.studio.kicks.audition(checked(contract.kicks.audition.input, { base, ...model }, command), { signal: cli.signal });
  return { latent };
}
