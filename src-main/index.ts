/**
 * The desktop program's root: joins engine processes, studio, window and menu. What each of them
 * does stands in `shell/` and below. There is one window, and the program ends with it.
 */

import { app, dialog, ipcMain, Menu, nativeImage, protocol, session, shell, type BrowserWindow } from 'electron';
import { join, resolve } from 'node:path';
import { failureOf } from '../src-preload/contract/result.ts';
import { createPageFiles } from './page/files.ts';
import { readArguments } from './shell/arguments.ts';
import { desktopDesk } from './shell/desk.ts';
import { keepDownloads } from './shell/downloads.ts';
import { createDrag } from './shell/drag.ts';
import { openGate } from './shell/gate.ts';
import { openMemory } from './shell/memory.ts';
import { menuTemplate } from './shell/menu.ts';
import { createOpening } from './shell/opening.ts';
import { declareScheme, PAGE_URL, servePage } from './shell/protocol.ts';
import { closeOnQuit } from './shell/quit.ts';
import { tell, tellFailure, relayEvents } from './shell/tell.ts';
import { followTheme, takeTheme } from './shell/theme.ts';
import { utilityChild } from './shell/utility-child.ts';
import { createWindow, limitPermissions, showAgain } from './shell/window.ts';
import { openStudio } from './studio/open.ts';

const root = resolve(import.meta.dirname, '../..');
/** Where models and notices stand: beside the archive of a packed program, else among the sources. */
const resources = app.isPackaged ? process.resourcesPath : root;
const launch = readArguments(process.argv.slice(1), process.cwd());
// Run from sources, the first path is that of the program itself.
const files = process.defaultApp ? launch.files.slice(1) : launch.files;

const memory = openMemory(join(app.getPath('userData'), 'memory.json'));
const opening = createOpening(memory);
let window: BrowserWindow | null = null;

declareScheme(protocol);
app.on('open-file', (event, file) => {
  event.preventDefault();
  opening.open([file]);
});
app.on('second-instance', (_event, _argv, _cwd, second) => {
  if (window !== null) showAgain(window);
  opening.open((second as { files: string[] }).files);
});
app.on('window-all-closed', () => {
  app.quit();
});

if (app.requestSingleInstanceLock({ files })) {
  opening.open(files);
  app.whenReady().then(start).catch(fail);
} else app.quit();

async function start(): Promise<void> {
  const entry = join(import.meta.dirname, 'engine.js');
  const studio = openStudio({
    appDir: resources,
    version: app.getVersion(),
    spawn: (env) => utilityChild({ entry, name: 'Kicklab engine', env }),
    desk: desktopDesk,
    versions: { electron: process.versions.electron },
    model: launch.model,
    libraryDir: launch.library,
  });
  closeOnQuit(app, async () => {
    await Promise.all([studio.close(), memory.flush()]);
  });
  // Opens the model while the window opens; what is wrong with it is told to whoever asks for it.
  studio.models.info({}, {}).catch(() => undefined);

  const page = createPageFiles(join(root, 'out/renderer'), { theme: studio.theme });
  await page.read('/');
  servePage(protocol, page);
  limitPermissions(session.defaultSession);
  keepDownloads(session.defaultSession, { memory, folder: app.getPath('downloads'), window: () => window });
  openGate({
    ipcMain,
    studio,
    isOurs: (contents) => contents === window?.webContents,
    drag: createDrag({
      staged: studio.staged,
      icon: nativeImage.createFromPath(join(resources, 'resources/icons/64x64.png')),
      failed: (thrown) => {
        if (window !== null) void tellFailure(window, thrown);
      },
    }),
    onFault: (thrown) => {
      console.error(thrown);
    },
  });

  takeTheme(studio.theme());
  const opened = createWindow({ preload: join(root, 'out/preload/index.cjs'), memory });
  window = opened;
  const stopTelling = relayEvents(studio, opened);
  const stopFollowing = followTheme(studio, opened);
  opened.once('closed', () => {
    window = null;
    stopTelling();
    stopFollowing();
  });
  Menu.setApplicationMenu(
    Menu.buildFromTemplate(
      menuTemplate({
        platform: process.platform,
        development: !app.isPackaged,
        tell: (command) => {
          tell(opened, 'menu', { command });
        },
        openSound: () => void opening.ask(),
        showNotices: () => void shell.openPath(join(resources, 'THIRD_PARTY_NOTICES.md')),
      }),
    ),
  );
  try {
    await opened.loadURL(PAGE_URL);
    opening.ready(opened);
  } catch (thrown) {
    // Closed before it was there: that is an end and no failure.
    if (!opened.isDestroyed()) throw thrown;
  }
}

/** Without a window there is nobody to tell but through a box of the system. */
function fail(thrown: unknown): void {
  const { message, hint } = failureOf(thrown);
  console.error(thrown);
  dialog.showErrorBox('Kicklab could not start', `${message}\n\n${hint}`);
  app.exit(1);
}
