/** `kicklab cluster`: what kinds of kick a model was trained on, or a folder holds, and the average of each. */

import { contract, type Output } from '../../src-preload/contract/verbs.ts';
import { batchContext, checked, command, EXIT, needed, noMore, number, OUT, pick } from './command.ts';
import { describeKick, printable } from './readable.ts';

export const cluster = command({
  summary: contract.explore.clusters.summary,
  usage: 'MODEL [DIR]',
  options: { ...OUT, seed: number('S', 'the same seed finds the same clusters (default 1)') },
  run: async ({ options, files: [model, dir, ...rest] }, cli) => {
    noMore(rest, 'cluster');
    const input = checked(
      contract.explore.clusters.input,
      { model: needed(model as string | undefined, 'MODEL', 'cluster'), ...((dir as string | undefined) && { dir }), ...pick(options, 'seed'), out: needed(options.out, '--out DIR', 'cluster') },
      'cluster',
    );
    const found = await cli.studio.explore.clusters(input, batchContext(cli));
    for (const { error } of found.failed) cli.stderr(`${error.message}\n  ${error.hint}\n`);
    cli.stdout(cli.json ? JSON.stringify(found, null, 2) + '\n' : printable(inWords(found)));
    return found.failed.length > 0 ? EXIT.failed : EXIT.done;
  },
});

function inWords({ clusters, count, k, bic, silhouette, directions, covered, files }: Output<'explore', 'clusters'>): string {
  const apart = silhouette === null ? '' : `, silhouette ${silhouette.toFixed(2)}`;
  const along = `along ${String(directions)} directions (${(100 * covered).toFixed(0)} % of the spread)`;
  const curve = bic.map((point) => `${String(point.k)}: ${point.bic.toFixed(0)}${point.k === k ? '*' : ''}`).join('  ');
  const rows = clusters.map(({ name, size, nearest, average, file }, c) =>
    `${String(c + 1)}  ${name}  ${String(size)} sounds${nearest === null ? '' : `, nearest ${nearest}`}\n`
    + (average === null ? '' : `   ${describeKick(average)}  ${file ?? ''}\n`));
  return `${String(count)} sounds, ${String(k)} clusters ${along}${apart}\nBIC  ${curve}\n${rows.join('')}${files.filter((file) => !file.endsWith('.wav')).map((file) => `${file}\n`).join('')}`;
}
