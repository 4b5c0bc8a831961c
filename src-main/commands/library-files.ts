/** `kicklab library ...`: finding kicks, taking files in, and the library as a whole. */

import { stat } from 'node:fs/promises';
import type { ImportedItem } from '../../src-preload/contract/library-files.ts';
import { contract, type Input } from '../../src-preload/contract/verbs.ts';
import { batchContext, checked, command, EXIT, flag, jobContext, LIBRARY, needed, noMore, number, printJson, report, say, single } from './command.ts';
import { listAll, tell } from './library-shown.ts';

const verbs = contract.library;

export const search = command({
  summary: 'Sounds by the words of their name, tags, note, category, collections and notes.',
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

export const duplicates = command({
  summary: verbs.duplicates.summary,
  usage: '',
  options: { ...LIBRARY },
  run: async ({ files }, cli) => {
    noMore(files, 'library duplicates');
    const result = await cli.studio.library.duplicates({}, jobContext(cli));
    if (cli.json) printJson(cli, result);
    for (const { kind, kicks } of cli.json ? [] : result.items) {
      cli.stdout(kind === 'file' ? 'the same file:\n' : 'the same sound:\n');
      tell(cli, {}, kicks);
    }
    return EXIT.done;
  },
});

export const check = command({
  summary: verbs.check.summary,
  usage: '',
  options: { repair: flag('mend what is wrong; nothing is deleted'), ...LIBRARY },
  run: async ({ options, files }, cli) => {
    noMore(files, 'library check');
    const { items, kicks, missing, setAside } = await cli.studio.library.check({ repair: options.repair === true }, jobContext(cli));
    if (cli.json) printJson(cli, { items, kicks, missing, setAside });
    for (const { file, message, mended } of items) cli.stderr(`${file}\n  ${message}${mended ? ' (mended)' : ''}\n`);
    if (missing > 0) cli.stderr(`${counted(missing)} still without a file\n`);
    if (setAside !== null) cli.stderr(`set aside in ${setAside}\n`);
    const left = items.filter(({ mended }) => !mended).length;
    if (!cli.json) cli.stdout(`${counted(kicks)}, ${left === 0 ? 'nothing is wrong' : `${String(left)} left to mend`}\n`);
    return left === 0 ? EXIT.done : EXIT.failed;
  },
});

export const backup = command({
  summary: verbs.backup.summary,
  usage: 'FILE',
  options: { ...LIBRARY },
  run: async ({ files }, cli) => {
    const result = await cli.studio.library.backup({ file: single(files, 'FILE', 'library backup') }, jobContext(cli));
    return say(cli, result, `${counted(result.kicks)} in ${result.file}${aboutBackup(result)}`);
  },
});

export const restore = command({
  summary: verbs.restore.summary,
  usage: 'FILE',
  options: { ...LIBRARY },
  run: async ({ files }, cli) => {
    const result = await cli.studio.library.restore({ file: single(files, 'FILE', 'library restore') }, jobContext(cli));
    return say(cli, result, `${counted(result.kicks)} restored${aboutBackup(result)}${result.before === null ? '' : `; the library of before is in ${result.before}`}`);
  },
});

export const move = command({
  summary: verbs.move.summary,
  usage: 'DIR',
  options: { ...LIBRARY },
  run: async ({ files }, cli) => {
    const result = await cli.studio.library.move({ dir: single(files, 'DIR', 'library move') }, jobContext(cli));
    return say(cli, result, `the library is in ${result.dir} now`);
  },
});

const counted = (kicks: number): string => `${String(kicks)} ${kicks === 1 ? 'kick' : 'kicks'}`;

function aboutBackup({ imported, missing }: { imported: number; missing: number }): string {
  return [
    ...(imported > 0 ? [`, ${String(imported)} of them files of your own that it only refers to`] : []),
    ...(missing > 0 ? [`, ${String(missing)} without their files`] : []),
  ].join('');
}

async function isFile(path: string): Promise<boolean> {
  return stat(path).then((stats) => stats.isFile(), () => false);
}
