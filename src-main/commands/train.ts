/** `kicklab train`: a folder of audio files in, a model bundle out, watched on stderr. */

import { contract, type Parsed } from '../../src-preload/contract/verbs.ts';
import type { TrainProgress, TrainResult } from '../../src-preload/contract/training.ts';
import { checked, command, EXIT, flag, needed, number, OUT, pick, single, text, type Cli } from './command.ts';
import { describeBeta, duration } from './readable.ts';

export const train = command({
  summary: 'Train a model on a folder of audio files.',
  usage: 'DIR',
  options: {
    ...OUT,
    epochs: number('N', 'passes over the data (default 200)'),
    from: text('ID|DIR|none', 'model whose weights are the start (default: factory for fewer than 500 files, else none)'),
    resume: flag('go on from the last checkpoint in --out'),
    seed: number('S', 'the same seed trains the same model (default 1)'),
    beta: number('B', 'largest weight of the KL term, on its sum over the latent (default 0.001)'),
    batch: number('N', 'kicks a step (default 16)'),
    threads: number('N', 'threads (default: all cores)'),
    latent: number('N', 'latent size, 8 to 64 (default 32)'),
    name: text('NAME', 'what the model is called (default: the name of --out)'),
    vocoder: flag('fine-tune the vocoder too'),
  },
  run: async ({ options, files }, cli) => {
    const input = checked(
      contract.training.start.input,
      {
        ...pick(options, 'epochs', 'from', 'resume', 'seed', 'beta', 'batch', 'threads', 'name', 'vocoder'),
        ...(options.latent === undefined ? {} : { latentSize: options.latent }),
        dir: single(files, 'DIR', 'train'),
        out: needed(options.out, '--out DIR', 'train'),
      },
      'train',
    );
    cli.stderr(`${settingsLine(input)}\n`);
    const show = progressPrinter(cli);
    const result = await cli.studio.train(input, { signal: cli.signal, onProgress: show });
    finish(cli, result);
    return result.stopped === 'cancelled' ? EXIT.interrupted : EXIT.done;
  },
});

function settingsLine({ epochs, batch, beta, latentSize, seed }: Parsed<'training', 'start'>): string {
  return `${String(epochs)} epochs, batch ${String(batch)}, seed ${String(seed)}, ${describeBeta(beta, latentSize)}`;
}

/** A line that is rewritten on a terminal; in a log, one line an epoch or phase. */
function progressPrinter(cli: Cli): (progress: TrainProgress) => void {
  let last = '';
  let width = 0;
  return (progress) => {
    const line = progressLine(progress);
    if (cli.interactive) {
      cli.stderr(`\r${line.padEnd(width)}`);
      width = line.length;
      return;
    }
    const mark = `${progress.phase} ${String(progress.epoch)}`;
    if (mark !== last) cli.stderr(`${line}\n`);
    last = mark;
  };
}

export function progressLine({ phase, epoch, epochs, step, steps, losses, etaSeconds }: TrainProgress): string {
  const figures = Object.entries(losses).map(([name, value]) => `${name} ${value.toPrecision(3)}`);
  return [
    phase,
    ...(epochs > 0 ? [`epoch ${String(epoch)}/${String(epochs)}`] : []),
    ...(steps > 0 ? [`step ${String(step)}/${String(steps)}`] : []),
    ...figures,
    ...(etaSeconds === null ? [] : [`ETA ${duration(etaSeconds)}`]),
  ].join('  ');
}

function finish(cli: Cli, result: TrainResult): void {
  if (cli.interactive) cli.stderr('\n');
  for (const { message } of result.rejected) cli.stderr(`left out: ${message}\n`);
  if (cli.json) cli.stdout(JSON.stringify(result, null, 2) + '\n');
  else if (result.stopped === 'cancelled') cli.stderr(`cancelled; go on with --resume (${result.dir})\n`);
  else cli.stdout(`${result.dir}  ${result.bundleId ?? ''}  best epoch ${String(result.bestEpoch)}, ${String(result.used)} kicks\n`);
}
