/** The menu on each platform: what is in it, what it tells, and which keys it takes from the page. */

import type { MenuItemConstructorOptions } from 'electron';
import { describe, expect, it } from 'vitest';
import { MENU_COMMANDS } from '../../src-preload/contract/events.ts';
import { menuTemplate, type MenuOptions } from './menu.ts';

const PLATFORMS = ['linux', 'darwin', 'win32'] as const;
const none = (): void => undefined;

function items(options: Partial<MenuOptions>): MenuItemConstructorOptions[] {
  const flat = (menu: MenuItemConstructorOptions[]): MenuItemConstructorOptions[] =>
    menu.flatMap((item) => [item, ...(Array.isArray(item.submenu) ? flat(item.submenu) : [])]);
  return flat(menuTemplate({ platform: 'linux', development: false, tell: none, openSound: none, showNotices: none, ...options }));
}

function click(menu: MenuItemConstructorOptions[], id: string): void {
  const found = menu.find((item) => item.id === id);
  (found?.click as unknown as () => void)();
}

describe.each(PLATFORMS)('the menu on %s', (platform) => {
  it('tells the page each of the commands', () => {
    const told: string[] = [];
    const menu = items({ platform, tell: (command) => told.push(command) });
    for (const command of MENU_COMMANDS) click(menu, command);
    expect(told).toEqual(MENU_COMMANDS);
  });

  it('opens sounds and notices itself', () => {
    const done: string[] = [];
    const menu = items({ platform, openSound: () => done.push('sound'), showNotices: () => done.push('notices') });
    click(menu, 'open');
    click(menu, 'notices');
    expect(done).toEqual(['sound', 'notices']);
  });

  it('leaves undo and redo to text fields, and takes no single key', () => {
    for (const { id, accelerator, registerAccelerator } of items({ platform })) {
      if (id === 'undo' || id === 'redo') expect(registerAccelerator).toBe(false);
      if (typeof accelerator === 'string') expect(accelerator).toMatch(/^(CmdOrCtrl|Ctrl)\+/);
    }
  });

  it('gives no key twice', () => {
    const keys = items({ platform }).flatMap(({ accelerator }) => (typeof accelerator === 'string' ? [accelerator] : []));
    expect(new Set(keys).size).toBe(keys.length);
  });

  it('can be left, edited in and asked about', () => {
    const roles = items({ platform }).map(({ role }) => role);
    expect(roles).toEqual(expect.arrayContaining(['cut', 'copy', 'paste', 'selectAll', 'togglefullscreen', 'help']));
    expect(roles).toEqual(expect.arrayContaining(platform === 'darwin' ? ['appMenu', 'close', 'windowMenu'] : ['quit', 'about']));
  });
});

it('has developer tools when run from sources, and no reload, which would lose the session', () => {
  const roles = (development: boolean): unknown[] => items({ development }).map(({ role }) => role);
  expect(roles(true)).toContain('toggleDevTools');
  expect(roles(false)).not.toContain('toggleDevTools');
  expect(roles(true)).not.toContain('reload');
});
