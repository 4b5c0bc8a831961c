/**
 * The two ways a verb ends, as they cross a process boundary, and how any thrown thing is read
 * as a coded failure. Nothing here throws.
 */

import { type ErrorBody, type ErrorKind, KicklabError } from './errors.ts';

export type Result<T> = { ok: true; value: T } | { ok: false; error: ErrorBody };

/** An error body with the coarse kind that a door needs to choose a status or an exit code. */
export interface Failure extends ErrorBody {
  kind: ErrorKind;
}

/**
 * Reads what was thrown. Whatever is no KicklabError is a fault of ours and becomes INTERNAL;
 * its stack stays with the caller, who still holds `thrown`.
 */
export function failureOf(thrown: unknown): Failure {
  const error =
    thrown instanceof KicklabError
      ? (thrown as KicklabError)
      : new KicklabError('INTERNAL', { reason: thrown instanceof Error ? thrown.message : String(thrown) });
  return { code: error.code, message: error.message, hint: error.hint, kind: error.kind };
}

/** The body alone, as it is printed or sent. */
export function errorBodyOf(thrown: unknown): ErrorBody {
  const { code, message, hint } = failureOf(thrown);
  return { code, message, hint };
}

/** Turns a promise that may reject into a result. */
export async function settle<T>(work: Promise<T>): Promise<Result<T>> {
  try {
    return { ok: true, value: await work };
  } catch (thrown) {
    return { ok: false, error: errorBodyOf(thrown) };
  }
}
