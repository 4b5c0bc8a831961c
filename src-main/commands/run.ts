/**
 * One run of the command line: finds the command, reads its options, runs it, and turns whatever
 * happens into text and an exit code. Processes, paths and signals are the root's.
 */

import { errorBodyOf, failureOf } from '../../src-preload/contract/result.ts';
import { KicklabError } from '../../src-preload/contract/errors.ts';
import { providerName } from '../../src-preload/contract/models.ts';
import type { Here } from '../studio/open.ts';
import { EXIT, flag, type Cli, type Command, type CommandGroup, type ExitCode } from './command.ts';
import { check } from './check.ts';
import { cluster } from './cluster.ts';
import { dataset } from './dataset.ts';
import { doctor } from './doctor.ts';
import { effects } from './effects.ts';
import { encode } from './encode.ts';
import { evaluate } from './evaluate.ts';
import { generate } from './generate.ts';
import { commandHelp, overview } from './help.ts';
import { inspect } from './inspect.ts';
import { interpolate } from './interpolate.ts';
import { library } from './library.ts';
import { models } from './models.ts';
import { morph } from './morph.ts';
import { nearest } from '../base/nearest.ts';
import { readOptions } from './options.ts';
import { pack } from './pack.ts';
import { prepare } from './prepare.ts';
import { reconstruct, resynth } from './rebuild.ts';
import { serve } from './serve.ts';
import { settings } from './settings.ts';
import { train } from './train.ts';
import { training } from './training.ts';
import { transfer } from './transfer.ts';

const COMMANDS: Readonly<Record<string, Command | CommandGroup>> = {
  generate, effects, encode, cluster, reconstruct, resynth, interpolate, morph, transfer, inspect, library, models, pack, prepare, check, dataset, train, training, evaluate, serve, settings, doctor,
};

const PROVIDERS: readonly string[] = providerName.options;

const COMMON = {
  json: flag('print one JSON document on stdout, everything else on stderr'),
  debug: flag('print stack traces'),
  help: flag('print this help'),
};

/** What the root provides; the studio is made once a command is sure to need it. */
export interface Root extends Pick<Cli, 'startHost' | 'signal' | 'stdout' | 'stderr' | 'interactive'> {
  version: string;
  openStudio: (settings: StudioSettings) => Cli['studio'];
}

/** Options that concern a studio as a whole; undefined where they were not given. */
export type StudioSettings = Pick<Here, 'provider' | 'libraryDir' | 'model'>;

/** Runs `args` (without node and script) to its end. Never rejects. */
export async function run(args: readonly string[], root: Root): Promise<ExitCode> {
  const json = args.includes('--json');
  try {
    return await dispatch(args, root, json);
  } catch (thrown) {
    const { code, kind, message, hint } = failureOf(thrown);
    if (json) root.stdout(JSON.stringify({ error: errorBodyOf(thrown) }, null, 2) + '\n');
    root.stderr(`kicklab: ${message}\n  ${hint}\n`);
    if (args.includes('--debug')) root.stderr(`${traceOf(thrown)}\n`);
    if (code === 'CANCELLED') return EXIT.interrupted;
    return kind === 'misuse' ? EXIT.misused : EXIT.failed;
  }
}

async function dispatch(args: readonly string[], root: Root, json: boolean): Promise<ExitCode> {
  if (args.at(0) === '--version') {
    root.stdout(`${root.version}\n`);
    return EXIT.done;
  }
  const found = findCommand(args, [], COMMANDS);
  if ('help' in found) {
    (found.asked ? root.stdout : root.stderr)(found.help);
    return found.asked ? EXIT.done : EXIT.misused;
  }
  const { name, command, rest } = found;
  const table = { ...command.options, ...COMMON };
  if (rest.includes('--help') || rest.includes('-h')) {
    root.stdout(commandHelp(name, command, table));
    return EXIT.done;
  }
  const given = readOptions(name, table, rest);
  const studio = root.openStudio(settingsOf(given.options));
  try {
    return await command.run(given, { ...root, json, studio });
  } finally {
    await studio.close();
  }
}

type Found = { name: string; command: Command; rest: readonly string[] } | { help: string; asked: boolean };

/**
 * The command that `args` begin with, in a group where its first word names one; or the list of
 * commands where there is none. @param before The words that led here. @throws COMMAND_UNKNOWN
 */
function findCommand(args: readonly string[], before: readonly string[], commands: Readonly<Record<string, Command | CommandGroup>>): Found {
  const word = args.at(0);
  if (word === undefined || word === '--help' || word === '-h' || word === 'help') {
    return { help: overview(['kicklab', ...before].join(' '), commands), asked: word !== undefined };
  }
  const full = (name: string): string => [...before, name].join(' ');
  const known = Object.keys(commands);
  if (!known.includes(word)) {
    const close = nearest(word, known);
    throw new KicklabError('COMMAND_UNKNOWN', { command: full(word), nearest: close && full(close), known: known.map(full) });
  }
  const found = commands[word];
  const rest = args.slice(1);
  return 'commands' in found ? findCommand(rest, [...before, word], found.commands) : { name: full(word), command: found, rest };
}

/** @throws OPTION_VALUE for a provider that does not exist, before any process is started. */
function settingsOf(options: object): StudioSettings {
  // Texts in every command that has them.
  const { provider, library: libraryDir, model } = options as { provider?: string; library?: string; model?: string };
  if (provider !== undefined && !PROVIDERS.includes(provider)) throw new KicklabError('OPTION_VALUE', { option: '--provider', reason: `takes one of ${PROVIDERS.join(', ')}` });
  return { provider, libraryDir, model };
}

function traceOf(thrown: unknown): string {
  if (!(thrown instanceof Error)) return String(thrown);
  const cause = thrown.cause === undefined ? '' : `\ncaused by ${traceOf(thrown.cause)}`;
  return `${thrown.stack ?? thrown.message}${cause}`;
}
