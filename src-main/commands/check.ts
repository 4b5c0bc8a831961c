/** `kicklab check`: what is wrong with the sounds of a folder, before a model learns from them. */

import { FAULTS, type CheckedItem } from '../../src-preload/contract/faults.ts';
import { contract } from '../../src-preload/contract/verbs.ts';
import { checked, command, EXIT, single, tellCount } from './command.ts';

export const check = command({
  summary: contract.training.check.summary,
  usage: 'DIR',
  options: {},
  run: async ({ files }, cli) => {
    const input = checked(contract.training.check.input, { dir: single(files, 'DIR', 'check') }, 'check');
    const { items } = await cli.studio.training.check(input, {
      signal: cli.signal,
      onDone: (done, total) => { tellCount(cli, done, total); },
    });
    cli.stdout(cli.json ? JSON.stringify({ items }, null, 2) + '\n' : inWords(items));
    return EXIT.done;
  },
});

/** A line for each fault, its advice beside it, then how many sounds have none. */
function inWords(items: readonly CheckedItem[]): string {
  const faulty = items.filter(({ findings }) => findings.length > 0);
  const lines = faulty.flatMap(({ file, findings }) => [
    file,
    ...findings.map(({ code, detail }) => `  ${FAULTS[code].label}: ${detail}. ${FAULTS[code].advice}`),
  ]);
  return [...lines, `${String(items.length - faulty.length)} of ${String(items.length)} have no fault`, ''].join('\n');
}
