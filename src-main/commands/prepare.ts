/** `kicklab prepare`: what training would be fed, to be looked at and listened to. */

import { contract } from '../../src-preload/contract/verbs.ts';
import { batchContext, checked, command, needed, OUT, report, single } from './command.ts';

export const prepare = command({
  summary: contract.training.prepare.summary,
  usage: 'DIR',
  options: { ...OUT },
  run: async ({ options, files }, cli) => {
    const dir = single(files, 'DIR', 'prepare');
    const input = checked(contract.training.prepare.input, { dir, out: needed(options.out, '--out DIR', 'prepare') }, 'prepare');
    const result = await cli.studio.training.prepare(input, batchContext(cli));
    return report(cli, result, (item) => `${item.file} -> ${item.out}`);
  },
});
