/**
 * The desk that any program of this machine reaches: the file manager, by the command of the
 * platform. The clipboard of files is the desktop program's own (shell/desk.ts).
 */

import { spawn } from 'node:child_process';
import { dirname } from 'node:path';
import { KicklabError } from '../../src-preload/contract/errors.ts';
import type { Desk } from './ports.ts';

/** The command that shows a file in its folder; where none can point at it, the folder. */
export function revealCommand(platform: NodeJS.Platform, path: string): [command: string, ...args: string[]] {
  switch (platform) {
    case 'darwin':
      return ['open', '-R', path];
    case 'win32':
      // Read by explorer itself, quotes and all; a path holds none.
      return ['explorer.exe', `/select,"${path}"`];
    default:
      return ['xdg-open', dirname(path)];
  }
}

/** How long a command may take to say that it cannot, ms; a file manager may stay for good. */
const PATIENCE_MS = 3000;

/** Shows the first file of each folder. @throws REVEAL_FAILED */
async function reveal(paths: readonly string[]): Promise<void> {
  const firsts = new Map(paths.toReversed().map((path) => [dirname(path), path]));
  for (const path of firsts.values()) {
    const [command, ...args] = revealCommand(process.platform, path);
    await begin(command, args, (reason) => new KicklabError('REVEAL_FAILED', { file: path, reason }));
  }
}

/** Resolves once the command has ended well, or goes on. */
function begin(command: string, args: string[], failure: (reason: string) => KicklabError): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { detached: true, stdio: 'ignore', windowsVerbatimArguments: true });
    child.unref();
    const late = setTimeout(resolve, PATIENCE_MS);
    child.once('error', ({ message }) => {
      clearTimeout(late);
      reject(failure(message));
    });
    child.once('exit', (code) => {
      clearTimeout(late);
      // Explorer ends with 1 when all went well.
      if (code === 0 || command === 'explorer.exe') resolve();
      else reject(failure(`${command} ended with ${String(code)}`));
    });
  });
}

export const plainDesk: Desk = { reveal, copyFiles: null };
