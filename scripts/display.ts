/** Whether somebody sees this machine's screen, and showing them an address. */

import { spawn } from 'node:child_process';

/** On Linux a session names its display; elsewhere there is one as good as always. */
export function hasDisplay(platform: NodeJS.Platform = process.platform, env: NodeJS.ProcessEnv = process.env): boolean {
  return platform === 'win32' || platform === 'darwin' || (env.DISPLAY ?? '') !== '' || (env.WAYLAND_DISPLAY ?? '') !== '';
}

/** Opens `url` in the browser of the user's choice. Where there is none, the address is printed anyway. */
export function openInBrowser(url: string): void {
  const [program, ...args] = { win32: ['cmd', '/c', 'start', '""'], darwin: ['open'] }[process.platform as string] ?? ['xdg-open'];
  const opener = spawn(program, [...args, url], { stdio: 'ignore', detached: true });
  opener.on('error', () => undefined);
  opener.unref();
}
