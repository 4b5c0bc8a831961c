/** `npm start`: brings the page up to date and serves the studio; arguments go to `kicklab serve`. */

import { resolve } from 'node:path';
import { bundle } from './bundle.ts';
import { passOn } from './pass-on.mjs';

try {
  await bundle();
  passOn(process.execPath, [resolve(import.meta.dirname, '../src-main/cli.ts'), 'serve', ...process.argv.slice(2)]);
} catch (error) {
  console.error(`The page could not be built: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
}
