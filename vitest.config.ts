/**
 * The test projects: `unit` runs beside the code in Node; `web` and `timed` drive the page in Chromium,
 * through the web host and in the desktop program.
 */

import { availableParallelism } from 'node:os';
import { defineConfig, type TestProjectInlineConfiguration } from 'vitest/config';

const WEB = ['e2e/{desktop,studio,web}/**/*.test.ts'];
const TIMED = ['e2e/studio/{map-load,soak}.test.ts'];

const browser = (name: string, test: TestProjectInlineConfiguration['test']): TestProjectInlineConfiguration => ({
  extends: true,
  test: {
    ...test,
    name,
    globalSetup: ['e2e/fixtures/web.setup.ts'],
    testTimeout: 120_000,
    hookTimeout: 120_000,
    // The machine may be busy with other things; a second is soon over then.
    expect: { poll: { timeout: 10_000 } },
  },
});

export default defineConfig({
  test: {
    reporters: ['default', './scripts/remarks-reporter.ts'],
    pool: 'forks',
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          // What browsers have and Node hides: the page's event stream runs in these tests as it is.
          execArgv: ['--experimental-eventsource', '--disable-warning=UNDICI-ES'],
          include: ['src-*/**/*.test.{ts,tsx}', 'scripts/**/*.test.ts', 'e2e/{cli,fixtures,library,model,training,transports}/**/*.test.ts'],
          testTimeout: 180_000,
          hookTimeout: 180_000,
          // One less than there are cores is what Vitest takes: of two, that leaves one idle.
          maxWorkers: Math.max(2, availableParallelism() - 1),
        },
      },
      // Two pages at a time: they wait more than they work. They may not look at a clock. Where nobody sits before it, one
      // hiccup of the machine does not throw a whole run away; the reporter tells of it.
      browser('web', { include: WEB, exclude: TIMED, maxWorkers: 2, retry: process.env.CI === 'true' ? 1 : 0, sequence: { groupOrder: 1 } }),
      // One page at a time, and nothing beside it: these measure times and memory.
      browser('timed', { include: TIMED, fileParallelism: false, sequence: { groupOrder: 2 } }),
    ],
  },
});
