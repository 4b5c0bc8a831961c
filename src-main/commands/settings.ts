/** `kicklab settings ...`: what is settled for the program as a whole, told and changed. */

import { KicklabError } from '../../src-preload/contract/errors.ts';
import type { ProgramSettings, SettingsState } from '../../src-preload/contract/settings.ts';
import { contract } from '../../src-preload/contract/verbs.ts';
import { parseInput } from '../../src-preload/contract/verb.ts';
import { nearest } from '../base/nearest.ts';
import { command, EXIT, needed, noMore, type Cli, type CommandGroup, type ExitCode } from './command.ts';

const verbs = contract.settings;

/** What a setting is called here. */
const NAMES = {
  provider: 'provider', theme: 'theme', 'export-format': 'exportFormat', 'export-rate': 'exportRate',
} as const satisfies Record<string, keyof ProgramSettings>;

const show = command({
  summary: verbs.get.summary,
  usage: '',
  options: {},
  run: async ({ files }, cli) => {
    noMore(files, 'settings show');
    return tell(cli, await cli.studio.settings.get({}, {}));
  },
});

const set = command({
  summary: verbs.set.summary,
  usage: 'NAME VALUE',
  options: {},
  run: async ({ files }, cli) => {
    noMore(files.slice(2), 'settings set');
    const name = needed(files.at(0), 'NAME', 'settings set');
    const value = needed(files.at(1), 'VALUE', 'settings set');
    if (!isName(name)) {
      const known = Object.keys(NAMES);
      throw new KicklabError('SETTING_UNKNOWN', { setting: name, nearest: nearest(name, known), known });
    }
    const field = NAMES[name];
    const asked = { [field]: field === 'exportRate' ? Number(value) : value };
    return tell(cli, await cli.studio.settings.set(parseInput(verbs.set.input, asked, 'settings set', () => name), {}));
  },
});

const reset = command({
  summary: verbs.reset.summary,
  usage: '',
  options: {},
  run: async ({ files }, cli) => {
    noMore(files, 'settings reset');
    return tell(cli, await cli.studio.settings.reset({}, {}));
  },
});

export const settings: CommandGroup = {
  summary: 'Tell and change what is settled for every door: provider, theme, what downloads are written as.',
  commands: { show, set, reset },
};

const isName = (name: string): name is keyof typeof NAMES => Object.hasOwn(NAMES, name);

function tell(cli: Cli, state: SettingsState): ExitCode {
  if (cli.json) {
    cli.stdout(JSON.stringify(state, null, 2) + '\n');
    return EXIT.done;
  }
  const { settings: settled, libraryDir, file, startedWith } = state;
  const rows: [string, string][] = [
    ...Object.entries(NAMES).map(([name, field]): [string, string] => [name, String(settled[field])]),
    ['library', `${libraryDir}${startedWith.library ? '  (told to this start)' : ''}`],
    ['kept in', file],
  ];
  const width = Math.max(...rows.map(([name]) => name.length));
  cli.stdout(rows.map(([name, value]) => `${name.padEnd(width)}  ${value}\n`).join(''));
  return EXIT.done;
}
