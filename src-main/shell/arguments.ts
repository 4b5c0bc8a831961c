/**
 * What the desktop program was started with. Chromium's own switches stand among ours and are
 * none of our business, so an option that is not known is passed over and not refused.
 */

import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

export interface LaunchArguments {
  /** Folder of the library; undefined: the usual one. */
  library: string | undefined;
  /** Model of requests that name none; undefined: the factory's. */
  model: string | undefined;
  /** Files to open, as absolute paths. */
  files: string[];
}

/**
 * @param args The command line after the program itself (and, run from sources, after its folder).
 * @param cwd Where relative paths start.
 */
export function readArguments(args: readonly string[], cwd: string): LaunchArguments {
  const options = new Map<string, string>();
  const files: string[] = [];
  for (let i = 0; i < args.length; i++) {
    const option = /^--(?<name>library|model)(?:=(?<value>.*))?$/s.exec(args[i])?.groups as { name: string; value?: string } | undefined;
    if (option !== undefined) {
      const value = option.value ?? args.at(++i);
      if (value !== undefined && value !== '') options.set(option.name, value);
    } else if (!args[i].startsWith('-')) files.push(pathOf(args[i], cwd));
  }
  const library = options.get('library');
  return { library: library === undefined ? undefined : resolve(cwd, library), model: options.get('model'), files };
}

/** File managers hand over a path or a `file:` address. */
function pathOf(argument: string, cwd: string): string {
  if (!argument.startsWith('file:')) return resolve(cwd, argument);
  try {
    return fileURLToPath(argument);
  } catch {
    return argument;
  }
}
