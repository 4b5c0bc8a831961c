/** What is written behind `--effects`: a preset's name, or a file with a chain as JSON. */

import { readFile } from 'node:fs/promises';
import { effectChain } from '../../src-preload/contract/effect-schemas.ts';
import { EFFECT_PRESETS, findPreset } from '../../src-preload/contract/effect-presets.ts';
import { EFFECT_TYPES, EFFECTS, type EffectChain, type EffectType } from '../../src-preload/contract/effects.ts';
import { KicklabError } from '../../src-preload/contract/errors.ts';
import { nearest } from '../base/nearest.ts';

/**
 * The chain that is meant: of the preset of that name, whatever its case, else of the file; none where nothing is written.
 * @throws EFFECTS_FILE_MISSING, FILE_NOT_READABLE, EFFECTS_NOT_JSON, EFFECTS_INVALID
 */
export async function readEffects(text: string | undefined): Promise<EffectChain> {
  if (text === undefined) return [];
  const preset = findPreset(text);
  if (preset !== undefined) return preset.effects;
  const chain = parseJson(text, await readText(text));
  const parsed = effectChain.safeParse(chain);
  if (parsed.success) return parsed.data;
  const { issues } = parsed.error;
  // A misspelled field is the one to name: what it was meant for is only missing.
  const { path, message } = issues.find(({ code }) => code === 'unrecognized_keys') ?? issues[0];
  throw new KicklabError('EFFECTS_INVALID', { file: text, where: whereIn(chain, path), reason: message, takes: takenBy(chain, path) });
}

async function readText(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (thrown) {
    if ((thrown as NodeJS.ErrnoException).code !== 'ENOENT') throw new KicklabError('FILE_NOT_READABLE', { file, reason: String(thrown) }, { cause: thrown });
    const presets = EFFECT_PRESETS.map(({ name }) => name);
    throw new KicklabError('EFFECTS_FILE_MISSING', { file, nearest: nearest(file, presets), presets }, { cause: thrown });
  }
}

function parseJson(file: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (thrown) {
    throw new KicklabError('EFFECTS_NOT_JSON', { file, reason: (thrown as SyntaxError).message }, { cause: thrown });
  }
}

/** `effect 2 (tilt), pivotHz`; what is there of it. */
function whereIn(chain: unknown, path: readonly PropertyKey[]): string {
  const [index, parameter] = [path.at(0), path.at(1)];
  if (typeof index !== 'number') return 'the chain';
  const type = typeAt(chain, index);
  const effect = `effect ${String(index + 1)}${type === null ? '' : ` (${type})`}`;
  return parameter === undefined ? effect : `${effect}, ${String(parameter)}`;
}

/** What the effect at fault takes, in words. */
function takenBy(chain: unknown, [index]: readonly PropertyKey[]): string {
  const type = typeof index === 'number' ? typeAt(chain, index) : null;
  return type === null ? 'A chain is an array of effects such as {"type": "tilt", "tiltDb": 3}' : `${type} takes ${['bypass', ...Object.keys(EFFECTS[type].parameters)].join(', ')}`;
}

function typeAt(chain: unknown, index: number): EffectType | null {
  const { type } = ((chain as unknown[])[index] ?? {}) as { type?: unknown };
  return EFFECT_TYPES.find((known) => known === type) ?? null;
}
