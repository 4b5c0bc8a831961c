/** `kicklab dataset show|label|use|fix`: the sounds of a data set, and what is settled for them. No file is changed. */

import type { DatasetItem } from '../../src-preload/contract/datasets.ts';
import { FIX_CODES, type FixCode } from '../../src-preload/contract/faults.ts';
import { contract, type Input } from '../../src-preload/contract/verbs.ts';
import { checked, command, EXIT, flag, needed, pick, printJson, type Cli, type ExitCode } from './command.ts';
import { datasetId, datasetLine, soundLine, soundsMeant, soundsOf, WHICH } from './dataset-shown.ts';
import { count } from './library-shown.ts';

type Change = Omit<Input<'datasets', 'update'>, 'id' | 'items'>;

/** What a sound is called on the command line. */
const SOUND = 'SOUND is a path as show has it, a folder on such paths, or the start of an id';

export const show = command({
  summary: 'One data set and its sounds: whether each is in use, its label, faults and fixes.',
  usage: 'ID [SOUND...]',
  options: WHICH,
  run: async ({ options, files: [begun, ...words] }, cli) => {
    const id = await datasetId(cli, needed(begun as string | undefined, 'ID', 'dataset show'));
    const dataset = await cli.studio.datasets.get({ id }, {});
    const items = soundsMeant(await soundsOf(cli, id, pick(options, 'label', 'fault'), 'dataset show'), words);
    if (cli.json) printJson(cli, { dataset, items });
    else cli.stdout([datasetLine(dataset), ...dataset.sources, ...items.map(soundLine), ''].join('\n'));
    return EXIT.done;
  },
});

export const label = command({
  summary: `Give sounds a label, or take it away. ${SOUND}.`,
  usage: 'ID LABEL|--none [SOUND...]',
  options: { none: flag('take their labels away; then no LABEL is given'), ...WHICH },
  run: async ({ options: { none, ...which }, files: [begun, ...rest] }, cli) => {
    const given = needed(begun as string | undefined, 'ID', 'dataset label');
    const [named, words] = none === true ? [null, rest] : [needed(rest.at(0), 'LABEL', 'dataset label'), rest.slice(1)];
    const { id, items } = await meant(cli, given, which, words, 'dataset label');
    return changeAll(cli, id, [{ items, change: { label: named } }], named === null ? 'without a label' : `labelled ${named}`, 'dataset label');
  },
});

export const use = command({
  summary: `Let trainings take sounds, or leave them out. ${SOUND}.`,
  usage: 'ID [SOUND...]',
  options: { off: flag('leave them out'), ...WHICH },
  run: async ({ options: { off, ...which }, files: [begun, ...words] }, cli) => {
    const { id, items } = await meant(cli, needed(begun as string | undefined, 'ID', 'dataset use'), which, words, 'dataset use');
    return changeAll(cli, id, [{ items, change: { used: off !== true } }], off === true ? 'left out' : 'in use', 'dataset use');
  },
});

export const fix = command({
  summary: `Mend the faults that dataset check found, as far as a sound's preparation can: all of them, or those of some sounds. ${SOUND}.`,
  usage: 'ID [SOUND...]',
  options: { off: flag('take every fix off again'), ...WHICH },
  run: async ({ options: { off, ...which }, files: [begun, ...words] }, cli) => {
    const id = await datasetId(cli, needed(begun as string | undefined, 'ID', 'dataset fix'));
    const items = soundsMeant(await soundsOf(cli, id, which, 'dataset fix'), words);
    const asked = items.map((item) => ({ item, fixes: off === true ? [] : mended(item, which.fault) }));
    const changed = asked.filter(({ item, fixes }) => fixes.join() !== item.fixes.join());
    const groups = [...Map.groupBy(changed, ({ fixes }) => fixes.join()).values()]
      .map((group) => ({ items: group.map(({ item }) => item), change: { fixes: group[0].fixes } }));
    const lost = items.filter((item) => item.used && item.findings.some((finding) => finding.fix === 'leave_out')).length;
    if (lost > 0 && off !== true) cli.stderr(`${String(lost)} cannot be mended; kicklab dataset use ${begun} --off leaves sounds out\n`);
    return changeAll(cli, id, groups, off === true ? 'as they were' : 'mended', 'dataset fix');
  },
});

/** The fixes of a sound with those put on that its faults (or the one asked for) need, in the order of the contract. */
function mended({ fixes, findings }: DatasetItem, fault: string | undefined): FixCode[] {
  const wanted = findings.filter(({ code }) => fault === undefined || code === fault).map((finding) => finding.fix);
  return FIX_CODES.filter((code) => fixes.includes(code) || (code !== 'leave_out' && wanted.includes(code)));
}

/** The sounds that are named: at least one has to be. @throws ARGUMENT_MISSING, DATASET_UNKNOWN, DATASET_ITEM_UNKNOWN */
async function meant(cli: Cli, begun: string, which: { label?: string; fault?: string }, words: readonly string[], command: string): Promise<{ id: string; items: DatasetItem[] }> {
  // A whole data set is too much to be changed by a word that was forgotten.
  if (Object.keys(which).length === 0) needed(words.at(0), 'SOUND', command);
  const id = await datasetId(cli, begun);
  return { id, items: soundsMeant(await soundsOf(cli, id, which, command), words) };
}

/** Makes the changes and tells how many sounds they were of; as JSON, what was before. */
async function changeAll(cli: Cli, id: string, changes: readonly { items: readonly DatasetItem[]; change: Change }[], what: string, command: string): Promise<ExitCode> {
  const before = [];
  for (const { items, change } of changes) {
    if (items.length === 0) continue;
    const input = checked(contract.datasets.update.input, { id, items: items.map((item) => item.id), ...change }, command);
    before.push(...(await cli.studio.datasets.update(input, {})).before);
  }
  return count(cli, { before }, before.length, what);
}
