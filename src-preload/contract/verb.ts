/**
 * What a verb is: a line of prose, a schema for what it takes and one for what it gives. The
 * doors (IPC, REST, command line) and the renderer's types derive from it; it does nothing itself.
 */

import type { z } from 'zod';
import { KicklabError } from './errors.ts';
import { NOT_FINITE } from './fields.ts';

/** One typed array that travels as bytes beside the JSON of the rest. */
export interface BinaryField {
  field: string;
  /** Little-endian Float32 or plain bytes. */
  type: 'f32' | 'u8';
}

export interface Verb<I extends z.ZodType = z.ZodType, O extends z.ZodType = z.ZodType> {
  summary: string;
  input: I;
  output: O;
  /** Present when the output carries audio or a file. */
  binary?: BinaryField;
  /** Present when the input carries a file. */
  upload?: BinaryField;
}

/** Keeps the exact schema types of a verb. */
export function verb<I extends z.ZodType, O extends z.ZodType>(described: Verb<I, O>): Verb<I, O> {
  return described;
}

/**
 * Checks what came through a door and fills in defaults.
 * @param where Names the request in the error, such as `/api/random`.
 * @param nameField What the caller calls the field at a path.
 * @throws INPUT_INVALID naming the first field that is wrong; LATENT_NOT_FINITE.
 */
export function parseInput<I extends z.ZodType>(
  schema: I,
  raw: unknown,
  where: string,
  nameField: (path: readonly PropertyKey[]) => string = (path) => path.map(String).join('.'),
): z.output<I> {
  const parsed = schema.safeParse(raw);
  if (parsed.success) return parsed.data;
  const { issues } = parsed.error;
  // A misspelled field makes another one missing: it is the one to name.
  const issue = deepest(issues.find(({ code }) => code === 'unrecognized_keys') ?? issues[0]);
  const last = issue.path.at(-1);
  if (issue.message === NOT_FINITE && typeof last === 'number') throw new KicklabError('LATENT_NOT_FINITE', { index: last });
  throw new KicklabError('INPUT_INVALID', {
    where: issue.path.length === 0 ? where : `${where}: ${nameField(issue.path)}`,
    reason: issue.message,
  });
}

/** A union reports only that no branch fits; the branch that got furthest says why. */
function deepest(issue: z.core.$ZodIssue): { path: PropertyKey[]; message: string } {
  if (issue.code !== 'invalid_union') return issue;
  let best: { path: PropertyKey[]; message: string } = issue;
  for (const branch of issue.errors) {
    for (const inner of branch) {
      const found = deepest(inner);
      const path = [...issue.path, ...found.path];
      if (path.length > best.path.length) best = { path, message: found.message };
    }
  }
  return best;
}
