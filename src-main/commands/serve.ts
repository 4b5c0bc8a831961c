/** `kicklab serve`: the studio on 127.0.0.1 until it is stopped. */

import { once } from 'node:events';
import { KicklabError } from '../../src-preload/contract/errors.ts';
import { command, EXIT, LIBRARY, MODEL, noMore, number } from './command.ts';

export const serve = command({
  summary: 'Serve the studio and its REST API on 127.0.0.1.',
  usage: '',
  options: { port: number('P', 'port (default: PORT, else 5757 or the next free one)'), ...LIBRARY, ...MODEL },
  run: async ({ options, files }, cli) => {
    noMore(files, 'serve');
    const host = await cli.startHost({ studio: cli.studio, port: askedPort(options.port, process.env.PORT) });
    cli.stdout(cli.json ? `${JSON.stringify({ url: host.url })}\n` : `${host.url}\n`);
    if (!cli.signal.aborted) await once(cli.signal, 'abort');
    await host.close();
    return EXIT.done;
  },
});

/** @returns undefined when none was asked for. @throws OPTION_VALUE */
export function askedPort(option: number | undefined, variable: string | undefined): number | undefined {
  const name = option === undefined ? 'PORT' : '--port';
  if (option === undefined && (variable === undefined || variable === '')) return undefined;
  const port = option ?? Number(variable);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    throw new KicklabError('OPTION_VALUE', { option: name, reason: 'takes a whole number from 0 to 65535' });
  }
  return port;
}
