/** `kicklab training ...`: the training runs that are kept, those of other windows and programs among them. */

import { contract } from '../../src-preload/contract/verbs.ts';
import type { TrainingRun } from '../../src-preload/contract/training.ts';
import { checked, command, EXIT, idBegun, noMore, single, type Cli, type Command, type CommandGroup, type ExitCode } from './command.ts';
import { duration, printable, shortId } from './readable.ts';
import { finish, watched } from './train.ts';

const verbs = contract.training;

const list = command({
  summary: verbs.list.summary,
  usage: '',
  options: {},
  run: async ({ files }, cli) => {
    noMore(files, 'training list');
    const found = await cli.studio.training.list({}, {});
    if (cli.json) cli.stdout(`${JSON.stringify(found, null, 2)}\n`);
    else for (const run of found.runs) cli.stdout(`${runLine(run)}\n`);
    return EXIT.done;
  },
});

/** A command about one run, named by the start of its id. */
function one(name: string, summary: string, act: (cli: Cli, id: string) => Promise<ExitCode>): Command {
  return command({
    summary,
    usage: 'ID',
    options: {},
    run: async ({ files }, cli) => {
      const given = single(files, 'ID', `training ${name}`);
      const { runs } = await cli.studio.training.list({}, {});
      const id = idBegun(given, runs.map((run) => run.id)) ?? given;
      return act(cli, checked(verbs.forget.input, { id }, `training ${name}`).id);
    },
  });
}

function tell(cli: Cli, run: TrainingRun): ExitCode {
  cli.stdout(cli.json ? `${JSON.stringify(run, null, 2)}\n` : `${runLine(run)}\n`);
  return EXIT.done;
}

export const training: CommandGroup = {
  summary: 'List the training runs that are kept; pause, go on with, cancel or forget one.',
  commands: {
    list,
    pause: one('pause', verbs.pause.summary, async (cli, id) => tell(cli, await cli.studio.training.pause({ id }, {}))),
    resume: one('resume', verbs.resume.summary, async (cli, id) => finish(cli, await cli.studio.goOnTraining(id, watched(cli)))),
    cancel: one('cancel', verbs.cancel.summary, async (cli, id) => {
      const told = await cli.studio.training.cancel({ id }, {});
      cli.stdout(cli.json ? `${JSON.stringify(told, null, 2)}\n` : 'cancelled\n');
      return EXIT.done;
    }),
    forget: one('forget', verbs.forget.summary, async (cli, id) => {
      const told = await cli.studio.training.forget({ id }, {});
      cli.stdout(cli.json ? `${JSON.stringify(told, null, 2)}\n` : 'forgotten\n');
      return EXIT.done;
    }),
  },
};

/** `0f8c12ab  training    Mine  epoch 12/40  3 min 20 s  /home/me/models/Mine` */
function runLine({ id, state, name, epochs, progress, seconds, out, position, error }: TrainingRun): string {
  const passes = epochs === null ? 'epochs not settled' : state === 'training' && progress?.phase === 'train' ? `epoch ${String(progress.epoch)}/${String(epochs)}` : `${String(epochs)} epochs`;
  return [
    shortId(id), state.padEnd(11), ...(position === null ? [] : [`number ${String(position)} in the queue`]),
    printable(name), passes, duration(seconds), printable(out), ...(error === null ? [] : [printable(error.message)]),
  ].join('  ');
}
