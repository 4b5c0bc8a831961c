/** `kicklab dataset ...`: sounds brought together to train on, looked over, labelled, and on which terms. */

import { contract, type Output } from '../../src-preload/contract/verbs.ts';
import { faultsInWords } from './check.ts';
import { checked, command, EXIT, flag, INSTRUMENT, jobContext, needed, noMore, pick, printJson, say, single, text, type Cli, type CommandGroup, type ExitCode } from './command.ts';
import { datasetId, datasetLine, soundsOf, TERMS } from './dataset-shown.ts';
import { fix, label, show, use } from './dataset-sounds.ts';

const verbs = contract.datasets;

const list = command({
  summary: verbs.list.summary,
  usage: '',
  options: {},
  run: async ({ files }, cli) => {
    noMore(files, 'dataset list');
    const found = await cli.studio.datasets.list({}, {});
    if (cli.json) printJson(cli, found);
    else for (const each of found.datasets) cli.stdout(`${datasetLine(each)}\n`);
    return tellFailed(cli, found.failed);
  },
});

const create = command({
  summary: verbs.create.summary,
  usage: 'DIR|FILE...',
  options: { name: text('NAME', 'what it is called (default: the name of the first folder)') },
  run: async ({ options, files: paths }, cli) => {
    needed(paths.at(0), 'DIR|FILE', 'dataset create');
    return tellBrought(cli, await cli.studio.datasets.create(checked(verbs.create.input, { paths, ...pick(options, 'name') }, 'dataset create'), jobContext(cli)));
  },
});

const add = command({
  summary: verbs.add.summary,
  usage: 'ID DIR|FILE...',
  options: {},
  run: async ({ files: [begun, ...paths] }, cli) => {
    const given = needed(begun as string | undefined, 'ID', 'dataset add');
    needed(paths.at(0), 'DIR|FILE', 'dataset add');
    const input = checked(verbs.add.input, { id: await datasetId(cli, given), paths }, 'dataset add');
    return tellBrought(cli, await cli.studio.datasets.add(input, jobContext(cli)));
  },
});

const check = command({
  summary: verbs.check.summary,
  usage: 'ID',
  options: { again: flag('read every file again, whatever was found before') },
  run: async ({ files, options: { again = false } }, cli) => {
    const id = await datasetId(cli, single(files, 'ID', 'dataset check'));
    const dataset = await cli.studio.datasets.check({ id, again }, jobContext(cli));
    const items = await soundsOf(cli, id, {}, 'dataset check');
    if (cli.json) printJson(cli, { dataset, items });
    else cli.stdout(faultsInWords(items.map(({ shown: file, findings }) => ({ file, findings }))));
    return EXIT.done;
  },
});

const describe = command({
  summary: 'Tell the name of a data set, or what its sounds are.',
  usage: 'ID',
  options: { name: text('NAME', 'what it is called'), instrument: { ...INSTRUMENT.instrument, doc: 'what its sounds are' } },
  run: async ({ options, files }, cli) => describeAs(cli, single(files, 'ID', 'dataset describe'), pick(options, 'name', 'instrument'), 'dataset describe'),
});

const licence = command({
  summary: 'Tell on which terms the sounds may be used; it goes into every model trained on them, and into what that makes.',
  usage: 'ID TEXT|--none',
  options: {
    ...TERMS,
    none: flag('forget what was told; then no TEXT is given'),
  },
  run: async ({ options: { none, source = '', credits = '' }, files }, cli) => {
    noMore(files.slice(none === true ? 1 : 2), 'dataset licence');
    const given = needed(files.at(0), 'ID', 'dataset licence');
    const told = none === true ? null : { text: needed(files.at(1), 'TEXT', 'dataset licence'), source, credits };
    return describeAs(cli, given, { licence: told }, 'dataset licence');
  },
});

const remove = command({
  summary: verbs.remove.summary,
  usage: 'ID',
  options: {},
  run: async ({ files }, cli) => {
    const id = await datasetId(cli, single(files, 'ID', 'dataset remove'));
    const told = await cli.studio.datasets.remove({ id }, {});
    return say(cli, told, `removed; the sounds stay where they are, and kicklab dataset put-back ${id} brings it back for a day`);
  },
});

const putBack = command({
  summary: verbs.putBack.summary,
  usage: 'ID',
  options: {},
  run: async ({ files }, cli) => {
    // None that is removed is in the list: its id is told whole.
    const back = await cli.studio.datasets.putBack(checked(verbs.putBack.input, { id: single(files, 'ID', 'dataset put-back') }, 'dataset put-back'), {});
    return say(cli, back, datasetLine(back));
  },
});

export const dataset: CommandGroup = {
  summary: 'Sounds brought together to train on: looked over, labelled, mended, and on which terms.',
  commands: { list, create, add, check, show, label, use, fix, describe, licence, remove, 'put-back': putBack },
};

async function describeAs(cli: Cli, begun: string, told: object, command: string): Promise<ExitCode> {
  const described = await cli.studio.datasets.describe(checked(verbs.describe.input, { id: await datasetId(cli, begun), ...told }, command), {});
  return say(cli, described, datasetLine(described));
}

function tellBrought(cli: Cli, brought: Output<'datasets', 'add'>): ExitCode {
  const { dataset: made, added, changed } = brought;
  say(cli, brought, `${datasetLine(made)}\n${String(added)} new, ${String(changed)} changed`);
  return tellFailed(cli, brought.failed);
}

function tellFailed(cli: Cli, failed: Output<'datasets', 'list'>['failed']): ExitCode {
  for (const { error } of failed) cli.stderr(`${error.message}\n  ${error.hint}\n`);
  return failed.length > 0 ? EXIT.failed : EXIT.done;
}
