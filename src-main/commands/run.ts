/**
 * One run of the command line: finds the command, reads its options, runs it, and turns whatever
 * happens into text and an exit code. Processes, paths and signals are the root's.
 */

import { errorBodyOf, failureOf } from '../../src-preload/contract/result.ts';
import { KicklabError } from '../../src-preload/contract/errors.ts';
import { providerName } from '../../src-preload/contract/models.ts';
import { EXIT, flag, type Cli, type Command, type ExitCode } from './command.ts';
import { doctor } from './doctor.ts';
import { encode } from './encode.ts';
import { generate } from './generate.ts';
import { commandHelp, overview } from './help.ts';
import { interpolate } from './interpolate.ts';
import { nearest } from './nearest.ts';
import { readOptions } from './options.ts';
import { prepare } from './prepare.ts';
import { reconstruct, resynth } from './rebuild.ts';
import { serve } from './serve.ts';
import { train } from './train.ts';

const COMMANDS: Readonly<Record<string, Command>> = {
  generate, encode, reconstruct, resynth, interpolate, prepare, train, serve, doctor,
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
  openStudio: (options: { provider?: string; libraryDir?: string }) => Cli['studio'];
}

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
  const name = args.at(0);
  if (name === undefined || name === '--help' || name === '-h' || name === 'help') {
    const help = overview(COMMANDS);
    (name === undefined ? root.stderr : root.stdout)(help);
    return name === undefined ? EXIT.misused : EXIT.done;
  }
  if (name === '--version') {
    root.stdout(`${root.version}\n`);
    return EXIT.done;
  }
  const known = Object.keys(COMMANDS);
  if (!Object.hasOwn(COMMANDS, name)) throw new KicklabError('COMMAND_UNKNOWN', { command: name, nearest: nearest(name, known), known });
  const command = COMMANDS[name];
  const rest = args.slice(1);
  const table = { ...command.options, ...COMMON };
  if (rest.includes('--help') || rest.includes('-h')) {
    root.stdout(commandHelp(name, command, table));
    return EXIT.done;
  }
  const given = readOptions(name, table, rest);
  const studio = root.openStudio(providerOf(given.options));
  try {
    return await command.run(given, { ...root, json, studio });
  } finally {
    await studio.close();
  }
}

/** @throws OPTION_VALUE for a provider that does not exist, before any process is started. */
function providerOf(options: object): { provider?: string } {
  if (!('provider' in options) || typeof options.provider !== 'string') return {};
  const { provider } = options;
  if (!PROVIDERS.includes(provider)) throw new KicklabError('OPTION_VALUE', { option: '--provider', reason: `takes one of ${PROVIDERS.join(', ')}` });
  return { provider };
}

function traceOf(thrown: unknown): string {
  if (!(thrown instanceof Error)) return String(thrown);
  const cause = thrown.cause === undefined ? '' : `\ncaused by ${traceOf(thrown.cause)}`;
  return `${thrown.stack ?? thrown.message}${cause}`;
}
