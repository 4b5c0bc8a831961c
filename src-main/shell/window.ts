/**
 * The window: what its page may do and where it stands. The page is ours alone: it leads nowhere
 * else, opens nothing, and is granted nothing that a page has to ask for.
 */

import { BrowserWindow, dialog, screen, type Session, type WebContents } from 'electron';
import type { Memory } from './memory.ts';
import { mayNavigate } from './protocol.ts';
import { groundNow } from './theme.ts';
import { MINIMUM, placeWindow } from './window-state.ts';

/** Opens the window, hidden until it has something to show. */
export function createWindow({ preload, memory }: { preload: string; memory: Memory }): BrowserWindow {
  const primary = screen.getPrimaryDisplay();
  const others = screen.getAllDisplays().filter(({ id }) => id !== primary.id);
  const { maximized, ...place } = placeWindow(memory.recall('window'), [primary, ...others].map(({ workArea }) => workArea));
  const window = new BrowserWindow({
    ...place,
    minWidth: MINIMUM.width,
    minHeight: MINIMUM.height,
    show: false,
    backgroundColor: groundNow(),
    title: 'Kicklab',
    webPreferences: {
      preload,
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      webSecurity: true,
      webviewTag: false,
      spellcheck: false,
    },
  });
  confine(window.webContents);
  window.once('ready-to-show', () => {
    if (maximized) window.maximize();
    window.show();
  });
  window.on('close', () => {
    memory.remember({ window: { bounds: window.getNormalBounds(), maximized: window.isMaximized() } });
  });
  window.webContents.on('render-process-gone', (_event, { reason }) => {
    if (reason === 'clean-exit' || reason === 'killed') return;
    // The box waits for an answer, so that a page which dies at once does not do so in a loop.
    dialog.showErrorBox('The window stopped working', `Reason: ${reason}. Saved sounds are safe; the window is opened again.`);
    if (!window.isDestroyed()) window.webContents.reload();
  });
  return window;
}

/** Brings a window that is there already before the user. */
export function showAgain(window: BrowserWindow): void {
  if (window.isMinimized()) window.restore();
  window.show();
  window.focus();
}

function confine(contents: WebContents): void {
  // Told of every frame, the main one included.
  contents.on('will-frame-navigate', (event) => {
    if (!event.isMainFrame || !mayNavigate(event.url)) event.preventDefault();
  });
  contents.on('will-attach-webview', (event) => {
    event.preventDefault();
  });
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
}

/**
 * Grants MIDI keyboards, the names of the audio outputs and putting text on the clipboard, and refuses
 * whatever else a page has to ask for: system exclusive messages, recording, reading the clipboard, other devices.
 */
export function limitPermissions(session: Session): void {
  // To check `media` names the devices; to record is a request.
  session.setPermissionCheckHandler((_contents, permission, _origin, { mediaType }) => isGranted(permission) || (permission === 'media' && mediaType === 'audio'));
  session.setPermissionRequestHandler((_contents, permission, decide) => {
    decide(isGranted(permission));
  });
  session.setDevicePermissionHandler(() => false);
}

function isGranted(permission: string): boolean {
  return permission === 'midi' || permission === 'clipboard-sanitized-write';
}
