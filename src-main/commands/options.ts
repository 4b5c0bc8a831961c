/**
 * Options of a command as a table, and the reading of an argument list against it: an unknown
 * option is named with the nearest valid one, a missing value is told. Ranges are the contract's.
 */

import { parseArgs } from 'node:util';
import { KicklabError } from '../../src-preload/contract/errors.ts';
import { nearest } from '../base/nearest.ts';

interface Option {
  /** What stands for the value in the help. */
  value?: string;
  doc: string;
}
export interface Flag extends Option {
  kind: 'flag';
}
export interface Text extends Option {
  kind: 'text';
}
export interface Num extends Option {
  kind: 'number';
}
export interface Numbers extends Option {
  kind: 'numbers';
}
export type OptionTable = Record<string, Flag | Text | Num | Numbers>;

/** One property an option that was given; options that were not are absent. */
export type Options<T extends OptionTable> = {
  [K in keyof T]?: T[K] extends Flag ? true : T[K] extends Text ? string : T[K] extends Num ? number : number[];
};

export interface Given<T extends OptionTable> {
  options: Options<T>;
  /** Arguments that are no options, in order. */
  files: string[];
}

/**
 * Reads `args`. A value may begin with a minus sign (`--latent -0.3,1.2`); what begins with two
 * is an option, so a value left out is noticed. After `--` everything is a file.
 * @throws OPTION_UNKNOWN, OPTION_VALUE
 */
export function readOptions<T extends OptionTable>(command: string, table: T, args: readonly string[]): Given<T> {
  const { tokens } = parseArgs({
    args: [...args],
    options: Object.fromEntries(
      Object.entries(table).map(([name, o]) => [name, { type: o.kind === 'flag' ? ('boolean' as const) : ('string' as const) }]),
    ),
    strict: false,
    allowPositionals: true,
    tokens: true,
  });
  const options: Record<string, unknown> = {};
  const files: string[] = [];
  for (const token of tokens) {
    if (token.kind === 'positional') files.push(token.value);
    if (token.kind !== 'option') continue;
    if (!Object.hasOwn(table, token.name)) throw unknown(command, token.rawName, table);
    options[token.name] = valueOf(table[token.name], token.rawName, token.value, token.inlineValue === true);
  }
  return { options: options as Options<T>, files };
}

function unknown(command: string, option: string, table: OptionTable): KicklabError {
  const close = nearest(option.replace(/^-+/, ''), Object.keys(table));
  return new KicklabError('OPTION_UNKNOWN', { command, option, nearest: close === null ? null : `--${close}` });
}

function valueOf(spec: OptionTable[string], option: string, text: string | undefined, inline: boolean): unknown {
  const bad = (reason: string): KicklabError => new KicklabError('OPTION_VALUE', { option, reason });
  if (spec.kind === 'flag') {
    if (text !== undefined) throw bad('takes no value');
    return true;
  }
  if (text === undefined || text === '' || (!inline && text.startsWith('--'))) throw bad(`needs a value: ${option} ${spec.value ?? ''}`);
  switch (spec.kind) {
    case 'text':
      return text;
    case 'number': {
      const number = text.trim() === '' ? NaN : Number(text);
      if (!Number.isFinite(number)) throw bad(`takes a number, not ${text}`);
      return number;
    }
    case 'numbers':
      return readNumbers(text);
    default:
      return spec satisfies never;
  }
}

/** `v1,..,vn`, exactly as JSON printed them. @throws LATENT_NOT_FINITE */
export function readNumbers(text: string): number[] {
  return text
    .trim()
    .replace(/^\[|\]$/g, '')
    .split(',')
    .map((part, index) => {
      const number = part.trim() === '' ? NaN : Number(part);
      if (!Number.isFinite(number)) throw new KicklabError('LATENT_NOT_FINITE', { index });
      return number;
    });
}
