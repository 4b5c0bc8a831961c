/**
 * Hands this process over to a child: same terminal, same signals, same exit status.
 * (Replacing the process outright needs `process.execve`, which Node 20 and Windows lack.)
 */

import { spawn } from 'node:child_process';
import { constants } from 'node:os';

/**
 * Starts `program` and ends as it ends: its exit code, or 128 + the number of the signal that killed it.
 * @param {string} program
 * @param {string[]} args
 * @param {import('node:child_process').StdioOptions} [stdio]
 * @returns {import('node:child_process').ChildProcess}
 */
export function passOn(program, args, stdio = 'inherit') {
  const child = spawn(program, args, { stdio });
  // A terminal sends Ctrl-C to the whole group, so the child has it already; what is sent to this
  // process alone (a service manager's SIGTERM) is passed on. Either way the child decides when to end.
  process.on('SIGINT', () => undefined);
  process.on('SIGTERM', () => child.kill('SIGTERM'));
  process.on('SIGHUP', () => child.kill('SIGHUP'));
  child.on('error', (error) => {
    console.error(`${program} could not be started: ${error.message}`);
    process.exitCode = 1;
  });
  child.on('exit', (code, signal) => {
    process.exitCode = signal === null ? (code ?? 1) : 128 + constants.signals[signal];
  });
  return child;
}
