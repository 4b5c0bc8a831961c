/** `kicklab train`: a folder of audio files in, a model bundle out, watched on stderr. */

import { contract, type Input, type Parsed } from '../../src-preload/contract/verbs.ts';
import type { TrainProgress, TrainResult } from '../../src-preload/contract/training.ts';
import type { TrainingPlan } from '../../src-preload/contract/training-presets.ts';
import type { TrainContext } from '../studio/training/training.ts';
import { checked, command, EXIT, flag, INSTRUMENT, needed, noMore, number, pick, single, text, type Cli, type ExitCode } from './command.ts';
import { datasetId, TERMS } from './dataset-shown.ts';
import { describeBeta, duration } from './readable.ts';

export const train = command({
  summary: 'Train a model on a folder of audio files, or on a data set.',
  usage: 'DIR|--dataset ID',
  options: {
    dataset: text('ID', 'instead of a folder, the sounds of a data set that are in use; see kicklab dataset list'),
    out: text('DIR', 'folder of the model (default: one of its name among your models)'),
    preset: text('quick|good|best', 'how much is done: a first listen in minutes, within the hour, over night (default good)'),
    estimate: flag('measure a few steps and tell how long it would take; trains nothing'),
    epochs: number('N', 'passes over the data (default: what the preset comes to here)'),
    from: text('ID|DIR|none', 'model whose weights are the start (default: factory for fewer than 500 files, else none)'),
    resume: flag('go on from the last checkpoint in --out'),
    seed: number('S', 'the same seed trains the same model (default 1)'),
    beta: number('B', 'largest weight of the KL term, on its sum over the latent (default 0.001)'),
    batch: number('N', 'sounds a step (default 16)'),
    threads: number('N', 'threads (default: all cores)'),
    latent: number('N', 'latent size, 8 to 64 (default 32)'),
    name: text('NAME', 'what the model is called (default: the name of its folder)'),
    ...INSTRUMENT,
    licence: text('TEXT', 'on which terms the sounds of the folder may be used; goes into the model and what it makes'),
    ...TERMS,
    vocoder: flag('fine-tune the vocoder too'),
  },
  run: async ({ options, files }, cli) => {
    const measured = {
      ...pick(options, 'preset', 'epochs', 'from', 'batch', 'threads'),
      ...(options.latent === undefined ? {} : { latentSize: options.latent }),
      ...(await sourceOf(cli, options.dataset, files)),
    };
    if (options.estimate === true) {
      const told = await cli.studio.training.estimate(checked(contract.training.estimate.input, measured, 'train'), { signal: cli.signal });
      cli.stdout(cli.json ? `${JSON.stringify(told, null, 2)}\n` : `${estimateLine(told.plan)}\n`);
      return EXIT.done;
    }
    const input = checked(contract.training.start.input, { ...measured, ...pick(options, 'out', 'resume', 'seed', 'beta', 'name', 'instrument', 'vocoder'), ...licenceOf(options) }, 'train');
    cli.stderr(`${settingsLine(input)}\n`);
    return finish(cli, await cli.studio.train(input, watched(cli)));
  },
});

/** @throws DATASET_UNKNOWN, ARGUMENT_MISSING, ARGUMENT_EXTRA */
async function sourceOf(cli: Cli, dataset: string | undefined, files: readonly string[]): Promise<{ dir: string } | { dataset: string }> {
  if (dataset === undefined) return { dir: single(files, 'DIR|--dataset ID', 'train') };
  noMore(files, 'train');
  return { dataset: await datasetId(cli, dataset) };
}

/** @throws ARGUMENT_MISSING where there is a source or credits, and no terms */
function licenceOf({ licence, source, credits }: { licence?: string; source?: string; credits?: string }): Pick<Input<'training', 'start'>, 'licence'> {
  if (licence === undefined && source === undefined && credits === undefined) return {};
  return { licence: { text: needed(licence, '--licence TEXT', 'train'), source: source ?? '', credits: credits ?? '' } };
}

/** `about 12 min (11 min to 15 min): 116 sounds ...` */
function estimateLine({ seconds, low, high, why }: TrainingPlan): string {
  return `about ${duration(seconds)} (${duration(low)} to ${duration(high)}): ${why}`;
}

function settingsLine({ preset, epochs, batch, beta, latentSize, seed }: Parsed<'training', 'start'>): string {
  const passes = epochs === undefined ? `preset ${preset}` : `${String(epochs)} epochs`;
  return `${passes}, batch ${String(batch)}, seed ${String(seed)}, ${describeBeta(beta, latentSize)}`;
}

/** Ctrl-C stops the run; how far it is stands on stderr. */
export function watched(cli: Cli): TrainContext {
  return { signal: cli.signal, onProgress: progressPrinter(cli) };
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

/** Tells what came of a run that was waited for. */
export function finish(cli: Cli, result: TrainResult): ExitCode {
  if (cli.interactive) cli.stderr('\n');
  for (const { message } of result.rejected) cli.stderr(`left out: ${message}\n`);
  if (cli.json) cli.stdout(JSON.stringify(result, null, 2) + '\n');
  else if (result.stopped === 'cancelled') cli.stderr(`cancelled; go on with --resume (${result.dir})\n`);
  else cli.stdout(`${result.dir}  ${result.bundleId ?? ''}  best epoch ${String(result.bestEpoch)}, ${String(result.used)} sounds\n`);
  return result.stopped === 'cancelled' ? EXIT.interrupted : EXIT.done;
}
