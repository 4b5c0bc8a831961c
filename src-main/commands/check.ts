/** `kicklab check`: what is wrong with the sounds of a folder, before a model learns from them. */

import { FAULTS, type CheckedItem } from '../../src-preload/contract/faults.ts';
import { contract } from '../../src-preload/contract/verbs.ts';
import { checked, command, EXIT, INSTRUMENT, jobContext, pick, printJson, single } from './command.ts';

export const check = command({
  summary: contract.training.check.summary,
  usage: 'DIR',
  options: INSTRUMENT,
  run: async ({ options, files }, cli) => {
    const input = checked(contract.training.check.input, { ...pick(options, 'instrument'), dir: single(files, 'DIR', 'check') }, 'check');
    const { items } = await cli.studio.training.check(input, jobContext(cli));
    if (cli.json) printJson(cli, { items });
    else cli.stdout(faultsInWords(items));
    return EXIT.done;
  },
});

/** A line for each fault, beside it its advice and the fix that preparation has for it, then how many sounds have none. */
export function faultsInWords(items: readonly Pick<CheckedItem, 'file' | 'findings'>[]): string {
  const faulty = items.filter(({ findings }) => findings.length > 0);
  const lines = faulty.flatMap(({ file, findings }) => [
    file,
    ...findings.map(({ code, detail, fix }) => `  ${FAULTS[code].label}: ${detail}. ${FAULTS[code].advice}${fix === null ? '' : ` [${fix}]`}`),
  ]);
  return [...lines, `${String(items.length - faulty.length)} of ${String(items.length)} have no fault`, ''].join('\n');
}
