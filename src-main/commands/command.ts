/**
 * What a command of the command line is, what it is given to work with, and how it checks its
 * input against the contract. No command is known here.
 */

import type { z } from 'zod';
import { KicklabError } from '../../src-preload/contract/errors.ts';
import type { FailedItem } from '../../src-preload/contract/fields.ts';
import { INSTRUMENTS } from '../../src-preload/contract/instruments.ts';
import { parseInput } from '../../src-preload/contract/verb.ts';
import type { Context } from '../studio/ports.ts';
import type { Studio } from '../studio/studio.ts';
import type { Flag, Given, Num, Numbers, OptionTable, Text } from './options.ts';

export const EXIT = { done: 0, failed: 1, misused: 2, interrupted: 130 } as const;
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** The web host as the serve command sees it. */
export interface RunningHost {
  url: string;
  close(): Promise<void>;
}

export interface Cli {
  studio: Studio;
  startHost: (options: { studio: Studio; port: number | undefined }) => Promise<RunningHost>;
  /** Aborts on Ctrl-C. */
  signal: AbortSignal;
  /** One JSON document on stdout, and nothing else there. */
  json: boolean;
  stdout: (text: string) => void;
  stderr: (text: string) => void;
  /** Whether a line on stderr can be rewritten. */
  interactive: boolean;
}

export interface Command<T extends OptionTable = OptionTable> {
  summary: string;
  /** Arguments beside options, as the usage line shows them; empty when there are none. */
  usage: string;
  options: T;
  run: (given: Given<T>, cli: Cli) => Promise<ExitCode>;
}

/** Commands that share their first word. */
export interface CommandGroup {
  summary: string;
  commands: Readonly<Record<string, Command>>;
}

/** Keeps the exact option types of a command within its own file. */
export function command<T extends OptionTable>(described: Command<T>): Command {
  return described as unknown as Command;
}

export const flag = (doc: string): Flag => ({ kind: 'flag', doc });
export const text = (value: string, doc: string): Text => ({ kind: 'text', value, doc });
export const number = (value: string, doc: string): Num => ({ kind: 'number', value, doc });
export const numbers = (value: string, doc: string): Numbers => ({ kind: 'numbers', value, doc });

export const MODEL = {
  model: text('ID|DIR', 'model to use: an id or name, or a bundle folder (default: the one in use; see kicklab models)'),
  provider: text('NAME', 'inference provider: cpu, cuda, webgpu, dml or coreml (default: the fastest that works)'),
};
export const LIBRARY = {
  library: text('DIR', 'folder of the library (default: KICKLAB_LIBRARY, else the data folder of this platform)'),
};
const slider = (example: string, what: string): Text => text(`0..1|${example}`, `${what}; left out, a sound keeps its own`);
/** Read by `readAmounts`. */
export const SLIDERS = {
  decay: slider('300ms', 'length of the tail, right = longer'),
  brightness: slider('1.8kHz', 'spectral centroid, right = brighter'),
  subby: slider('60%', 'share below 100 Hz, right = more'),
  click: slider('-9dB', 'attack above 2 kHz, right = more'),
};
/** Read by `readEffects`. */
export const WITH_EFFECTS = { effects: text('FILE|PRESET', 'pass the sounds through the effects of a JSON file or a preset; see kicklab effects') };
export const NOTE = { note: text('NOTE', 'tune the tail to a note: F1, F1+20 (cents) or 43.7Hz') };
/** Of a folder of sounds. */
export const INSTRUMENT = { instrument: text(INSTRUMENTS.join('|'), 'what the sounds are (default: what the names of the files and folders say)') };
export const OUT = { out: text('DIR', 'folder to write into; it is made when absent') };

/** Checks against a verb's schema; a wrong field is named as the option it came from. */
export function checked<I extends z.ZodType>(schema: I, raw: unknown, command: string): z.output<I> {
  return parseInput(schema, raw, command, (path) => {
    const field = path.filter((part) => typeof part === 'string').at(-1) ?? '';
    return `--${OPTION_OF_FIELD[field] ?? field}`;
  });
}

/** Where an option is called otherwise than the contract's field. */
const OPTION_OF_FIELD: Partial<Record<string, string>> = {
  latentSize: 'latent', limit: 'count', categories: 'category', decayMs: 'decay', centroidHz: 'brightness', subShare: 'subby', clickDb: 'click',
  tonic: 'key', scale: 'key', pitchCurve: 'pitch', ms: 'pitch', cents: 'pitch', component: 'components', deviations: 'components',
};

/** @throws ARGUMENT_MISSING */
export function needed<V>(value: V | undefined, argument: string, command: string): V {
  if (value === undefined) throw new KicklabError('ARGUMENT_MISSING', { command, argument });
  return value;
}

/** The only argument that is no option. @throws ARGUMENT_MISSING, ARGUMENT_EXTRA */
export function single(files: readonly string[], argument: string, command: string): string {
  noMore(files.slice(1), command);
  return needed(files.at(0), argument, command);
}

/** @throws ARGUMENT_EXTRA */
export function noMore(files: readonly string[], command: string): void {
  if (files.length > 0) throw new KicklabError('ARGUMENT_EXTRA', { command, argument: files[0] });
}

/** Those of `options` named in `keys`, as an object to spread: absent ones stay absent. */
export function pick<T extends object, K extends keyof T>(options: T, ...keys: K[]): Pick<T, K> {
  return Object.fromEntries(keys.filter((key) => options[key] !== undefined).map((key) => [key, options[key]])) as Pick<T, K>;
}

/** The one of `ids` that begins as was given; null where there is none, or more than one. */
export function idBegun(begun: string, ids: readonly string[]): string | null {
  const matching = ids.filter((id) => id.startsWith(begun));
  return matching.length === 1 ? matching[0] : null;
}

export function printJson(cli: Cli, document: object): void {
  cli.stdout(`${JSON.stringify(document, null, 2)}\n`);
}

/** Prints `document` as JSON, or a line about it. */
export function say(cli: Cli, document: object, line: string): ExitCode {
  if (cli.json) printJson(cli, document);
  else cli.stdout(`${line}\n`);
  return EXIT.done;
}

/** Prints a batch and says how it went. `line` tells one item that succeeded. */
export function report<O extends { file: string }>(
  cli: Cli,
  result: { items: (O | FailedItem)[] },
  line: (item: O) => string,
): ExitCode {
  if (cli.json) cli.stdout(JSON.stringify(result, null, 2) + '\n');
  let failed = 0;
  for (const item of result.items) {
    if ('error' in item) {
      failed += 1;
      cli.stderr(`${item.error.message}\n  ${item.error.hint}\n`);
    } else if (!cli.json) cli.stdout(line(item) + '\n');
  }
  if (failed > 0) cli.stderr(`${String(failed)} of ${String(result.items.length)} failed\n`);
  return failed > 0 ? EXIT.failed : EXIT.done;
}

/** A batch's context: cancelled by Ctrl-C, counted on stderr. */
export function batchContext(cli: Cli) {
  return {
    signal: cli.signal,
    onItem: (_: unknown, done: number, total: number): void => { tellCount(cli, done, total); },
  };
}

/** A long job's context: cancelled by Ctrl-C, counted on stderr. */
export function jobContext(cli: Cli): Context {
  return { signal: cli.signal, onDone: (done, total) => { tellCount(cli, done, total); } };
}

/** How far something is, on a line of stderr that is rewritten; nothing where none can be. */
export function tellCount(cli: Cli, done: number, total: number): void {
  if (cli.interactive && total > 1) cli.stderr(`\r${String(done)}/${String(total)}${done === total ? '\n' : ''}`);
}
