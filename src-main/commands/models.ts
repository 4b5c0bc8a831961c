/** `kicklab models ...`: what is installed, and what a model was trained on. */

import { contract, type Output } from '../../src-preload/contract/verbs.ts';
import { command, EXIT, MODEL, noMore, pick, type CommandGroup } from './command.ts';
import { describeBeta, printable } from './readable.ts';

const verbs = contract.models;

const list = command({
  summary: verbs.list.summary,
  usage: '',
  options: {},
  run: async ({ files }, cli) => {
    noMore(files, 'models list');
    const found = await cli.studio.models.list({}, {});
    if (cli.json) cli.stdout(JSON.stringify(found, null, 2) + '\n');
    else for (const { id, factory, name, dir } of found.models) cli.stdout(`${id}  ${factory ? '*' : ' '} ${printable(name)}  ${dir}\n`);
    return EXIT.done;
  },
});

const card = command({
  summary: verbs.card.summary,
  usage: '',
  options: { model: MODEL.model },
  run: async ({ options, files }, cli) => {
    noMore(files, 'models card');
    const told = await cli.studio.models.card(pick(options, 'model'), { signal: cli.signal });
    cli.stdout(cli.json ? JSON.stringify(told, null, 2) + '\n' : printable(inWords(told)));
    return EXIT.done;
  },
});

export const models: CommandGroup = {
  summary: 'List the installed models, and tell what one was trained on.',
  commands: { list, card },
};

function inWords({ id, name, latentSize, training, card }: Output<'models', 'card'>): string {
  const { counts, licences, settings, seed, datasetDigest, from } = training;
  const setting = ([key, value]: [string, string | number | boolean | null]): string =>
    key === 'beta' && typeof value === 'number' ? describeBeta(value, latentSize) : `${key} ${String(value)}`;
  const rows: [string, string][] = [
    ['model', name],
    ['id', id],
    ['trained on', Object.entries(counts).map(([what, count]) => `${String(count)} ${what}`).join(', ')],
    ...licences.map((licence, i): [string, string] => [i === 0 ? 'licences' : '', licence]),
    ['settings', Object.entries(settings).map(setting).join(', ')],
    ['seed', String(seed)],
    ['data set', `sha256 ${datasetDigest}`],
    ['started from', from ?? 'fresh weights'],
  ];
  const width = Math.max(...rows.map(([what]) => what.length));
  return `${rows.map(([what, told]) => `${what.padEnd(width)}  ${told}\n`).join('')}\n${card.trimEnd()}\n`;
}
