/**
 * `npm test`: type check, lint, unit and browser tests, packing, one after the other but for what takes one
 * core alone; stops at the first failure, and says at the end what was skipped or tried twice, and why.
 */

import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

type Step = [name: string, program: string, ...args: string[]];

/** Those of a row run side by side. */
const rows: Step[][] = [
  [
    ['types', 'node_modules/typescript/bin/tsc', '--build'],
    ['lint', 'node_modules/eslint/bin/eslint.js', '--max-warnings', '0', '.'],
    ['notices', 'scripts/notices.ts', '--check'],
  ],
  [['unit tests', 'node_modules/vitest/vitest.mjs', 'run', '--project', 'unit']],
  [['browser tests', 'node_modules/vitest/vitest.mjs', 'run', '--project', 'web', '--project', 'timed']],
  [['packing', 'node_modules/vitest/vitest.mjs', 'run', '--config', 'scripts/pack/vitest.config.ts']],
];

const folder = mkdtempSync(join(tmpdir(), 'kicklab-test-'));
const remarks = join(folder, 'remarks.txt');
process.on('exit', () => {
  rmSync(folder, { recursive: true, force: true });
});

const times: string[] = [];
for (const row of rows) {
  console.info(`\n== ${row.map(([name]) => name).join(', ')}`);
  const failed = (await Promise.all(row.map(run))).filter((name) => name !== null);
  if (failed.length > 0) {
    console.error(`\n${failed.join(', ')}: failed; the steps after it did not run.`);
    process.exit(1);
  }
}

console.info(`\nAll passed: ${times.join(', ')}.`);
console.info(existsSync(remarks) ? `Skipped, or passed only at a second try:\n${readFileSync(remarks, 'utf8')}` : 'Nothing was skipped, nothing tried twice.');

/** @returns what failed: the step's name, with the signal that ended it; null where it passed */
async function run([name, program, ...args]: Step): Promise<string | null> {
  const start = performance.now();
  const child = spawn(process.execPath, [program, ...args], { stdio: 'inherit', env: { ...process.env, KICKLAB_REMARKS: remarks } });
  const [status, signal] = await new Promise<[number | null, NodeJS.Signals | null]>((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (...ended) => { resolve(ended); });
  });
  times.push(`${name} ${((performance.now() - start) / 1000).toFixed(0)} s`);
  return status === 0 ? null : `${name}${signal === null ? '' : ` (${signal})`}`;
}
