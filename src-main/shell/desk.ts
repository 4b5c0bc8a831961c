/** The desk of the desktop program: the file manager and the clipboard, by Electron. */

import { clipboard, shell } from 'electron';
import { dirname } from 'node:path';
import type { Desk } from '../studio/ports.ts';
import { clipboardFiles } from './clipboard-files.ts';

const { XDG_CURRENT_DESKTOP = '' } = process.env;
const written = (paths: readonly string[]): ReturnType<typeof clipboardFiles> => clipboardFiles(process.platform, XDG_CURRENT_DESKTOP, paths);

export const desktopDesk: Desk = {
  reveal: (paths) => {
    // The first of each folder: a file manager points at one at a time.
    const firsts = new Map(paths.toReversed().map((path) => [dirname(path), path]));
    for (const path of firsts.values()) shell.showItemInFolder(path);
    return Promise.resolve();
  },
  copyFiles: written([]) === null ? null : (paths) => {
    const files = written(paths);
    if (files !== null) clipboard.writeBuffer(files.format, files.bytes);
  },
};
