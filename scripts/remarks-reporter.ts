/**
 * A vitest reporter that lists what a green run would hide: every skipped test with its reason, and
 * every test that passed only when it was tried again, with what failed before. A reason is what a
 * test gives to `context.skip(condition, reason)`. `npm test` asks for the list as a file
 * (KICKLAB_REMARKS) and prints it after its last step.
 */

import { appendFileSync } from 'node:fs';
import { relative } from 'node:path';
import type { Reporter, TestCase, TestModule } from 'vitest/node';

export default class RemarksReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    const lines = modules.flatMap((module) => {
      const file = relative(process.cwd(), module.moduleId);
      return [...module.children.allTests()].flatMap((test) => {
        const remark = remarkOf(test);
        return remark === null ? [] : [`${file}: ${test.fullName}: ${remark}`];
      });
    });
    if (lines.length === 0) return;
    const list = `${lines.join('\n')}\n`;
    const path = process.env.KICKLAB_REMARKS;
    if (path === undefined) console.info(`\nSkipped, or passed only at a second try:\n${list}`);
    else appendFileSync(path, list);
  }
}

function remarkOf(test: TestCase): string | null {
  const result = test.result();
  if (result.state === 'skipped') return `skipped: ${result.note ?? 'no reason given'}`;
  if (result.state !== 'passed' || test.diagnostic()?.flaky !== true) return null;
  return `passed only at a second try, after: ${result.errors?.map(({ message }) => message.split('\n')[0]).join('; ') ?? 'no message'}`;
}
