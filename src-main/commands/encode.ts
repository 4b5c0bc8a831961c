/** `kicklab encode`: latents, slider positions and descriptors of audio files. */

import { contract } from '../../src-preload/contract/verbs.ts';
import { batchContext, checked, command, MODEL, needed, pick, report } from './command.ts';
import { describeKick } from './readable.ts';

export const encode = command({
  summary: contract.kicks.encode.summary,
  usage: 'FILE...',
  options: { ...MODEL },
  run: async ({ options, files }, cli) => {
    needed(files.at(0), 'FILE', 'encode');
    const input = checked(contract.kicks.encode.input, { files, ...pick(options, 'model') }, 'encode');
    const result = await cli.studio.kicks.encode(input, batchContext(cli));
    return report(cli, result, (item) => `${item.file}  ${describeKick(item.descriptors)}\n  ${item.latent.join(',')}`);
  },
});
