/**
 * The application menu as a template: what it says, not how it is shown. Commands about kicks
 * are told to the page, which owns them.
 */

import type { MenuItemConstructorOptions } from 'electron';
import type { MenuCommand } from '../../src-preload/contract/events.ts';

export interface MenuActions {
  tell: (command: MenuCommand) => void;
  openSound: () => void;
  showNotices: () => void;
}

export interface MenuOptions extends MenuActions {
  platform: NodeJS.Platform;
  /** Run from sources: with the developer tools. */
  development: boolean;
}

export function menuTemplate({ platform, development, tell, openSound, showNotices }: MenuOptions): MenuItemConstructorOptions[] {
  const mac = platform === 'darwin';
  const separator: MenuItemConstructorOptions = { type: 'separator' };
  const command = (id: MenuCommand, label: string, options: MenuItemConstructorOptions = {}): MenuItemConstructorOptions => ({
    id,
    label,
    click: () => {
      tell(id);
    },
    ...options,
  });
  /** A key that the page acts on itself, unless a text field wants it: shown here and not taken from it. */
  const shown = (accelerator: string): MenuItemConstructorOptions => ({ accelerator, registerAccelerator: false });

  return [
    ...(mac ? [{ role: 'appMenu' } satisfies MenuItemConstructorOptions] : []),
    {
      label: '&File',
      submenu: [
        { id: 'open', label: '&Open sound…', accelerator: 'CmdOrCtrl+O', click: openSound },
        separator,
        command('save', '&Save', { accelerator: 'CmdOrCtrl+S' }),
        command('download', '&Download WAV…', { accelerator: 'CmdOrCtrl+Shift+S' }),
        separator,
        { role: mac ? 'close' : 'quit' },
      ],
    },
    {
      label: '&Edit',
      submenu: [
        command('undo', '&Undo', shown('CmdOrCtrl+Z')),
        command('redo', '&Redo', shown(platform === 'win32' ? 'Ctrl+Y' : 'CmdOrCtrl+Shift+Z')),
        separator,
        { role: 'cut' },
        { role: 'copy' },
        { role: 'paste' },
        { role: 'selectAll' },
      ],
    },
    {
      label: '&Sound',
      submenu: [command('play', '&Play'), command('randomise', '&Randomise')],
    },
    {
      label: '&View',
      submenu: [
        { role: 'resetZoom' },
        { role: 'zoomIn' },
        { role: 'zoomOut' },
        separator,
        { role: 'togglefullscreen' },
        ...(development ? [separator, { role: 'toggleDevTools' } satisfies MenuItemConstructorOptions] : []),
      ],
    },
    ...(mac ? [{ role: 'windowMenu' } satisfies MenuItemConstructorOptions] : []),
    {
      role: 'help',
      submenu: [
        command('shortcuts', '&Keyboard shortcuts'),
        { id: 'notices', label: '&Third-party notices', click: showNotices },
        ...(mac ? [] : [separator, { role: 'about' } satisfies MenuItemConstructorOptions]),
      ],
    },
  ];
}
