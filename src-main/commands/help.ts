/** The help texts, from the same tables that arguments are read against. */

import type { Command, CommandGroup } from './command.ts';
import type { OptionTable } from './options.ts';

/** @param words What stands before the name of a command. */
export function overview(words: string, commands: Readonly<Record<string, Command | CommandGroup>>): string {
  const width = Math.max(...Object.keys(commands).map((name) => name.length));
  const rows = Object.entries(commands).map(([name, { summary }]) => `  ${name.padEnd(width)}  ${summary}`);
  return `${words} COMMAND [options]\n\n${rows.join('\n')}\n\n${words} COMMAND --help tells the options of one.\nExit codes: 0 done, 1 something failed, 2 misused, 130 interrupted.\n`;
}

export function commandHelp(name: string, { summary, usage }: Command, table: OptionTable): string {
  const rows = Object.entries(table).map(([option, o]) => [`--${option}${o.value === undefined ? '' : ` ${o.value}`}`, o.doc]);
  const width = Math.max(...rows.map(([left]) => left.length));
  const lines = rows.map(([left, doc]) => `  ${left.padEnd(width)}  ${doc}`);
  return `kicklab ${[name, usage, '[options]'].filter((part) => part !== '').join(' ')}\n\n${summary}\n\n${lines.join('\n')}\n`;
}
