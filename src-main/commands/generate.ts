/** `kicklab generate`: kicks of a seed, or of a latent, into a folder. */

import { contract } from '../../src-preload/contract/verbs.ts';
import { batchContext, checked, command, MODEL, needed, noMore, number, numbers, OUT, pick, report } from './command.ts';
import { describeKick } from './readable.ts';

const slider = (what: string) => number('0..1', `${what}; left out, a kick keeps its own`);

export const generate = command({
  summary: contract.kicks.generate.summary,
  usage: '',
  options: {
    count: number('N', 'how many (default 1)'),
    seed: number('S', 'the same seed makes the same kicks (default 1)'),
    decay: slider('length of the tail, right = longer'),
    brightness: slider('spectral centroid, right = brighter'),
    subby: slider('share below 100 Hz, right = more'),
    click: slider('attack above 2 kHz, right = more'),
    latent: numbers('v1,..,vn', 'make the kick of this latent instead'),
    ...OUT,
    ...MODEL,
  },
  run: async ({ options, files }, cli) => {
    noMore(files, 'generate');
    const input = checked(
      contract.kicks.generate.input,
      {
        ...pick(options, 'count', 'seed', 'latent', 'model'),
        sliders: pick(options, 'decay', 'brightness', 'subby', 'click'),
        out: needed(options.out, '--out DIR', 'generate'),
      },
      'generate',
    );
    const result = await cli.studio.kicks.generate(input, batchContext(cli));
    return report(cli, result, (item) => `${item.file}  ${describeKick(item.descriptors)}`);
  },
});
