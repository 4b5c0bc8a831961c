/** `kicklab models ...`: what is installed, and what a model was trained on. */

import { contract, type Output } from '../../src-preload/contract/verbs.ts';
import { checked, command, EXIT, MODEL, needed, noMore, OUT, pick, say, single, type CommandGroup } from './command.ts';
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
    else {
      for (const { id, current, name, dir } of found.models) cli.stdout(`${id}  ${current ? '*' : ' '} ${printable(name)}  ${dir}\n`);
      for (const { id, name, removedAt } of found.removed) cli.stderr(`${id}  in the trash since ${removedAt.slice(0, 10)}: ${printable(name)}\n`);
    }
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

const use = command({
  summary: verbs.use.summary,
  usage: 'MODEL',
  options: {},
  run: async ({ files }, cli) => {
    const { id, name, dir } = await cli.studio.models.use({ model: single(files, 'MODEL', 'models use') }, { signal: cli.signal });
    return say(cli, { id, name, dir }, `${printable(name)} answers from now on`);
  },
});

const rename = command({
  summary: verbs.rename.summary,
  usage: 'MODEL NAME',
  options: {},
  run: async ({ files }, cli) => {
    noMore(files.slice(2), 'models rename');
    const asked = { model: needed(files.at(0), 'MODEL', 'models rename'), name: needed(files.at(1), 'NAME', 'models rename') };
    const renamed = await cli.studio.models.rename(checked(verbs.rename.input, asked, 'models rename'), {});
    return say(cli, renamed, `${renamed.id}  ${printable(renamed.name)}`);
  },
});

const exportModel = command({
  summary: verbs.export.summary,
  usage: 'MODEL',
  options: { out: { ...OUT.out, doc: 'file to write, or a folder for it; the present folder when left out' } },
  run: async ({ options, files }, cli) => {
    const model = single(files, 'MODEL', 'models export');
    const written = await cli.studio.models.export({ model, out: options.out ?? '.' }, { signal: cli.signal });
    return say(cli, written, written.file);
  },
});

const importModel = command({
  summary: verbs.import.summary,
  usage: 'FILE',
  options: {},
  run: async ({ files }, cli) => {
    const brought = await cli.studio.models.import({ file: single(files, 'FILE', 'models import') }, { signal: cli.signal });
    const { model: { id, name, dir }, already } = brought;
    return say(cli, brought, `${id}  ${printable(name)}  ${dir}${already ? '  (was there already)' : ''}`);
  },
});

const remove = command({
  summary: verbs.remove.summary,
  usage: 'MODEL',
  options: {},
  run: async ({ files }, cli) => {
    const removed = await cli.studio.models.remove({ model: single(files, 'MODEL', 'models remove') }, {});
    return say(cli, removed, `${printable(removed.name)} is in the trash; kicklab models put-back ${removed.id} brings it back`);
  },
});

const putBack = command({
  summary: verbs.putBack.summary,
  usage: 'ID',
  options: {},
  run: async ({ files }, cli) => {
    const back = await cli.studio.models.putBack({ id: single(files, 'ID', 'models put-back') }, {});
    return say(cli, back, `${back.id}  ${printable(back.name)}  ${back.dir}`);
  },
});

const emptyTrash = command({
  summary: verbs.emptyTrash.summary,
  usage: '',
  options: {},
  run: async ({ files }, cli) => {
    noMore(files, 'models empty-trash');
    const emptied = await cli.studio.models.emptyTrash({}, {});
    return say(cli, emptied, `${String(emptied.deleted)} deleted`);
  },
});

export const models: CommandGroup = {
  summary: 'The installed models: which one answers, what each was trained on, and models as files.',
  commands: { list, card, use, rename, export: exportModel, import: importModel, remove, 'put-back': putBack, 'empty-trash': emptyTrash },
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
