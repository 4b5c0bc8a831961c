/** Where this platform keeps the files of a user's programs. Makes nothing. */

import { homedir } from 'node:os';
import { join } from 'node:path';

/** Kicklab's folder by the platform's convention (XDG base directories on Linux). */
export function dataFolder(platform: NodeJS.Platform = process.platform, env: NodeJS.ProcessEnv = process.env): string {
  switch (platform) {
    case 'win32':
      return join(env.APPDATA ?? join(homedir(), 'AppData', 'Roaming'), 'Kicklab');
    case 'darwin':
      return join(homedir(), 'Library', 'Application Support', 'Kicklab');
    default:
      return join(env.XDG_DATA_HOME ?? join(homedir(), '.local', 'share'), 'kicklab');
  }
}
