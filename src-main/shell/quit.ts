/** The end of the program: what is open is closed first, however it came to the end. */

import type { App } from 'electron';

/** How long closing may take; who quits does not want to wait. */
const LIMIT_MS = 3000;

/** Calls `close` once when the program is about to end, and waits for it a while. */
export function closeOnQuit(app: Pick<App, 'on' | 'exit'>, close: () => Promise<void>): void {
  let closing = false;
  app.on('will-quit', (event) => {
    event.preventDefault();
    if (closing) return;
    closing = true;
    const end = (): void => {
      app.exit();
    };
    setTimeout(end, LIMIT_MS);
    // A failure to close keeps nobody from leaving.
    close().then(end, end);
  });
}
