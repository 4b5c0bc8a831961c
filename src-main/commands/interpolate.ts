/** `kicklab interpolate`: the kicks on the line between two sounds or latents. */

import { contract } from '../../src-preload/contract/verbs.ts';
import { batchContext, checked, command, MODEL, needed, noMore, number, OUT, pick, report, text, WITH_EFFECTS } from './command.ts';
import { readEffects } from './effects-file.ts';
import { latentOf } from './ends.ts';
import { describeKick, describeLevel } from './readable.ts';

export const interpolate = command({
  summary: contract.kicks.interpolate.summary,
  usage: '',
  options: {
    from: text('FILE|v1,..,vn', 'where the line begins: an audio file or a latent'),
    to: text('FILE|v1,..,vn', 'where it ends'),
    steps: number('N', 'how many sounds, both ends included'),
    ...WITH_EFFECTS,
    ...OUT,
    ...MODEL,
  },
  run: async ({ options, files }, cli) => {
    noMore(files, 'interpolate');
    const model = pick(options, 'model');
    const from = needed(options.from, '--from', 'interpolate');
    const to = needed(options.to, '--to', 'interpolate');
    const steps = needed(options.steps, '--steps N', 'interpolate');
    const out = needed(options.out, '--out DIR', 'interpolate');
    const effects = await readEffects(options.effects);
    const a = await latentOf(from, cli, model);
    const input = checked(contract.kicks.interpolate.input, { a, b: await latentOf(to, cli, model), steps, effects, out, ...model }, 'interpolate');
    const result = await cli.studio.kicks.interpolate(input, batchContext(cli));
    return report(cli, result, (item) => `${item.file}  ${describeKick(item.descriptors)}${describeLevel(item.level)}`);
  },
});
