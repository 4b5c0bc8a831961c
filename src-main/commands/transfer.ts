/** `kicklab transfer`: a kick with parts of others as a WAV file. */

import { PARTS, type PartName } from '../../src-preload/contract/parts.ts';
import { contract } from '../../src-preload/contract/verbs.ts';
import { batchContext, checked, command, LIBRARY, MODEL, needed, OUT, pick, report, single, text } from './command.ts';
import { kickOf } from './ends.ts';
import type { Text } from './options.ts';
import { describeKick } from './readable.ts';

const WHAT: Record<PartName, string> = {
  transient: 'gives the first 15 ms',
  body: 'gives the whole, which the other parts are put into',
  tail: 'gives how it rings and fades, from 60 ms on',
  pitch: 'gives the pitch curve',
  tone: 'gives the spectral envelope',
};
const part = (name: PartName): Text => text('SOUND[@AMOUNT]', `the sound that ${WHAT[name]}; amount 0 to 1 (default 1)`);

export const transfer = command({
  summary: 'Give a sound the transient, body, tail, pitch curve or tone of others, and write it: 0001.wav.',
  usage: 'KICK',
  options: {
    transient: part('transient'),
    body: part('body'),
    tail: part('tail'),
    pitch: part('pitch'),
    tone: part('tone'),
    ...OUT,
    ...LIBRARY,
    ...MODEL,
  },
  run: async ({ options, files }, cli) => {
    const onto = single(files, 'KICK', 'transfer');
    const out = needed(options.out, '--out DIR', 'transfer');
    const model = pick(options, 'model');
    const parts: Record<string, { latent: number[]; amount: number }> = {};
    for (const name of PARTS) {
      const given = options[name];
      if (given === undefined) continue;
      const amount = /@([\d.]+)$/.exec(given);
      const source = await kickOf(amount === null ? given : given.slice(0, amount.index), cli, model, 'transfer');
      parts[name] = { latent: source.latent, amount: amount === null ? 1 : Number(amount[1]) };
    }
    const { latent: kick, exchanged = {}, note, pitchCurve = [], effects = [] } = await kickOf(onto, cli, model, 'transfer');
    const asked = { transfer: { kick, ...exchanged, ...parts }, pitchCurve, effects, ...(note === undefined || note === null ? {} : { note }), out, ...model };
    const result = await cli.studio.kicks.generate(checked(contract.kicks.generate.input, asked, 'transfer'), batchContext(cli));
    return report(cli, result, (item) => `${item.file}  ${describeKick(item.descriptors)}`);
  },
});
