/** `kicklab morph`: the way from kick to kick as WAV files. */

import { contract } from '../../src-preload/contract/verbs.ts';
import { batchContext, checked, command, LIBRARY, MODEL, needed, number, OUT, pick, report, text } from './command.ts';
import { kickOf } from './ends.ts';
import { describeKick } from './readable.ts';

export const morph = command({
  summary: contract.morph.render.summary,
  usage: 'SOUND SOUND...',
  options: {
    steps: number('N', 'how many lie between one sound and the next, 3 to 31'),
    way: text('WAY', 'straight (the default) or spherical'),
    ...OUT,
    ...LIBRARY,
    ...MODEL,
  },
  run: async ({ options, files }, cli) => {
    needed(files.at(1), 'SOUND SOUND', 'morph');
    const steps = needed(options.steps, '--steps N', 'morph');
    const out = needed(options.out, '--out DIR', 'morph');
    const model = pick(options, 'model');
    const kicks = [];
    for (const file of files) kicks.push(await kickOf(file, cli, model, 'morph'));
    const input = checked(contract.morph.render.input, { kicks, steps, out, ...pick(options, 'way', 'model') }, 'morph');
    const result = await cli.studio.morph.render(input, batchContext(cli));
    return report(cli, result, (item) => `${item.file}  ${describeKick(item.descriptors)}`);
  },
});
