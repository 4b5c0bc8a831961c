import { execFileSync } from 'node:child_process';
import { constants } from 'node:os';
import { expect, test } from 'vitest';

test('a process that steps back does so with all its threads', () => {
  // In a process of its own: there is no way back for one that is not privileged.
  const script = `
    import { readdirSync, readFileSync } from 'node:fs';
    import { getPriority } from 'node:os';
    import { stepBack } from ${JSON.stringify(new URL('./step-back.ts', import.meta.url).href)};
    stepBack();
    const threads = process.platform === 'linux' ? readdirSync('/proc/self/task').map(Number) : [0];
    console.log(JSON.stringify(threads.map((id) => getPriority(id))));
  `;
  const priorities = JSON.parse(execFileSync(process.execPath, ['--input-type=module', '--eval', script], { encoding: 'utf8' })) as number[];
  expect(priorities.length).toBeGreaterThan(0);
  for (const priority of priorities) expect(priority).toBeGreaterThanOrEqual(constants.priority.PRIORITY_BELOW_NORMAL);
});
