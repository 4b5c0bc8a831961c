/**
 * Two test projects: `unit` runs beside the code in Node; `web` drives the page in Chromium, through
 * the web host and in the desktop program.
 */

import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    reporters: ['default', './scripts/skip-reporter.ts'],
    pool: 'forks',
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          // What browsers have and Node hides: the page's event stream runs in these tests as it is.
          execArgv: ['--experimental-eventsource', '--disable-warning=UNDICI-ES'],
          include: ['src-*/**/*.test.{ts,tsx}', 'scripts/**/*.test.ts', 'e2e/{cli,fixtures,library,model,transports}/**/*.test.ts'],
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'web',
          include: ['e2e/{desktop,studio,web}/**/*.test.ts'],
          globalSetup: ['e2e/fixtures/web.setup.ts'],
          testTimeout: 120_000,
          hookTimeout: 120_000,
          // The machine may be busy with other things; a second is soon over then.
          expect: { poll: { timeout: 10_000 } },
          // One page at a time: these measure times, and a browser fills two cores on its own.
          fileParallelism: false,
        },
      },
    ],
  },
});
