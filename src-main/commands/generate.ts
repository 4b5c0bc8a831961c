/** `kicklab generate`: kicks of a seed, or of a latent, into a folder. */

import { contract } from '../../src-preload/contract/verbs.ts';
import { readAmounts } from './amounts.ts';
import { readShares } from './shares.ts';
import { batchContext, checked, command, MODEL, needed, noMore, NOTE, number, numbers, OUT, pick, report, SLIDERS, text, WITH_EFFECTS } from './command.ts';
import { readEffects } from './effects-file.ts';
import { readShape, SHAPE } from './shape.ts';
import { describeKick, describeLevel, describeMissed } from './readable.ts';

export const generate = command({
  summary: contract.kicks.generate.summary,
  usage: '',
  options: {
    count: number('N', 'how many (default 1)'),
    seed: number('S', 'the same seed makes the same sounds (default 1)'),
    first: number('N', 'begin with sound N of the seed, as file N (default 1)'),
    ...SLIDERS,
    ...NOTE,
    ...SHAPE,
    ...WITH_EFFECTS,
    category: text('NAME|NAME=SHARE,..', 'draw from a category of the model, or from a mixture such as 808=0.6,909=0.4; a latent is shifted there'),
    latent: numbers('v1,..,vn', 'make the sound of this latent instead'),
    ...OUT,
    ...MODEL,
  },
  run: async ({ options, files }, cli) => {
    noMore(files, 'generate');
    const input = checked(
      contract.kicks.generate.input,
      {
        ...pick(options, 'count', 'seed', 'first', 'latent', 'note', 'model'),
        ...(options.category === undefined ? {} : { categories: readShares(options.category) }),
        ...readAmounts(options),
        ...readShape(options),
        effects: await readEffects(options.effects),
        out: needed(options.out, '--out DIR', 'generate'),
      },
      'generate',
    );
    const result = await cli.studio.kicks.generate(input, batchContext(cli));
    return report(cli, result, (item) => `${item.file}  ${describeKick(item.descriptors)}${describeMissed(item.reached)}${describeLevel(item.level)}`);
  },
});
