/** `kicklab doctor`: what was found on this machine, and what is missing. */

import type { Output } from '../../src-preload/contract/verbs.ts';
import { command, EXIT, MODEL, noMore, pick } from './command.ts';

type Doctor = Output<'system', 'doctor'>;

export const doctor = command({
  summary: 'Tell versions, providers, ffmpeg and browser found on this machine.',
  usage: '',
  options: { ...MODEL },
  run: async ({ options, files }, cli) => {
    noMore(files, 'doctor');
    const found = await cli.studio.system.doctor(pick(options, 'model'), { signal: cli.signal });
    cli.stdout(cli.json ? JSON.stringify(found, null, 2) + '\n' : inWords(found));
    return found.healthy ? EXIT.done : EXIT.failed;
  },
});

function inWords({ versions, model, providers, ffmpeg, browser }: Doctor): string {
  const rows: [string, string][] = [
    ...Object.entries(versions),
    ['model', model.reason ?? `${model.id ?? ''}  ${model.dir ?? ''}`],
    ...providers.map((p): [string, string] => [
      p.name,
      p.available ? `${(p.ms ?? 0).toFixed(1)} ms, differs from the CPU by ${(p.error ?? 0).toExponential(1)}` : `no: ${p.reason ?? ''}`,
    ]),
    ['ffmpeg', program(ffmpeg)],
    ['browser', program(browser)],
  ];
  const width = Math.max(...rows.map(([name]) => name.length));
  return rows.map(([name, value]) => `${name.padEnd(width)}  ${value}\n`).join('');
}

function program({ found, version, reason }: Doctor['ffmpeg']): string {
  return found === null ? `none: ${reason ?? ''}` : `${version ?? ''}  ${found}`;
}
