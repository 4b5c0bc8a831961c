/** `kicklab library ...`: finding kicks, taking files in, and the library as a whole. */

import { stat } from 'node:fs/promises';
import type { ImportedItem } from '../../src-preload/contract/library-files.ts';
import { contract, type Input } from '../../src-preload/contract/verbs.ts';
import { batchContext, checked, command, LIBRARY, needed, number, report, single } from './command.ts';
import { listAll, tell } from './library-shown.ts';

const verbs = contract.library;

export const search = command({
  summary: 'Kicks by the words of their name, tags, note, category, collections and notes.',
  usage: 'TEXT',
  options: { ...LIBRARY },
  run: async ({ files: words }, cli) => {
    needed(words.at(0), 'TEXT', 'library search');
    const items = await listAll(cli, { search: words.join(' ') }, 'library search');
    return tell(cli, { items }, items);
  },
});

export const similar = command({
  summary: verbs.similar.summary,
  usage: 'ID|FILE',
  options: { count: number('N', 'how many (default 20)'), ...LIBRARY },
  run: async ({ options, files }, cli) => {
    const given = single(files, 'ID|FILE', 'library similar');
    const like: Input<'library', 'similar'>['like'] = (await isFile(given)) ? { file: given } : { id: given };
    const input = checked(verbs.similar.input, { like, ...(options.count === undefined ? {} : { limit: options.count }) }, 'library similar');
    const result = await cli.studio.library.similar(input, { signal: cli.signal });
    return tell(cli, result, result.items, ({ distance }) => `${distance.toFixed(2)}  `);
  },
});

const STATES: Record<ImportedItem['state'], string> = { added: '', changed: '  (changed)', found: '  (found again)' };

export const importFiles = command({
  summary: verbs.import.summary,
  usage: 'DIR|FILE...',
  options: { ...LIBRARY },
  run: async ({ files: paths }, cli) => {
    needed(paths.at(0), 'DIR|FILE', 'library import');
    const result = await cli.studio.library.import(checked(verbs.import.input, { paths }, 'library import'), batchContext(cli));
    const code = report(cli, result, ({ file, state }) => `${file}${STATES[state]}`);
    if (result.unchanged > 0) cli.stderr(`${String(result.unchanged)} were there already\n`);
    if (result.missing > 0) cli.stderr(`${String(result.missing)} are gone; import the folder that they are in now, and they are found again\n`);
    return code;
  },
});

async function isFile(path: string): Promise<boolean> {
  return stat(path).then((stats) => stats.isFile(), () => false);
}
