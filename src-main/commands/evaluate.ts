/** `kicklab evaluate`: how well a model gives the sounds of a folder back, figure by figure. */

import type { CopyDistances, EvaluatedFile } from '../../src-preload/contract/quality.ts';
import { contract, type Output } from '../../src-preload/contract/verbs.ts';
import { batchContext, checked, command, EXIT, needed, noMore } from './command.ts';
import { printable } from './readable.ts';

export const evaluate = command({
  summary: contract.training.evaluate.summary,
  usage: 'MODEL DIR',
  options: {},
  run: async ({ files: [model, dir, ...rest] }, cli) => {
    noMore(rest, 'evaluate');
    const input = checked(
      contract.training.evaluate.input,
      { model: needed(model as string | undefined, 'MODEL', 'evaluate'), dir: needed(dir as string | undefined, 'DIR', 'evaluate') },
      'evaluate',
    );
    const found = await cli.studio.training.evaluate(input, batchContext(cli));
    const failed = found.files.filter((file) => 'error' in file);
    for (const { error } of failed) cli.stderr(`${error.message}\n  ${error.hint}\n`);
    cli.stdout(cli.json ? JSON.stringify(found, null, 2) + '\n' : printable(inWords(found)));
    return failed.length > 0 ? EXIT.failed : EXIT.done;
  },
});

const HEAD: readonly (keyof CopyDistances)[] = ['mel', 'MR-STFT', 'low band', 'onset', 'crest', 'wobble', 'cents'];
const UNITS: Record<keyof CopyDistances, string> = { mel: 'dB', 'MR-STFT': '', 'low band': 'dB', onset: 'dB', crest: 'dB', wobble: 'dB', cents: '' };

function inWords({ model, count, means, medians, coverage, files }: Output<'training', 'evaluate'>): string {
  const row = (told: CopyDistances): string => HEAD.map((name) => (told[name]?.toPrecision(3) ?? '-').padStart(10)).join('');
  const head = HEAD.map((name) => `${name}${UNITS[name] === '' ? '' : ` ${UNITS[name]}`}`.padStart(name === 'low band' ? 12 : 10)).join('');
  const compared = files.filter((file): file is EvaluatedFile => 'distances' in file);
  const lines = [
    ...compared.map(({ file, distances }) => `${row(distances)}  ${file}`),
    ...(means === null ? [] : [`${row(means)}  mean`]),
    ...(medians === null ? [] : [`${row(medians)}  median`]),
  ];
  const covered = coverage === null ? '' : `coverage ${coverage.toFixed(2)}: the share of these sounds that the model's random sounds come near to\n`;
  return `${model.name} (${model.id}), ${String(count)} sounds\n${head}\n${lines.join('\n')}\n${covered}`;
}
