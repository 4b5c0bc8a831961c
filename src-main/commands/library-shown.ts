/** Kicks of the library as the commands about it read and print them. */

import type { SavedKick } from '../../src-preload/contract/library-kick.ts';
import type { Input } from '../../src-preload/contract/verbs.ts';
import { contract } from '../../src-preload/contract/verbs.ts';
import { checked, EXIT, printJson, say, type Cli, type ExitCode } from './command.ts';
import { describeKick } from './readable.ts';

/** Kicks a query: the most that the verb gives. */
const PAGE = 1000;

/** All that fit a query, however many. */
export async function listAll(cli: Cli, query: Input<'library', 'list'>, command: string): Promise<SavedKick[]> {
  const input = checked(contract.library.list.input, { ...query, limit: PAGE }, command);
  const items: SavedKick[] = [];
  for (let total = 1; items.length < total;) {
    const page = await cli.studio.library.list({ ...input, offset: items.length }, {});
    items.push(...page.items);
    // Another process may delete some meanwhile.
    total = page.items.length === 0 ? 0 : page.total;
  }
  return items;
}

/** Prints `document` as JSON, or a line a kick; `more` goes before what is told of it. */
export function tell<K extends SavedKick>(cli: Cli, document: object, kicks: readonly K[], more: (kick: K) => string = () => ''): ExitCode {
  if (cli.json) printJson(cli, document);
  else for (const kick of kicks) cli.stdout(`${kick.id}  ${kick.favourite ? '*' : ' '} ${kick.name}  ${more(kick)}${describeKick(kick.descriptors)}\n`);
  return EXIT.done;
}

/** Prints `document` as JSON, or how many there were. */
export function count(cli: Cli, document: object, number: number, what: string): ExitCode {
  return say(cli, document, `${String(number)} ${what}`);
}
