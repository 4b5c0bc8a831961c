/**
 * `npm test`: type check, lint, unit and browser tests, packing, one after the other; stops at the first
 * failure, and says at the end what was skipped and why.
 */

import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const steps: [name: string, program: string, ...args: string[]][] = [
  ['types', 'node_modules/typescript/bin/tsc', '--build'],
  ['lint', 'node_modules/eslint/bin/eslint.js', '--max-warnings', '0', '.'],
  ['notices', 'scripts/notices.ts', '--check'],
  ['unit tests', 'node_modules/vitest/vitest.mjs', 'run', '--project', 'unit'],
  ['browser tests', 'node_modules/vitest/vitest.mjs', 'run', '--project', 'web', '--project', 'timed'],
  ['packing', 'node_modules/vitest/vitest.mjs', 'run', '--config', 'scripts/pack/vitest.config.ts'],
];

const folder = mkdtempSync(join(tmpdir(), 'kicklab-test-'));
const skipped = join(folder, 'skipped.txt');
process.on('exit', () => {
  rmSync(folder, { recursive: true, force: true });
});

const times: string[] = [];
for (const [name, program, ...args] of steps) {
  console.info(`\n== ${name}`);
  const start = performance.now();
  const { status, signal } = spawnSync(process.execPath, [program, ...args], {
    stdio: 'inherit',
    env: { ...process.env, KICKLAB_SKIPPED: skipped },
  });
  if (status !== 0) {
    console.error(`\n${name}: failed${signal === null ? '' : ` (${signal})`}; the steps after it did not run.`);
    process.exit(1);
  }
  times.push(`${name} ${((performance.now() - start) / 1000).toFixed(0)} s`);
}

console.info(`\nAll passed: ${times.join(', ')}.`);
console.info(existsSync(skipped) ? `Skipped:\n${readFileSync(skipped, 'utf8')}` : 'Nothing was skipped.');
