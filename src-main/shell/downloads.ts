/** What the page hands over as a download: asked where to, starting in the folder of the last time. */

import { dialog, type BrowserWindow, type Session } from 'electron';
import { dirname, join } from 'node:path';
import type { Memory } from './memory.ts';

export interface DownloadOptions {
  memory: Memory;
  /** Where to start when nothing was saved yet. */
  folder: string;
  window: () => BrowserWindow | null;
}

export function keepDownloads(session: Session, { memory, folder, window }: DownloadOptions): void {
  session.on('will-download', (_event, item) => {
    const name = item.getFilename();
    const last = memory.recall('downloads');
    item.setSaveDialogOptions({
      title: 'Save the sound',
      defaultPath: join(typeof last === 'string' ? last : folder, name),
      filters: [{ name: 'WAV sound', extensions: ['wav'] }],
    });
    item.once('done', (_done, state) => {
      const path = item.getSavePath();
      if (state === 'completed') memory.remember({ downloads: dirname(path) });
      // Cancelled is what the user chose, in the dialog.
      if (state !== 'interrupted') return;
      const told = { type: 'error', message: `${path === '' ? name : path} was not written`, detail: 'Check that the disk has room and that you may write there, then download it again.' } as const;
      const parent = window();
      void (parent === null ? dialog.showMessageBox(told) : dialog.showMessageBox(parent, told));
    });
  });
}
