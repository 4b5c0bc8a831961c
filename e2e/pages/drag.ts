/** Dragging kicks out as a test does it: with the mouse, through either door, up to where the desktop takes over. */

import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Locator } from 'playwright';
import { openArchive } from '../../src-main/base/archive-read.ts';
import type { OpenDoor } from '../fixtures/doors.ts';

/** What the other program would get. */
export interface Dropped {
  /** Of the file, or of an archive. */
  name: string;
  /** Each file by its name. */
  files: Map<string, Buffer>;
  /** How often it was dragged until its file stood. */
  attempts: number;
}

/** A drag as Electron is told to begin it. */
interface Told {
  file: string;
  files: string[];
  /** Whether all of them stood then, and there was a picture. */
  there: boolean;
  icon: boolean;
}

const ATTEMPTS = 5;

export function dragging({ design: { page }, evaluate, library }: OpenDoor) {
  /** Presses and moves far enough. @returns what the page put into the drag, by type; null where it took the drag from the browser */
  const pull = async (from: Locator): Promise<Record<string, string> | null> => {
    await page.evaluate(() => {
      const store = window as unknown as { begun: Promise<unknown> };
      store.begun = new Promise((resolve) => {
        // Above the page's own listeners.
        window.addEventListener('dragstart', ({ dataTransfer, defaultPrevented }) => {
          resolve(defaultPrevented || dataTransfer === null ? null : Object.fromEntries(dataTransfer.types.map((type) => [type, dataTransfer.getData(type)])));
        }, { once: true });
      });
    });
    const box = await from.boundingBox();
    if (box === null) throw new Error('nothing to be dragged');
    const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
    await page.mouse.move(x, y);
    await page.mouse.down();
    await page.mouse.move(x + 20, y + 20, { steps: 4 });
    const begun = await page.evaluate(() => (window as unknown as { begun: Promise<Record<string, string> | null> }).begun);
    await page.mouse.up();
    return begun;
  };

  /** A browser hands over an address, which is fetched where it is dropped, by who has neither page nor token. */
  const overWeb = async (from: Locator): Promise<Omit<Dropped, 'attempts'> | null> => {
    const data = await pull(from);
    if (data === null) return null;
    const [, type, name, url] = /^([^:]+):([^:]+):(.+)$/.exec(data.downloadurl) ?? [];
    if (data['text/uri-list'] !== url) throw new Error(`not the address that is downloaded: ${JSON.stringify(data)}`);
    const response = await fetch(url);
    if (response.headers.get('content-type') !== type) throw new Error(`${url} is no ${type}`);
    const bytes = Buffer.from(await response.arrayBuffer());
    return { name, files: type === 'application/zip' ? await unpacked(bytes) : new Map([[name, bytes]]) };
  };

  const unpacked = async (bytes: Buffer): Promise<Map<string, Buffer>> => {
    const file = join(library, '..', 'dropped.zip');
    writeFileSync(file, bytes);
    const archive = await openArchive(file, { entries: 200, bytes: 100 << 20 });
    const files = new Map<string, Buffer>();
    for (const { path, size } of archive.files) files.set(path, await archive.read(path, size));
    archive.close();
    return files;
  };

  /** The desktop program drags files itself: here it only says which. */
  const overDesktop = async (from: Locator, run: NonNullable<OpenDoor['evaluate']>): Promise<Omit<Dropped, 'attempts'> | null> => {
    await run(({ BrowserWindow }) => {
      const contents = BrowserWindow.getAllWindows()[0].webContents as Electron.WebContents & { told?: Told };
      delete contents.told;
      contents.startDrag = ({ file, files = [], icon }) => {
        const there = files.every((path) => process.getBuiltinModule('node:fs').existsSync(path));
        contents.told = { file, files, there, icon: typeof icon !== 'string' && !icon.isEmpty() };
      };
    });
    if ((await pull(from)) !== null) throw new Error('the browser drags, too');
    let told: Told | undefined;
    // The message is on its way.
    for (let waits = 0; waits < 20 && told === undefined; waits++) {
      await sleep(25);
      told = await run(({ BrowserWindow }) => (BrowserWindow.getAllWindows()[0].webContents as Electron.WebContents & { told?: Told }).told);
    }
    if (told === undefined) return null;
    const { file, files, there, icon } = told;
    if (!there || !icon || file !== files[0]) throw new Error(`not as Electron takes a drag: ${JSON.stringify(told)}`);
    return { name: files.length === 1 ? basename(file) : `${files.length} kicks.zip`, files: new Map(files.map((path) => [basename(path), readFileSync(path)])) };
  };

  return {
    /** Drags from an element, once more where its file did not stand yet. */
    drag: async (from: Locator): Promise<Dropped> => {
      for (let attempts = 1; attempts <= ATTEMPTS; attempts++) {
        const dropped = await (evaluate === null ? overWeb(from) : overDesktop(from, evaluate));
        if (dropped !== null) return { ...dropped, attempts };
        await sleep(200);
      }
      throw new Error('nothing came of the drag');
    },
    /** Whether a file of this name stands in its lasting place. */
    stands: (name: string) => existsSync(join(library, 'dragged', name)),
  };
}
