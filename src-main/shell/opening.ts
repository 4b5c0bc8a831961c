/**
 * Sounds and models that the user opens with us: from the menu, the command line, a file manager.
 * They wait until there is a page to hear of them.
 */

import { dialog, type BrowserWindow } from 'electron';
import { dirname } from 'node:path';
import { AUDIO_EXTENSIONS } from '../../src-preload/contract/sound-files.ts';
import { MODEL_EXTENSION } from '../studio/model-file.ts';
import type { Memory } from './memory.ts';
import { readSound } from './sounds.ts';
import { tell, tellFailure } from './tell.ts';

export interface Opening {
  open(files: readonly string[]): void;
  /** Asks for a file and opens it. */
  ask(): Promise<void>;
  /** The page of `window` is there now; what waits is told to it. */
  ready(window: BrowserWindow): void;
}

export function createOpening(memory: Memory): Opening {
  let window: BrowserWindow | null = null;
  let waiting: string[] = [];

  const open = (files: readonly string[]): void => {
    waiting.push(...files);
    if (window === null) return;
    const now = waiting;
    waiting = [];
    void deliver(window, now);
  };

  return {
    open,
    ask: async () => {
      if (window === null) return;
      const last = memory.recall('sounds');
      const { filePaths } = await dialog.showOpenDialog(window, {
        title: 'Open a sound',
        ...(typeof last === 'string' ? { defaultPath: last } : {}),
        filters: [
          { name: 'Sounds', extensions: AUDIO_EXTENSIONS.map((extension) => extension.slice(1)) },
          { name: 'All files', extensions: ['*'] },
        ],
        properties: ['openFile'],
      });
      if (filePaths.length === 0) return;
      memory.remember({ sounds: dirname(filePaths[0]) });
      open(filePaths);
    },
    ready: (opened) => {
      window = opened;
      opened.once('closed', () => {
        window = null;
      });
      open([]);
    },
  };
}

/** One after the other, so that the page hears of them in the order in which they were named. */
async function deliver(window: BrowserWindow, files: readonly string[]): Promise<void> {
  for (const file of files) {
    try {
      // A model may be larger than a sound is let be: the studio reads and checks it where it lies.
      if (file.toLowerCase().endsWith(MODEL_EXTENSION)) tell(window, 'modelOpened', { file });
      else tell(window, 'soundOpened', await readSound(file));
    } catch (thrown) {
      await tellFailure(window, thrown);
    }
  }
}
