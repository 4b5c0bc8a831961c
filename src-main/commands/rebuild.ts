/** `kicklab reconstruct` and `kicklab resynth`: audio files through the model and back. */

import { contract } from '../../src-preload/contract/verbs.ts';
import { batchContext, checked, command, MODEL, needed, OUT, pick, report, type Command } from './command.ts';
import { describeKick } from './readable.ts';

export const reconstruct = rebuild('reconstruct');
export const resynth = rebuild('resynth');

function rebuild(name: 'reconstruct' | 'resynth'): Command {
  const verb = contract.kicks[name];
  return command({
    summary: verb.summary,
    usage: 'FILE...',
    options: { ...OUT, ...MODEL },
    run: async ({ options, files }, cli) => {
      needed(files.at(0), 'FILE', name);
      const out = needed(options.out, '--out DIR', name);
      const input = checked(verb.input, { files, out, ...pick(options, 'model') }, name);
      const result = await cli.studio.kicks[name](input, batchContext(cli));
      return report(cli, result, (item) => `${item.file} -> ${item.out}  ${describeKick(item.descriptors)}`);
    },
  });
}
